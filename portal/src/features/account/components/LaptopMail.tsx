/** On a laptop no mail leaves the machine. */
export function LaptopMail() {
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(location.hostname)
  return local ? (
    <p>
      This Millwright runs on your own machine: unless a mail server is set up, its mails are files in <code>outbox</code> of the data directory
      (<code>.millwright/outbox</code>).
    </p>
  ) : null
}
