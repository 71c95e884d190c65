package io.millwright.controlplane.account;

import io.millwright.controlplane.identity.UserId;
import io.millwright.controlplane.mail.Letters;
import io.millwright.controlplane.problem.ProblemException;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sign-up with an address that is not yet known to be theirs. What happens while the request waits is the same for every
 * address; whether it has an account is looked up when the letter is written.
 */
@Service
public class SignUps {

    private static final String WAY_OUT =
            "The link was used, has expired or is incomplete. Sign in if you have verified your address, or sign up"
                    + " again.";

    private final SignUpTable table;
    private final PersonTable people;
    private final Passwords passwords;
    private final LinkMails mails;
    private final Letters letters;
    private final TransactionTemplate transactions;

    SignUps(
            SignUpTable table,
            PersonTable people,
            Passwords passwords,
            LinkMails mails,
            Letters letters,
            TransactionTemplate transactions) {
        this.table = table;
        this.people = people;
        this.passwords = passwords;
        this.mails = mails;
        this.letters = letters;
        this.transactions = transactions;
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
        transactions.executeWithoutResult(
                _ -> letters.send(SignUpLetter.KIND, table.insert(address, name.strip(), hash)));
    }

    /** @throws ProblemException 400 for a link that opens nothing */
    public void verify(String token) {
        Token presented = new Token(token);
        transactions.executeWithoutResult(_ -> {
            Optional<UserId> made = table.take(presented)
                    .flatMap(waiting -> people.insertVerified(
                            new EmailAddress(waiting.email()), waiting.name(), waiting.password()));
            if (made.isEmpty()) {
                throw Links.invalid(WAY_OUT);
            }
        });
    }
}
