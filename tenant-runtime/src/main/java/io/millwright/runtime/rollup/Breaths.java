package io.millwright.runtime.rollup;

import java.time.Duration;

/**
 * Pauses in proportion to the work: on a machine that is busy with storing, every device would feel seconds of computing at once.
 * Made between transactions, so that nothing is held meanwhile. For one thread.
 */
final class Breaths {

    /** So that a tenant with few points needs none. */
    private static final Duration UNNOTICED = Duration.ofMillis(10);

    /** Of the time that the work took: a quarter of one processor at most. */
    private static final int TIMES = 3;

    private static final Duration LONGEST = Duration.ofSeconds(1);

    private Duration work = Duration.ZERO;

    private Duration paused = Duration.ZERO;

    /** Pauses if it may; whoever is interrupted goes on, and the next statement breaks off. */
    void took(Duration time, boolean pause) {
        work = work.plus(time);
        if (work.compareTo(UNNOTICED) < 0) {
            return;
        }
        Duration times = work.multipliedBy(TIMES);
        work = Duration.ZERO;
        if (pause) {
            pause(times.compareTo(LONGEST) < 0 ? times : LONGEST);
        }
    }

    private void pause(Duration time) {
        long begun = System.nanoTime();
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        paused = paused.plusNanos(System.nanoTime() - begun);
    }

    /** All pauses so far. */
    Duration paused() {
        return paused;
    }
}
