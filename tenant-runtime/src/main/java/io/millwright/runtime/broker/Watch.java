package io.millwright.runtime.broker;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks after one connection after another, from a thread that all tenants share: a quiet connection costs it two short moments
 * in ten seconds. Thread-safe.
 */
final class Watch {

    private final ScheduledExecutorService timer;
    private final Runnable ask;
    private final Runnable dead;
    private volatile Liveness liveness = new Liveness(0);
    private @Nullable ScheduledFuture<?> next;

    /**
     * Watches nothing yet.
     *
     * @param ask sends what must be answered; returns at once
     * @param dead gives the connection up; returns at once
     */
    Watch(ScheduledExecutorService timer, Runnable ask, Runnable dead) {
        this.timer = timer;
        this.ask = ask;
        this.dead = dead;
    }

    /** There is a new connection. */
    synchronized void begin() {
        end();
        Liveness fresh = new Liveness(System.nanoTime());
        liveness = fresh;
        look(fresh);
    }

    /** Anything came on the connection. */
    void heard() {
        liveness.heard(System.nanoTime());
    }

    /** The connection is gone. */
    synchronized void end() {
        ScheduledFuture<?> due = next;
        if (due != null) {
            due.cancel(false);
            next = null;
        }
    }

    private synchronized void look(Liveness watched) {
        if (watched != liveness) {
            return;
        }
        Liveness.Look look = watched.look(System.nanoTime());
        switch (look.finding()) {
            case ALIVE -> {}
            case ASK -> ask.run();
            case DEAD -> {
                dead.run();
                return;
            }
        }
        try {
            next = timer.schedule(() -> look(watched), look.next().toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // The process ends, and with it every connection.
            next = null;
        }
    }
}
