package io.millwright.controlplane.mail;

import jakarta.mail.MessagingException;

/** There is no way out: letters wait, and go when one is configured in time. */
final class NoMail implements Mail {

    @Override
    public void send(Letter letter) throws MessagingException {
        throw new MessagingException("mail is not configured");
    }
}
