package io.millwright.controlplane.account;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.controlplane.problem.ProblemType;
import io.millwright.controlplane.rate.Buckets;
import java.time.Duration;

/** So many in that time for each name, counted by this process alone. */
public final class Rate {

    private final Buckets buckets;

    public Rate(int most, Duration within) {
        Bandwidth limit =
                Bandwidth.builder().capacity(most).refillGreedy(most, within).build();
        buckets = new Buckets(() -> Bucket.builder().addLimit(limit).build());
    }

    boolean allows(String name) {
        return buckets.of(name).tryConsume(1);
    }

    /** @throws ProblemException 429 that says when it may be tried again */
    public void require(String name, String sentence) {
        ConsumptionProbe probe = buckets.of(name).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw ProblemException.retry(
                    ProblemType.TOO_MANY_REQUESTS, sentence, Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
    }
}
