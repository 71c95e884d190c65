package io.millwright.runtime;

import io.millwright.runtime.historian.SingleErrand;
import io.millwright.runtime.historian.SqlFaults;
import io.millwright.runtime.rollup.Rollups;
import io.millwright.runtime.tenant.TenantConfiguration;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When a tenant's points are rolled up: a minute after some came, soon again while there is more than one turn's work, else once an
 * hour. A turn has a virtual thread and a connection of its own, and waits for the turns of other tenants without either.
 */
final class TenantRollups implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TenantRollups.class);

    private static final Duration WHILE_FED = Duration.ofMinutes(1);

    private static final Duration WHILE_IDLE = Duration.ofHours(1);

    private static final Duration SOON = Duration.ofMillis(250);

    private static final Duration AGAIN = Duration.ofSeconds(10);

    /** So that the tenants of a pool take turns while many of them catch up. */
    private static final Duration BUDGET = Duration.ofSeconds(2);

    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** Of points that are not rolled up: what it may be when all goes well, and what is worth a warning. */
    private static final Duration USUAL = Duration.ofMinutes(5);

    private static final Duration BEHIND = Duration.ofMinutes(15);

    private final RuntimeSurroundings shared;
    private final Rollups rollups = new Rollups();
    private final AtomicReference<@Nullable Thread> turn = new AtomicReference<>();
    private volatile boolean closed;
    private volatile @Nullable Rollup last;

    /** The turns', one after another. */
    private boolean behind;

    private boolean failing;

    /** Of {@link System#nanoTime}; the caller's and the turn's, which never run at the same time. */
    private volatile long due = System.nanoTime();

    private volatile long soonest = System.nanoTime();

    /** Since when points have come that no turn was begun for. */
    private volatile @Nullable Instant waiting;

    private record Rollup(Instant until, boolean settled) {}

    TenantRollups(RuntimeSurroundings shared) {
        this.shared = shared;
    }

    /**
     * Starts a turn when one is due; returns at once. For one thread.
     *
     * @param points whether any came since this was called last
     */
    void tick(TenantConfiguration configuration, boolean points) {
        if (points && waiting == null) {
            waiting = shared.clock().instant();
        }
        Instant since = waiting;
        if (closed || turn.get() != null || !(passed(due) || (since != null && passed(soonest)))) {
            return;
        }
        waiting = null;
        Thread thread =
                Thread.ofVirtual().name("rollups-" + configuration.tenant()).unstarted(() -> run(configuration, since));
        turn.set(thread);
        thread.start();
    }

    /** Somebody else does it. */
    void rest() {
        last = null;
        waiting = null;
    }

    /** How much older than usual the oldest points are that are not rolled up; zero while nothing is known. */
    Duration lag() {
        Rollup known = last;
        Instant oldest = known == null || known.settled() ? waiting : known.until();
        if (oldest == null) {
            return Duration.ZERO;
        }
        Duration lag = Duration.between(oldest, shared.clock().instant());
        return lag.compareTo(USUAL) > 0 ? lag : Duration.ZERO;
    }

    private void run(TenantConfiguration configuration, @Nullable Instant since) {
        try {
            shared.rollupTurns().acquire();
            try {
                take(configuration);
            } finally {
                shared.rollupTurns().release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException | RuntimeException e) {
            due = later(AGAIN);
            soonest = due;
            waiting = since == null ? waiting : since;
            if (!closed && !failing) {
                failing = true;
                LOG.atWarn()
                        .addKeyValue("tenant", configuration.tenant())
                        .addKeyValue("reason", "RollupsFailed")
                        .log("roll-ups are tried again" + SqlFaults.inBrackets(e));
            }
        } finally {
            turn.set(null);
        }
    }

    private void take(TenantConfiguration configuration) throws SQLException {
        SingleErrand.asWriterAgain(configuration.database(), "millwright-rollups", LONGEST, connection -> {
            Instant now = shared.clock().instant();
            TenantConfiguration.Retention retention = configuration.retention();
            Rollups.Turn came = rollups.turn(connection, retention.raw(), now, BUDGET, () -> closed);
            last = new Rollup(came.until(), came.settled());
            due = later(!came.caughtUp() ? SOON : came.settled() ? WHILE_IDLE : WHILE_FED);
            soonest = later(WHILE_FED);
            failing = false;
        });
        tell(configuration);
    }

    private void tell(TenantConfiguration configuration) {
        Duration lag = lag();
        if (!behind && lag.compareTo(BEHIND) > 0) {
            behind = true;
            LOG.atWarn()
                    .addKeyValue("tenant", configuration.tenant())
                    .addKeyValue("reason", "RollupsBehind")
                    .addKeyValue("seconds", lag.toSeconds())
                    .log("points wait for being rolled up");
        } else if (behind && lag.isZero()) {
            behind = false;
            LOG.atInfo()
                    .addKeyValue("tenant", configuration.tenant())
                    .addKeyValue("reason", "RollupsCaughtUp")
                    .log("points are rolled up as they come");
        }
    }

    private static boolean passed(long nanos) {
        return System.nanoTime() - nanos >= 0;
    }

    private static long later(Duration duration) {
        return System.nanoTime() + duration.toNanos();
    }

    /** Breaks a turn off wherever it is, and returns when its connection is closed. */
    @Override
    public void close() {
        closed = true;
        Thread running = turn.get();
        if (running != null) {
            running.interrupt();
            try {
                running.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
