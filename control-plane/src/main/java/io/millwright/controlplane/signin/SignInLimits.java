package io.millwright.controlplane.signin;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.millwright.controlplane.rate.Buckets;
import io.millwright.controlplane.rate.NetworkAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * How often a password may be tried: so often from one address, and so often for one account. A browser in which the account
 * was signed in to before has tries of its own, so that nobody else can lock its owner out. A right password costs no try.
 */
@Component
public class SignInLimits {

    private final KnownBrowsers browsers;
    private final Buckets addresses;
    private final Buckets accounts;

    SignInLimits(SignInSettings settings, KnownBrowsers browsers) {
        this.browsers = browsers;
        this.addresses = buckets(settings.triesOfAddress(), Duration.ofMinutes(1));
        this.accounts = buckets(settings.triesOfAccount(), settings.triesWindow());
    }

    /** A try, which is used up unless it is given back. */
    public static final class Try {

        private final List<Bucket> from;

        private Try(List<Bucket> from) {
            this.from = List.copyOf(from);
        }

        /** After a right password, and when none was looked at. */
        public void giveBack() {
            from.forEach(bucket -> bucket.addTokens(1));
        }
    }

    /** Whether a password may be tried now. */
    public sealed interface Answer {

        record Granted(Try attempt) implements Answer {}

        record Wait(Duration time) implements Answer {}
    }

    /** @param browser the cookie of a browser that may be known, or nothing */
    public Answer ask(String address, String email, Optional<String> browser) {
        List<Bucket> asked = browser.filter(cookie -> browsers.knows(cookie, email))
                .map(cookie -> List.of(accounts.of("browser/" + digest(cookie))))
                .orElseGet(() -> List.of(
                        addresses.of(NetworkAddress.of(address)),
                        accounts.of("account/" + digest(email.toLowerCase(Locale.ROOT)))));
        List<Bucket> taken = new ArrayList<>();
        for (Bucket bucket : asked) {
            ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
            if (!probe.isConsumed()) {
                taken.forEach(other -> other.addTokens(1));
                return new Answer.Wait(Duration.ofNanos(probe.getNanosToWaitForRefill()));
            }
            taken.add(bucket);
        }
        return new Answer.Granted(new Try(taken));
    }

    private static Buckets buckets(int tries, Duration window) {
        return new Buckets(() -> Bucket.builder()
                .addLimit(limit -> limit.capacity(tries).refillGreedy(tries, window))
                .build());
    }

    private static String digest(String text) {
        return HexFormat.of().formatHex(OpaqueToken.sha256(text));
    }
}
