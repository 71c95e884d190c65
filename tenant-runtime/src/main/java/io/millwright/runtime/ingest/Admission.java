package io.millwright.runtime.ingest;

import io.millwright.wire.receipt.Hold;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether a tenant's messages are taken now. Thread-safe.
 *
 * <p>The limit is a mean: what a minute allows may come at once, so that a backlog after an outage is taken quickly. Whoever is
 * beyond it keeps its messages and is asked to wait; nothing is ever dropped for money.
 */
final class Admission {

    private static final double BURST_SECONDS = 60;

    private static final double NANOS = 1_000_000_000;

    private final LongSupplier nanoTime;
    private IngestPolicy policy;
    private double tokens;
    private long filled;

    Admission(IngestPolicy policy, LongSupplier nanoTime) {
        this.policy = policy;
        this.nanoTime = nanoTime;
        this.tokens = burst(policy);
        this.filled = nanoTime.getAsLong();
    }

    private static double burst(IngestPolicy policy) {
        return policy.messagesPerSecond() * BURST_SECONDS;
    }

    synchronized IngestPolicy policy() {
        return policy;
    }

    /** A raised limit is felt at once. */
    synchronized void change(IngestPolicy changed) {
        fill();
        tokens = Math.min(burst(changed), tokens + Math.max(0, burst(changed) - burst(policy)));
        policy = changed;
    }

    /** Null if one more message is taken; else why not. */
    synchronized Hold.@Nullable Reason take() {
        if (policy.suspended()) {
            return Hold.Reason.SUSPENSION;
        }
        fill();
        if (tokens < 1) {
            return Hold.Reason.QUOTA;
        }
        tokens--;
        return null;
    }

    private void fill() {
        long now = nanoTime.getAsLong();
        tokens = Math.min(burst(policy), tokens + (now - filled) / NANOS * policy.messagesPerSecond());
        filled = now;
    }
}
