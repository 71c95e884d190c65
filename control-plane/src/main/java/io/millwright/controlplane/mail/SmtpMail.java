package io.millwright.controlplane.mail;

import io.millwright.controlplane.mail.MailSettings.Smtp;
import jakarta.mail.MessagingException;
import java.time.Clock;
import java.util.Properties;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** By a mail server; one connection for each letter. */
final class SmtpMail implements Mail {

    private static final String TIMEOUT_MILLIS = "10000";

    private final JavaMailSenderImpl server = new JavaMailSenderImpl();
    private final Envelope envelope;

    SmtpMail(Smtp settings, Clock clock) {
        server.setHost(settings.host());
        server.setPort(settings.port());
        Properties properties = server.getJavaMailProperties();
        for (String timeout : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
            properties.setProperty("mail.smtp." + timeout, TIMEOUT_MILLIS);
        }
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        switch (settings.tls()) {
            case NONE -> properties.setProperty("mail.smtp.starttls.enable", "false");
            case STARTTLS -> properties.setProperty("mail.smtp.starttls.required", "true");
            case IMPLICIT -> properties.setProperty("mail.smtp.ssl.enable", "true");
        }
        if (!settings.username().isEmpty()) {
            server.setUsername(settings.username());
            server.setPassword(settings.password());
            properties.setProperty("mail.smtp.auth", "true");
        }
        envelope = new Envelope(server.getSession(), settings.from(), clock);
    }

    @Override
    public void send(Letter letter) throws MessagingException {
        try {
            server.send(envelope.of(letter));
        } catch (MailException e) {
            throw new MessagingException("the mail server did not take it", e);
        }
    }
}
