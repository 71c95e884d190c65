package io.millwright.controlplane.account;

import java.time.Duration;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** How often an address gets a letter that anybody may ask for: its owner did not choose to. */
@Component
class LinkMails {

    private final Rate rate;

    LinkMails(AccountSettings settings) {
        rate = new Rate(settings.mailsPerHour(), Duration.ofHours(1));
    }

    /** False when it has had enough for now; who asked is not told, or they would learn that somebody else did. */
    boolean maySend(EmailAddress to) {
        return rate.allows(to.value().toLowerCase(Locale.ROOT));
    }
}
