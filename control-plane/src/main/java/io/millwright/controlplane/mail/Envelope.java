package io.millwright.controlplane.mail;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;

/** Puts a letter into the form that mail has. */
final class Envelope {

    static final String LOCAL_SENDER = "millwright@localhost";

    private final Session session;
    private final String from;
    private final Clock clock;

    Envelope(Session session, String from, Clock clock) {
        this.session = session;
        this.from = from;
        this.clock = clock;
        // The id of a message is made of this and not of the machine's name.
        session.getProperties().setProperty("mail.from", from);
    }

    MimeMessage of(Letter letter) throws MessagingException {
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress(from, true));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(letter.to(), true));
        message.setSubject(letter.subject(), StandardCharsets.US_ASCII.name());
        message.setText(letter.text(), StandardCharsets.US_ASCII.name());
        message.setSentDate(Date.from(clock.instant()));
        message.setHeader("Auto-Submitted", "auto-generated");
        message.saveChanges();
        return message;
    }
}
