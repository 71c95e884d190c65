package io.millwright.controlplane.mail;

import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Chooses the way: a server if there is one, else the directory. */
@Configuration(proxyBeanMethods = false)
class MailConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(MailConfiguration.class);

    @Bean
    Mail mail(MailSettings settings, Clock clock) {
        if (settings.smtp() != null) {
            return new SmtpMail(settings.smtp(), clock);
        }
        if (settings.outbox() != null) {
            return new MailDirectory(settings.outbox(), clock);
        }
        LOG.atWarn().log("mail is not configured: letters wait in the database");
        return new NoMail();
    }

    @Bean
    MailRounds mailRounds(Letters letters, ObjectProvider<LetterWriter> writers, Mail mail) {
        return new MailRounds(letters, writers, mail);
    }
}
