package io.millwright.controlplane.account;

import io.millwright.controlplane.identity.UserId;
import io.millwright.controlplane.mail.Letter;
import io.millwright.controlplane.mail.LetterWriter;
import io.millwright.controlplane.mail.Letters;
import io.millwright.controlplane.problem.ProblemException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** A new password for who has the mailbox. Asking is the same for every address; a letter goes to those with an account. */
@Service
public class PasswordResets implements LetterWriter {

    static final String KIND = "password-reset";

    private static final String WAY_OUT =
            "The link was used, has expired or is incomplete. Ask for another one with your address.";

    private final JdbcClient database;
    private final Clock clock;
    private final AccountSettings settings;
    private final Passwords passwords;
    private final PersonTable people;
    private final Letters letters;
    private final LinkMails mails;
    private final Links links;
    private final TransactionTemplate transactions;
    private final ApplicationEventPublisher events;

    PasswordResets(
            JdbcClient database,
            Clock clock,
            AccountSettings settings,
            Passwords passwords,
            PersonTable people,
            Letters letters,
            LinkMails mails,
            Links links,
            TransactionTemplate transactions,
            ApplicationEventPublisher events) {
        this.database = database;
        this.clock = clock;
        this.settings = settings;
        this.passwords = passwords;
        this.people = people;
        this.letters = letters;
        this.mails = mails;
        this.links = links;
        this.transactions = transactions;
        this.events = events;
    }

    /** @throws ProblemException 400 for what is no address */
    public void ask(String email) {
        EmailAddress address = Entries.email(email);
        if (!mails.maySend(address)) {
            return;
        }
        String id = UUID.randomUUID().toString();
        transactions.executeWithoutResult(_ -> {
            database.sql("INSERT INTO password_reset (id, email, expires_at) VALUES (:id, :email, :expires)")
                    .param("id", id)
                    .param("email", address.value())
                    .param("expires", now().plus(settings.resetLife()))
                    .update();
            letters.send(KIND, id);
        });
    }

    /**
     * Sets the password, ends everything the person is signed in with, and takes back every other link of theirs.
     *
     * @throws ProblemException 400 for a link that opens nothing, or for the password
     */
    public void complete(String token, String password) {
        Token presented = new Token(token);
        // A look first, so that strangers' tokens cost no hash.
        Person person = holder(presented).orElseThrow(() -> Links.invalid(WAY_OUT));
        Entries.requirePassword(password, person.email());
        String hash = passwords.hash(password);
        transactions.executeWithoutResult(_ -> {
            int taken = database.sql("DELETE FROM password_reset WHERE sha256 = :digest AND expires_at > :now")
                    .param("digest", presented.sha256())
                    .param("now", now())
                    .update();
            if (taken == 0) {
                throw Links.invalid(WAY_OUT);
            }
            people.setPassword(person.id(), hash);
            database.sql("DELETE FROM password_reset WHERE person = :person")
                    .param("person", person.id().value())
                    .update();
            events.publishEvent(new SessionsEnd(person.id()));
        });
    }

    private Optional<Person> holder(Token token) {
        if (!token.possible()) {
            return Optional.empty();
        }
        return database.sql("SELECT person FROM password_reset WHERE sha256 = :digest AND expires_at > :now")
                .param("digest", token.sha256())
                .param("now", now())
                .query(String.class)
                .optional()
                .flatMap(id -> people.byId(new UserId(id)))
                .map(PersonTable.Known::person)
                .filter(Person::open);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Optional<Letter> write(String id) {
        Optional<Person> person = database.sql("SELECT email FROM password_reset WHERE id = :id")
                .param("id", id)
                .query(String.class)
                .optional()
                .flatMap(people::byEmail)
                .map(PersonTable.Known::person)
                .filter(Person::open);
        if (person.isEmpty()) {
            database.sql("DELETE FROM password_reset WHERE id = :id")
                    .param("id", id)
                    .update();
            return Optional.empty();
        }
        Token token = Token.fresh();
        int alive = database.sql("""
            UPDATE password_reset SET sha256 = :digest, person = :person WHERE id = :id AND expires_at > :now
            """)
                .param("digest", token.sha256())
                .param("person", person.get().id().value())
                .param("id", id)
                .param("now", now())
                .update();
        return alive == 1 ? Optional.of(letter(person.get().email(), token)) : Optional.empty();
    }

    private Letter letter(String to, Token token) {
        return new Letter(to, "Choose a new password", """
            Somebody, probably you, asked for a new password at Millwright.

            Follow this link within %s to choose one:

            %s

            If it was not you, do nothing: your password stays as it is.
            """.formatted(
                        Lives.words(settings.resetLife()), links.to("/reset", token)));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
