package io.millwright.controlplane.signin;

import io.millwright.controlplane.account.Passwords;
import io.millwright.controlplane.account.Passwords.Verdict;
import io.millwright.controlplane.account.Person;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** A password for a session. */
@Service
public class SignIn {

    private static final Logger LOG = LoggerFactory.getLogger(SignIn.class);

    private final Passwords passwords;
    private final SignInLimits limits;
    private final Logins logins;
    private final KnownBrowsers browsers;

    SignIn(Passwords passwords, SignInLimits limits, Logins logins, KnownBrowsers browsers) {
        this.passwords = passwords;
        this.limits = limits;
        this.logins = logins;
        this.browsers = browsers;
    }

    /**
     * Where a password comes from.
     *
     * @param browser the cookie of a browser that may be known
     * @param session the session that was there before, which ends
     */
    public record From(String address, Optional<String> browser, Optional<String> session) {
        @Override
        public String toString() {
            return "From[" + address + "]";
        }
    }

    /** What became of it. */
    public sealed interface Outcome {

        record In(OpaqueToken session, OpaqueToken browser) implements Outcome {}

        record Refused() implements Outcome {}

        record TooMany(Duration time) implements Outcome {}

        record Busy(Duration time) implements Outcome {}
    }

    /** Nothing is hashed for who has no try left. */
    public Outcome with(String email, String password, From from) {
        return switch (limits.ask(from.address(), email, from.browser())) {
            case SignInLimits.Answer.Wait(Duration time) -> new Outcome.TooMany(time);
            case SignInLimits.Answer.Granted(SignInLimits.Try attempt) -> check(email, password, from, attempt);
        };
    }

    public void out(String session) {
        logins.end(session);
    }

    private Outcome check(String email, String password, From from, SignInLimits.Try attempt) {
        String version = logins.version(email).orElse("");
        return switch (passwords.check(email, password)) {
            case Verdict.Right(Person person) -> {
                attempt.giveBack();
                yield in(person, version, from);
            }
            case Verdict.Wrong _ -> {
                LOG.atInfo().addKeyValue("reason", "wrong").log("somebody was not signed in");
                yield new Outcome.Refused();
            }
            case Verdict.Busy(Duration time) -> {
                attempt.giveBack();
                yield new Outcome.Busy(time);
            }
        };
    }

    private Outcome in(Person person, String version, From from) {
        Optional<OpaqueToken> session = logins.begin(person.id(), version);
        if (session.isEmpty()) {
            LOG.atInfo()
                    .addKeyValue("user", person.id())
                    .addKeyValue("reason", "changed")
                    .log("somebody was not signed in");
            return new Outcome.Refused();
        }
        from.session().ifPresent(logins::end);
        from.browser().ifPresent(browsers::forget);
        LOG.atInfo().addKeyValue("user", person.id()).log("somebody signed in");
        return new Outcome.In(session.get(), browsers.remember(person.id()));
    }
}
