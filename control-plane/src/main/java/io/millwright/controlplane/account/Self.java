package io.millwright.controlplane.account;

import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.identity.UserId;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.controlplane.problem.ProblemType;
import java.time.Duration;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** What people change of themselves. */
@Service
public class Self {

    /** A stolen access token must not be a way to try passwords. */
    private static final int TRIES_A_MINUTE = 10;

    private final PersonTable people;
    private final Passwords passwords;
    private final TransactionTemplate transactions;
    private final ApplicationEventPublisher events;
    private final Rate tries = new Rate(TRIES_A_MINUTE, Duration.ofMinutes(1));

    Self(PersonTable people, Passwords passwords, TransactionTemplate transactions, ApplicationEventPublisher events) {
        this.people = people;
        this.passwords = passwords;
        this.transactions = transactions;
        this.events = events;
    }

    /** @throws ProblemException 403 for a caller that is no person */
    public void rename(Caller caller, String name) {
        people.rename(person(caller).id(), name.strip());
    }

    /**
     * Ends everything the person is signed in with.
     *
     * @throws ProblemException 400 for either password, 403 for a caller that is no person, 429, 503
     */
    public void changePassword(Caller caller, String current, String password) {
        Person person = person(caller);
        tries.require(person.id().value(), "Too many passwords were tried.");
        Entries.requirePassword(password, person.email());
        switch (passwords.check(person.email(), current)) {
            case Passwords.Verdict.Right _ -> {}
            case Passwords.Verdict.Wrong _ -> throw ProblemException.invalid("current", "is not your password");
            case Passwords.Verdict.Busy(Duration wait) ->
                throw ProblemException.retry(
                        ProblemType.UNAVAILABLE, "Too many passwords are being checked now.", wait);
        }
        String hash = passwords.hash(password);
        transactions.executeWithoutResult(_ -> {
            people.setPassword(person.id(), hash);
            events.publishEvent(new SessionsEnd(person.id()));
        });
    }

    private Person person(Caller caller) {
        Optional<UserId> id = switch (caller) {
            case Caller.Administrator(Optional<UserId> user) -> user;
            case Caller.Member member -> Optional.of(member.id());
            case Caller.TenantKey _ -> Optional.empty();
        };
        return id.flatMap(people::byId)
                .map(PersonTable.Known::person)
                .orElseThrow(() ->
                        ProblemException.of(ProblemType.FORBIDDEN, "An API key is no person; sign in to do this."));
    }
}
