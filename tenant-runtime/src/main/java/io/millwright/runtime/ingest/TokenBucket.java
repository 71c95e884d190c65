package io.millwright.runtime.ingest;

/**
 * A mean rate of which what a minute allows may come at once. Empty, it stays closed until what a second allows is there again,
 * so that what is taken beyond the burst comes in few batches and not one by one. The last taken may be more than there is: it is
 * owed, so that a message larger than a minute allows passes in the end. Times are of {@link System#nanoTime}. Not thread-safe.
 */
final class TokenBucket {

    private static final double BURST_SECONDS = 60;

    private static final double NANOS = 1_000_000_000;

    private double perSecond;
    private double tokens;
    private long filled;
    private boolean closed;

    TokenBucket(long perSecond, long now) {
        this.perSecond = perSecond;
        this.tokens = perSecond * BURST_SECONDS;
        this.filled = now;
        this.closed = tokens < 1;
    }

    /** Brings it up to the moment; a raised rate is felt at once. */
    void fill(long changedPerSecond, long now) {
        tokens = Math.min(perSecond * BURST_SECONDS, tokens + (now - filled) / NANOS * perSecond);
        filled = now;
        if (changedPerSecond != perSecond) {
            double more = (changedPerSecond - perSecond) * BURST_SECONDS;
            perSecond = changedPerSecond;
            tokens = Math.min(perSecond * BURST_SECONDS, tokens + Math.max(0, more));
            closed |= tokens < 1;
        }
        if (closed && perSecond > 0 && tokens >= Math.max(1, perSecond)) {
            closed = false;
        }
    }

    boolean open() {
        return !closed;
    }

    void take(double amount) {
        tokens -= amount;
        closed = tokens < 1;
    }

    /** Whether it is as one that was never taken from. */
    boolean full() {
        return tokens >= perSecond * BURST_SECONDS;
    }
}
