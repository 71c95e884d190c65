package io.millwright.controlplane.identity;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.controlplane.problem.ProblemType;
import io.millwright.controlplane.rate.Buckets;
import io.millwright.controlplane.rate.NetworkAddress;
import io.millwright.controlplane.rate.RateSettings;
import java.time.Duration;

/**
 * What is told to wrong keys and tokens. Right ones are never held up by wrong ones from the same address: it may be a
 * proxy's.
 */
final class WrongCredentials {

    private final Buckets addresses;

    WrongCredentials(RateSettings settings) {
        addresses = new Buckets(() -> Bucket.builder()
                .addLimit(limit -> limit.capacity(settings.failuresPerMinute())
                        .refillGreedy(settings.failuresPerMinute(), Duration.ofMinutes(1)))
                .build());
    }

    ProblemException problem(Credential presented, String remoteAddress) {
        ConsumptionProbe probe = addresses.of(NetworkAddress.of(remoteAddress)).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed()
                ? ProblemException.of(ProblemType.UNAUTHENTICATED, sentence(presented))
                : ProblemException.retry(
                        ProblemType.TOO_MANY_REQUESTS,
                        "Too many wrong API keys or access tokens came from this address.",
                        Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    private static String sentence(Credential presented) {
        return switch (presented) {
            case Credential.Token _ -> "The access token is unknown, expired or revoked; sign in again.";
            case Credential.TooMuch _ -> "Send one API key or one access token, and not both.";
            case Credential.ApiKey _, Credential.Nothing _ -> "The API key is unknown, expired or revoked.";
        };
    }
}
