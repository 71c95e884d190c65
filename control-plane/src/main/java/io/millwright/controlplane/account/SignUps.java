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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sign-up with an address that is not yet known to be theirs. What happens while the request waits is the same for every
 * address; whether it has an account is looked up when the letter is written.
 */
@Service
public class SignUps implements LetterWriter {

    static final String KIND = "sign-up";

    private static final String WAY_OUT =
            "The link was used, has expired or is incomplete. Sign in if you have verified your address, or sign up"
                    + " again.";

    private final JdbcClient database;
    private final Clock clock;
    private final AccountSettings settings;
    private final Passwords passwords;
    private final PersonTable people;
    private final Letters letters;
    private final LinkMails mails;
    private final Links links;
    private final TransactionTemplate transactions;

    SignUps(
            JdbcClient database,
            Clock clock,
            AccountSettings settings,
            Passwords passwords,
            PersonTable people,
            Letters letters,
            LinkMails mails,
            Links links,
            TransactionTemplate transactions) {
        this.database = database;
        this.clock = clock;
        this.settings = settings;
        this.passwords = passwords;
        this.people = people;
        this.letters = letters;
        this.mails = mails;
        this.links = links;
        this.transactions = transactions;
    }

    /** What is waiting for its link. */
    private record Waiting(String email, String name, String password) {
        @Override
        public String toString() {
            return "Waiting[hidden]";
        }
    }

    /**
     * Notes the wish, and that a letter is to be sent, in one transaction.
     *
     * @throws ProblemException 400 for an address or a password that cannot be taken, 503 when too many sign up
     */
    public void signUp(String email, String name, String password) {
        EmailAddress address = Entries.email(email);
        Entries.requirePassword(password, email);
        String hash = passwords.hash(password);
        if (!mails.maySend(address)) {
            return;
        }
        String id = UUID.randomUUID().toString();
        transactions.executeWithoutResult(_ -> {
            database.sql("""
                INSERT INTO sign_up (id, email, name, password, expires_at)
                VALUES (:id, :email, :name, :password, :expires)
                """)
                    .param("id", id)
                    .param("email", address.value())
                    .param("name", name.strip())
                    .param("password", hash)
                    .param("expires", now().plus(settings.signUpLife()))
                    .update();
            letters.send(KIND, id);
        });
    }

    /** @throws ProblemException 400 for a link that opens nothing */
    public void verify(String token) {
        Token presented = new Token(token);
        transactions.executeWithoutResult(_ -> {
            Optional<UserId> made = taken(presented)
                    .flatMap(waiting -> people.insertVerified(
                            new EmailAddress(waiting.email()), waiting.name(), waiting.password()));
            if (made.isEmpty()) {
                throw Links.invalid(WAY_OUT);
            }
        });
    }

    /** Of two that present the same token one deletes the row. */
    private Optional<Waiting> taken(Token token) {
        if (!token.possible()) {
            return Optional.empty();
        }
        return database.sql("""
            DELETE FROM sign_up WHERE sha256 = :digest AND expires_at > :now RETURNING email, name, password
            """)
                .param("digest", token.sha256())
                .param("now", now())
                .query((row, _) ->
                        new Waiting(row.getString("email"), row.getString("name"), row.getString("password")))
                .optional();
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Optional<Letter> write(String id) {
        Token token = Token.fresh();
        Optional<String> email = database.sql("""
            UPDATE sign_up SET sha256 = :digest WHERE id = :id AND expires_at > :now RETURNING email
            """)
                .param("digest", token.sha256())
                .param("id", id)
                .param("now", now())
                .query(String.class)
                .optional();
        return email.map(to -> {
            if (people.byEmail(to).isEmpty()) {
                return verification(to, token);
            }
            database.sql("DELETE FROM sign_up WHERE id = :id").param("id", id).update();
            return hasAccount(to);
        });
    }

    private Letter verification(String to, Token token) {
        return new Letter(to, "Verify your address", """
            Somebody, probably you, signed up for Millwright with this address.

            Follow this link within %s to begin:

            %s

            If it was not you, do nothing: without the link there is no account.
            """.formatted(
                        Lives.words(settings.signUpLife()), links.to("/verify", token)));
    }

    private Letter hasAccount(String to) {
        return new Letter(to, "You have an account already", """
            Somebody, probably you, signed up for Millwright with this address. It has an account already, and nothing was
            changed.

            Sign in: %s
            Choose a new password if you have forgotten it: %s
            """.formatted(links.page("/login"), links.page("/reset")));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
