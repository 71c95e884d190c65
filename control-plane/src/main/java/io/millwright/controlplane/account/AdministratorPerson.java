package io.millwright.controlplane.account;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes the administrator's person what the settings say, at every start: they are the truth about who it is, so whoever was
 * it before is not any more. It may run in several processes at once.
 */
@Component
class AdministratorPerson implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(AdministratorPerson.class);

    private final AdministratorPersonSettings settings;
    private final Passwords passwords;
    private final PersonTable people;
    private final TransactionTemplate transactions;
    private final ApplicationEventPublisher events;

    AdministratorPerson(
            AdministratorPersonSettings settings,
            Passwords passwords,
            PersonTable people,
            TransactionTemplate transactions,
            ApplicationEventPublisher events) {
        this.settings = settings;
        this.passwords = passwords;
        this.people = people;
        this.transactions = transactions;
        this.events = events;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (settings.email() != null && settings.password() != null) {
            keep(new EmailAddress(settings.email()), settings.password());
        }
    }

    private void keep(EmailAddress email, String password) {
        boolean known = passwords.check(email.value(), password) instanceof Passwords.Verdict.Right;
        if (!known) {
            String hash = passwords.hash(password);
            transactions.executeWithoutResult(_ -> people.insertVerified(email, "Administrator", hash)
                    .ifPresentOrElse(
                            _ -> LOG.atInfo().log("the administrator's account was made"),
                            () -> people.byEmail(email.value()).ifPresent(found -> {
                                people.reopen(found.person().id(), hash);
                                events.publishEvent(
                                        new SessionsEnd(found.person().id()));
                            })));
        }
        people.makeTheAdministrator(email);
    }
}
