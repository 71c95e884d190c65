package io.millwright.controlplane.account;

import io.millwright.controlplane.mail.Letter;
import io.millwright.controlplane.mail.LetterWriter;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What an address gets that somebody signed up with: a link, or word that it has an account already. */
@Component
class SignUpLetter implements LetterWriter {

    static final String KIND = "sign-up";

    private final SignUpTable table;
    private final PersonTable people;
    private final Links links;

    SignUpLetter(SignUpTable table, PersonTable people, Links links) {
        this.table = table;
        this.people = people;
        this.links = links;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Optional<Letter> write(String id) {
        Token token = Token.fresh();
        return table.armed(id, token).map(to -> {
            if (people.byEmail(to).isEmpty()) {
                return verification(to, token);
            }
            table.delete(id);
            return hasAccount(to);
        });
    }

    private Letter verification(String to, Token token) {
        return new Letter(
                to, "Verify your address", """
                    Somebody, probably you, signed up for Millwright with this address.

                    Follow this link within %s to begin:

                    %s

                    If it was not you, do nothing: without the link there is no account.
                    """.formatted(Lives.words(table.life()), links.to("/verify", token)));
    }

    private Letter hasAccount(String to) {
        return new Letter(to, "You have an account already", """
            Somebody, probably you, signed up for Millwright with this address. It has an account already, and nothing was
            changed.

            Sign in: %s
            Choose a new password if you have forgotten it: %s
            """.formatted(links.page("/login"), links.page("/reset")));
    }
}
