package io.millwright.runtime.rollup;

import java.time.Duration;

/**
 * How much one transaction takes on: more after a quick one, less after a slow one, but not so little on a busy machine that
 * nothing is got done; that only after one that failed.
 */
final class Pace {

    private static final Duration QUICK = Duration.ofMillis(250);

    private static final Duration SLOW = Duration.ofSeconds(2);

    private final int usual;
    private final int most;
    private int size;

    /** @param usual to begin with, and the least for slowness alone */
    Pace(int usual, int most) {
        this.usual = usual;
        this.most = most;
        this.size = usual;
    }

    int size() {
        return size;
    }

    void took(Duration time) {
        if (time.compareTo(QUICK) < 0) {
            size = Math.min(most, size * 2);
        } else if (time.compareTo(SLOW) > 0 && size > usual) {
            size = Math.max(usual, size / 2);
        }
    }

    void failed() {
        size = Math.max(1, size / 2);
    }
}
