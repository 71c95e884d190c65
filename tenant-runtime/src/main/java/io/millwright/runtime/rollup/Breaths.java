package io.millwright.runtime.rollup;

import java.time.Duration;

/**
 * A minute of many points is computed series by series, with a pause after whatever took a while, twice as long: on a machine
 * that is busy with storing, every device would feel seconds of computing at once. For one thread.
 */
final class Breaths {

    private static final int MOST_SERIES = 4_096;

    private static final Duration QUICK = Duration.ofMillis(20);

    private static final Duration SLOW = Duration.ofMillis(60);

    private static final Duration LONGEST = Duration.ofMillis(500);

    private final Pace series = new Pace(1, MOST_SERIES, QUICK, SLOW);

    /** How many series one statement takes. */
    int size() {
        return series.size();
    }

    /** Pauses if it may; whoever is interrupted goes on, and the next statement breaks off. */
    void took(Duration time, boolean pause) {
        series.took(time);
        if (!pause || time.compareTo(QUICK) < 0) {
            return;
        }
        Duration twice = time.multipliedBy(2);
        try {
            Thread.sleep(twice.compareTo(LONGEST) < 0 ? twice : LONGEST);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
