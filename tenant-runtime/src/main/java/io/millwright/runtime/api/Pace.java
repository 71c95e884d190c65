package io.millwright.runtime.api;

import java.io.IOException;
import java.time.Duration;

/** How long a reader of an answer may keep us waiting. Waiting costs a place among the tenant's calls, and so is bounded. */
final class Pace {

    /** For whatever the network does at the beginning or now and then. */
    static final Duration GRACE = Duration.ofSeconds(20);

    /** Slower than any line that somebody looks at charts over. */
    static final long BYTES_PER_SECOND = 32 * 1024;

    private long bytes;
    private long nanos;

    /**
     * Counts one write.
     *
     * @throws IOException when all of them together took longer than they may
     */
    void wrote(int more, Duration took) throws IOException {
        bytes += more;
        nanos += took.toNanos();
        if (nanos > GRACE.toNanos() + bytes * (Duration.ofSeconds(1).toNanos() / BYTES_PER_SECOND)) {
            throw new IOException("the reader of an answer is too slow");
        }
    }
}
