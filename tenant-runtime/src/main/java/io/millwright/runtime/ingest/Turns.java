package io.millwright.runtime.ingest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decoding and storing by turns, over all tenants of a process: a few at once, and next is who has had the least time of late.
 * So two hundred backlogs are not two hundred transactions at once, and a tenant that sends little waits for one batch of
 * somebody else at most. A turn that takes longer than a second no longer counts: a database that hangs stops only its own
 * tenant. Thread-safe.
 *
 * <p>Start-time fair queueing: each tenant has used so much time; one that was idle begins where the last that was let in stands,
 * so that idleness saves up nothing.
 */
public final class Turns {

    private static final int FEWEST_AT_ONCE = 4;

    private static final long LONGEST_NANOS = Duration.ofSeconds(1).toNanos();

    /** What a turn is thought to cost before anything is known. */
    private static final long GUESS_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final int atOnce;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Turn> underWay = new ArrayList<>();
    private final List<Turn> waiting = new ArrayList<>();
    private long reached;
    private volatile boolean crowded;

    Turns(int atOnce, LongSupplier nanoTime) {
        this.atOnce = atOnce;
        this.nanoTime = nanoTime;
    }

    /** Twice as many as there are processors: a turn is part computing, part waiting for the database. */
    public static Turns ofThisProcess() {
        return new Turns(Math.max(FEWEST_AT_ONCE, 2 * Runtime.getRuntime().availableProcessors()), System::nanoTime);
    }

    Tenant tenant() {
        return new Tenant();
    }

    /** Whether somebody waits: then batches should be small. */
    boolean crowded() {
        return crowded;
    }

    /** Those that wait. */
    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** What one tenant has had. Guarded by the lock. */
    final class Tenant {
        private long used;
        private long guess = GUESS_NANOS;
        private int involved;

        /** One for each of its threads. */
        Turn turn() {
            return new Turn(this);
        }
    }

    /** A thread's. Not thread-safe. */
    final class Turn {
        private final Tenant tenant;
        private final Condition letIn = lock.newCondition();
        private boolean in;
        private long began;
        private long charged;

        private Turn(Tenant tenant) {
            this.tenant = tenant;
        }

        /** Waits until it is this tenant's turn; does nothing if it has begun. */
        void begin() throws InterruptedException {
            lock.lockInterruptibly();
            try {
                if (in) {
                    return;
                }
                if (tenant.involved++ == 0) {
                    tenant.used = Math.max(tenant.used, reached);
                }
                waiting.add(this);
                next();
                while (!in) {
                    var _ = letIn.awaitNanos(untilOneIsOverdue());
                    next();
                }
            } catch (InterruptedException e) {
                leave();
                throw e;
            } finally {
                lock.unlock();
            }
        }

        private void leave() {
            if (in) {
                underWay.remove(this);
                in = false;
            } else {
                waiting.remove(this);
            }
            tenant.involved--;
            next();
        }

        /** Does nothing if it has not begun. */
        void end() {
            lock.lock();
            try {
                if (in) {
                    long took = nanoTime.getAsLong() - began;
                    tenant.used += took - charged;
                    tenant.guess = Math.max(1, (tenant.guess * 3 + took) / 4);
                    leave();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private void next() {
        long now = nanoTime.getAsLong();
        long counting = underWay.stream()
                .filter(turn -> now - turn.began < LONGEST_NANOS)
                .count();
        for (Turn turn = least(); turn != null && counting < atOnce; turn = least(), counting++) {
            waiting.remove(turn);
            underWay.add(turn);
            reached = Math.max(reached, turn.tenant.used);
            turn.in = true;
            turn.began = now;
            turn.charged = turn.tenant.guess;
            turn.tenant.used += turn.charged;
            turn.letIn.signal();
        }
        crowded = !waiting.isEmpty();
    }

    private @Nullable Turn least() {
        Turn least = null;
        for (Turn turn : waiting) {
            if (least == null || turn.tenant.used < least.tenant.used) {
                least = turn;
            }
        }
        return least;
    }

    private long untilOneIsOverdue() {
        long now = nanoTime.getAsLong();
        return underWay.stream()
                .mapToLong(turn -> turn.began + LONGEST_NANOS - now)
                .filter(nanos -> nanos > 0)
                .min()
                .orElse(LONGEST_NANOS);
    }
}
