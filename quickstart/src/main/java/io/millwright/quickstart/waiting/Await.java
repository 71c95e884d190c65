package io.millwright.quickstart.waiting;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Looks again and again at another process, which tells nobody when it has come so far. */
public final class Await {

    /** What is looked at; looking may fail, which ends the waiting. */
    @FunctionalInterface
    public interface Condition<E extends Exception> {
        boolean holds() throws E, InterruptedException;
    }

    /**
     * Looks at once, and then with this much time between.
     *
     * @return whether the condition came to hold within the patience
     */
    public static <E extends Exception> boolean until(Duration patience, Duration between, Condition<E> condition)
            throws E, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                return false;
            }
            TimeUnit.NANOSECONDS.sleep(between.toNanos());
        }
        return true;
    }

    private Await() {}
}
