package io.millwright.controlplane.account;

import io.millwright.controlplane.mail.Letter;
import io.millwright.controlplane.mail.LetterWriter;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What an address with an account gets that somebody asked a new password for; others get nothing. */
@Component
class PasswordResetLetter implements LetterWriter {

    static final String KIND = "password-reset";

    private final PasswordResetTable table;
    private final PersonTable people;
    private final Links links;

    PasswordResetLetter(PasswordResetTable table, PersonTable people, Links links) {
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
        Optional<Person> person = table.email(id)
                .flatMap(people::byEmail)
                .map(PersonTable.Known::person)
                .filter(Person::open);
        if (person.isEmpty()) {
            table.delete(id);
            return Optional.empty();
        }
        Token token = Token.fresh();
        return table.arm(id, token, person.get().id())
                ? Optional.of(letter(person.get().email(), token))
                : Optional.empty();
    }

    private Letter letter(String to, Token token) {
        return new Letter(
                to, "Choose a new password", """
                    Somebody, probably you, asked for a new password at Millwright.

                    Follow this link within %s to choose one:

                    %s

                    If it was not you, do nothing: your password stays as it is.
                    """.formatted(Lives.words(table.life()), links.to("/reset", token)));
    }
}
