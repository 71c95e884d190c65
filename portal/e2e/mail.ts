import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'

const outbox = process.env.MILLWRIGHT_OUTBOX ?? '.millwright/outbox'

/** The newest link to that page in a mail to that address. */
export async function mailedLink(to: string, page: string): Promise<string> {
  const found = () =>
    readdirSync(outbox)
      .filter((file) => file.endsWith('.eml'))
      .toSorted()
      .map((file) => text(readFileSync(join(outbox, file), 'utf8')))
      .filter((mail) => mail.toLowerCase().includes(to.toLowerCase()))
      .flatMap((mail) => [...mail.matchAll(/https?:\/\/[^\s"<>]+/g)].map(([link]) => link))
      .filter((link) => new URL(link).pathname === page)
      .at(-1)
  await expect.poll(found, { message: `a mail to ${to} with a link to ${page}` }).toBeTruthy()
  return found() ?? ''
}

/** Quoted-printable and base64 undone, as far as links need it. */
function text(mail: string): string {
  const [head = '', ...rest] = mail.split(/\r?\n\r?\n/)
  const body = rest.join('\n\n')
  if (/^content-transfer-encoding:\s*base64/im.test(head)) return head + Buffer.from(body, 'base64').toString('utf8')
  if (/^content-transfer-encoding:\s*quoted-printable/im.test(head)) {
    return head + body.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
  }
  return mail
}
