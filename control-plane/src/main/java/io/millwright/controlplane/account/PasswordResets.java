package io.millwright.controlplane.account;

import io.millwright.controlplane.mail.Letters;
import io.millwright.controlplane.problem.ProblemException;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** A new password for who has the mailbox. Asking is the same for every address; a letter goes to those with an account. */
@Service
public class PasswordResets {

    private static final String WAY_OUT =
            "The link was used, has expired or is incomplete. Ask for another one with your address.";

    private final PasswordResetTable table;
    private final PersonTable people;
    private final Passwords passwords;
    private final LinkMails mails;
    private final Letters letters;
    private final TransactionTemplate transactions;
    private final ApplicationEventPublisher events;

    PasswordResets(
            PasswordResetTable table,
            PersonTable people,
            Passwords passwords,
            LinkMails mails,
            Letters letters,
            TransactionTemplate transactions,
            ApplicationEventPublisher events) {
        this.table = table;
        this.people = people;
        this.passwords = passwords;
        this.mails = mails;
        this.letters = letters;
        this.transactions = transactions;
        this.events = events;
    }

    /** @throws ProblemException 400 for what is no address */
    public void ask(String email) {
        EmailAddress address = Entries.email(email);
        if (!mails.maySend(address)) {
            return;
        }
        transactions.executeWithoutResult(_ -> letters.send(PasswordResetLetter.KIND, table.insert(address)));
    }

    /**
     * Sets the password, ends everything the person is signed in with, and takes back every other link of theirs.
     *
     * @throws ProblemException 400 for a link that opens nothing, or for the password
     */
    public void complete(String token, String password) {
        Token presented = new Token(token);
        // A look first, so that strangers' tokens cost no hash.
        Person person = table.holder(presented)
                .flatMap(people::byId)
                .map(PersonTable.Known::person)
                .filter(Person::open)
                .orElseThrow(() -> Links.invalid(WAY_OUT));
        Entries.requirePassword(password, person.email());
        String hash = passwords.hash(password);
        transactions.executeWithoutResult(_ -> {
            if (!table.take(presented)) {
                throw Links.invalid(WAY_OUT);
            }
            people.setPassword(person.id(), hash);
            table.deleteAllOf(person.id());
            events.publishEvent(new SessionsEnd(person.id()));
        });
    }
}
