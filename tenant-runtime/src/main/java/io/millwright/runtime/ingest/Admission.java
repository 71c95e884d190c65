package io.millwright.runtime.ingest;

import io.millwright.wire.receipt.Hold;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether a message is taken now, by what its device and its tenant may send. Thread-safe.
 *
 * <p>Limits are means, see {@link TokenBucket}: a backlog after an outage is taken quickly. Whoever is beyond one keeps its
 * messages and is asked to wait; nothing is ever dropped for money. What is refused costs no tokens, of the device or the tenant.
 */
final class Admission {

    /** Fewer are never looked through for those that may be forgotten. */
    private static final int FEWEST_SWEPT = 1_000;

    private final LongSupplier nanoTime;
    private final Rates all;
    private final Map<String, Rates> each = new HashMap<>();
    private IngestPolicy policy;
    private int sweepAt = FEWEST_SWEPT;

    Admission(IngestPolicy policy, LongSupplier nanoTime) {
        this.policy = policy;
        this.nanoTime = nanoTime;
        this.all = new Rates(policy.all(), nanoTime.getAsLong());
    }

    synchronized IngestPolicy policy() {
        return policy;
    }

    /** How many series there may be, as the policy is when it is asked. */
    SeriesQuota series() {
        return new SeriesQuota(
                () -> policy().each().series(), () -> policy().all().series());
    }

    /** A raised limit is felt at once. */
    synchronized void change(IngestPolicy changed) {
        policy = changed;
    }

    /** Null if one more message of this device is taken; else why not. */
    synchronized Hold.@Nullable Reason take(String device, int points, int bytes) {
        if (policy.suspended()) {
            return Hold.Reason.SUSPENSION;
        }
        long now = nanoTime.getAsLong();
        all.fill(policy.all(), now);
        Rates own = of(device, now);
        if (!own.open() || !all.open()) {
            return Hold.Reason.QUOTA;
        }
        own.take(points, bytes);
        all.take(points, bytes);
        return null;
    }

    /** Whether the tenant itself is suspended or beyond its limits, so that no device's message was taken last. */
    synchronized boolean closed() {
        return policy.suspended() || !all.open();
    }

    private Rates of(String device, long now) {
        Rates known = each.get(device);
        if (known == null) {
            sweep(now);
            known = new Rates(policy.each(), now);
            each.put(device, known);
        }
        known.fill(policy.each(), now);
        return known;
    }

    /** A device that has its whole burst is as one that never sent. */
    private void sweep(long now) {
        if (each.size() >= sweepAt) {
            each.values().removeIf(rates -> {
                rates.fill(policy.each(), now);
                return rates.full();
            });
            sweepAt = Math.max(FEWEST_SWEPT, each.size() * 2);
        }
    }

    /** Devices that are remembered. */
    synchronized int devices() {
        return each.size();
    }
}
