package io.millwright.quickstart.rig.network;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Holds up PostgreSQL's answer to each COMMIT, as a slow disk would: found as {@code CommandComplete} with tag {@code COMMIT} in
 * the server's messages. Connections wait independently of each other. Not for TLS connections.
 */
public final class CommitDelay implements Supplier<Tap> {

    private static final byte[] COMMIT = {'C', 0, 0, 0, 11, 'C', 'O', 'M', 'M', 'I', 'T', 0};
    private static final int HEADER = 5;

    private final AtomicLong commits = new AtomicLong();
    private volatile long nanos;

    /** Zero ends it. */
    public void set(Duration delay) {
        nanos = delay.toNanos();
    }

    /** How many commits were seen, delayed or not. */
    public long commits() {
        return commits.get();
    }

    @Override
    public Tap get() {
        return new Messages();
    }

    /** Follows the framing: a tag byte and a length before each message. Data that reads like a commit is none. */
    private final class Messages implements Tap {

        private final byte[] start = new byte[COMMIT.length];
        private int have;
        private long left = -1;
        private boolean begun;

        @Override
        public void passing(byte[] bytes, int length) throws InterruptedException {
            if (!begun && length == 1) {
                return; // the answer to the question for TLS has no frame
            }
            begun = true;
            for (int at = 0; at < length; ) {
                if (left > 0 && have == start.length) {
                    int skipped = (int) Math.min(left, length - at);
                    left -= skipped;
                    at += skipped;
                } else {
                    take(bytes[at]);
                    at++;
                }
                if (left == 0) {
                    ended();
                }
            }
        }

        private void take(byte one) {
            start[have] = one;
            have++;
            if (left > 0) {
                left--;
            } else if (have == HEADER) {
                // The length counts itself but not the tag.
                left = ((start[1] & 0xffL) << 24
                                | (start[2] & 0xffL) << 16
                                | (start[3] & 0xffL) << 8
                                | start[4] & 0xffL)
                        - (HEADER - 1);
            }
        }

        private void ended() throws InterruptedException {
            if (have == COMMIT.length && Arrays.equals(start, COMMIT)) {
                commits.incrementAndGet();
                if (nanos > 0) {
                    TimeUnit.NANOSECONDS.sleep(nanos);
                }
            }
            have = 0;
            left = -1;
        }
    }
}
