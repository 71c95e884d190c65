package io.millwright.quickstart.up;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns SIGINT and SIGTERM into an interrupt of the main thread and holds the JVM until that thread has put everything
 * down in order; the JVM then ends with the exit code of the signal.
 */
public final class StopSignal {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Thread main;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean came;

    private StopSignal(Thread main) {
        this.main = main;
    }

    /** From now on a signal interrupts the calling thread. */
    public static StopSignal interruptsThisThread() {
        StopSignal signal = new StopSignal(Thread.currentThread());
        Runtime.getRuntime().addShutdownHook(new Thread(signal::stop, "stop"));
        return signal;
    }

    /** Whether there was a signal: what fails from then on fails because servers stop as well. */
    public boolean came() {
        return came;
    }

    /** Says that everything is down; without a signal it changes nothing. */
    public void done() {
        stopped.countDown();
    }

    private void stop() {
        if (stopped.getCount() == 0) {
            return;
        }
        came = true;
        main.interrupt();
        try {
            if (!stopped.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                System.err.println(
                        "millwright: stopping took more than " + PATIENCE.toSeconds() + " s and is given up.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
