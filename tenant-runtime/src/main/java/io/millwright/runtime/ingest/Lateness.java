package io.millwright.runtime.ingest;

/**
 * Whether a message was measured a while ago, by a look at its beginning: a batch says its time before its points. It decides
 * only who goes first; what it does not find is taken for new. Allocates nothing.
 */
final class Lateness {

    /** Longer than any device collects points for one message. */
    static final long LATE_MILLIS = 60_000;

    /** Version, stream, seq and time come first, in whatever order, as our own encoders write them. */
    private static final int LOOKED_AT = 200;

    /** {@code "ts":} and {@code "t0":} differ in one place. */
    private static final int NAME = 5;

    private static final int RADIX = 10;

    private Lateness() {}

    static boolean late(byte[] payload, long nowMillis) {
        int end = Math.min(payload.length, LOOKED_AT) - NAME;
        for (int at = 0; at < end; at++) {
            if (payload[at] == '"'
                    && payload[at + 1] == 't'
                    && (payload[at + 2] == 's' || payload[at + 2] == '0')
                    && payload[at + 3] == '"'
                    && payload[at + 4] == ':') {
                long time = number(payload, at + NAME);
                return time > 0 && time < nowMillis - LATE_MILLIS;
            }
        }
        return false;
    }

    private static long number(byte[] payload, int from) {
        long number = 0;
        for (int at = from; at < payload.length && at < from + 15; at++) {
            int digit = payload[at] - '0';
            if (digit < 0 || digit >= RADIX) {
                return number;
            }
            number = number * RADIX + digit;
        }
        return number;
    }
}
