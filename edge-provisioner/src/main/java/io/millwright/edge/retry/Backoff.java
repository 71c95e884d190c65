package io.millwright.edge.retry;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Pauses with full jitter: each is drawn between nothing and a bound that doubles with every failure, so that a thousand
 * agents that lost the same server do not come back in step. For one thread.
 */
public final class Backoff {

    private static final long SHORTEST_MILLIS = 20;
    private static final int MOST_DOUBLINGS = 20;

    private final Duration first;
    private final Duration longest;
    private int failures;

    /** @param first bound of the first pause */
    public Backoff(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
    }

    public Duration next() {
        long bound = Math.min(longest.toMillis(), first.toMillis() << Math.min(failures, MOST_DOUBLINGS));
        failures++;
        return Duration.ofMillis(
                Math.max(SHORTEST_MILLIS, ThreadLocalRandom.current().nextLong(bound + 1)));
    }

    /** It worked again. */
    public void reset() {
        failures = 0;
    }
}
