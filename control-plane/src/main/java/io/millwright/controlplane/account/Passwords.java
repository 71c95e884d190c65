package io.millwright.controlplane.account;

import io.millwright.controlplane.account.HashPool.Turn;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.controlplane.problem.ProblemType;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** Whether a password is somebody's. Every answer costs one hash, whether or not the address has an account. */
@Service
public class Passwords {

    /** The hash of nothing anybody knows, with the costs of now; asked where an address has no password. */
    private final String nobodys;

    private final HashPool pool;
    private final PersonTable people;

    Passwords(HashPool pool, PersonTable people) {
        this.pool = pool;
        this.people = people;
        this.nobodys = hash(Token.fresh().text());
    }

    /** What a check said. */
    public sealed interface Verdict {

        record Right(Person person) implements Verdict {}

        /** The address is unknown, unverified or disabled, or the password is another: nobody is told which. */
        record Wrong() implements Verdict {}

        /** Too many are being checked; nothing was. */
        record Busy(Duration retryAfter) implements Verdict {}
    }

    /** Safe from any number of threads; waits for its turn, which the bounded queue keeps short. */
    public Verdict check(String email, String password) {
        Optional<PersonTable.Known> known = PasswordRules.possible(password) ? people.byEmail(email) : Optional.empty();
        String hash = known.flatMap(PersonTable.Known::password).orElse(nobodys);
        return switch (pool.matches(PasswordRules.cut(password), hash)) {
            case Turn.Busy<Boolean> _ -> new Verdict.Busy(HashPool.RETRY_AFTER);
            case Turn.Done<Boolean>(Boolean matches) ->
                known.map(PersonTable.Known::person)
                        .filter(person -> matches && person.open())
                        .<Verdict>map(Verdict.Right::new)
                        .orElseGet(Verdict.Wrong::new);
        };
    }

    /**
     * The slow hash of a new password, with its parameters.
     *
     * @throws ProblemException 503 when too many are being hashed
     */
    String hash(String password) {
        return switch (pool.hash(password)) {
            case Turn.Done<String>(String hash) -> hash;
            case Turn.Busy<String> _ ->
                throw ProblemException.retry(
                        ProblemType.UNAVAILABLE, "Too many passwords are being checked now.", HashPool.RETRY_AFTER);
        };
    }
}
