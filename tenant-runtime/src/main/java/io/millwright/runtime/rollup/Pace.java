package io.millwright.runtime.rollup;

import java.time.Duration;

/**
 * How much one transaction or statement takes on: more after a quick one, less after a slow one, but not so little on a busy machine that
 * nothing is got done; that only after one that failed.
 */
final class Pace {

    private final int usual;
    private final int most;
    private final Duration quick;
    private final Duration slow;
    private int size;

    /**
     * @param usual to begin with, and the least for slowness alone
     * @param quick below which more is taken on
     * @param slow beyond which less is
     */
    Pace(int usual, int most, Duration quick, Duration slow) {
        this.usual = usual;
        this.most = most;
        this.quick = quick;
        this.slow = slow;
        this.size = usual;
    }

    int size() {
        return size;
    }

    void took(Duration time) {
        if (time.compareTo(quick) < 0) {
            size = Math.min(most, size * 2);
        } else if (time.compareTo(slow) > 0 && size > usual) {
            size = Math.max(usual, size / 2);
        }
    }

    void failed() {
        size = Math.max(1, size / 2);
    }
}
