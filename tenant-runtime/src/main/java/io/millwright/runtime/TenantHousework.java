package io.millwright.runtime;

import io.millwright.runtime.historian.Packing;
import io.millwright.runtime.historian.Upkeep;
import io.millwright.runtime.historian.WriterPool;
import io.millwright.runtime.refusal.RefusalInbox;
import io.millwright.runtime.refusal.RefusalRows;
import io.millwright.runtime.rollup.RollupRetention;
import io.millwright.runtime.tenant.TenantConfiguration;
import io.millwright.runtime.usage.StorageSample;
import io.millwright.runtime.usage.UsagePublisher;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What a tenant's consumer has to do in its historian from time to time: retention, publishing usage, keeping refusals, packing
 * closed days. What fails is tried again after a while. Idle it asks for no connection. For one thread.
 */
final class TenantHousework {

    private static final Duration AGAIN = Duration.ofSeconds(2);

    private static final Duration PUBLISH_EVERY = Duration.ofSeconds(1);

    private static final Duration PACK_AGAIN = Duration.ofMinutes(1);

    private final WriterPool pool;
    private final RefusalInbox refusals;
    private final Clock clock;
    private final Packing packing = new Packing();

    private boolean unpublished = true;

    /** Of {@link System#nanoTime}, as all that is due: the time of day may be set while this runs. */
    private long publishDue = System.nanoTime();

    private long upkeepDue = System.nanoTime();

    private long refusalsDue = System.nanoTime();

    private long packingDue = System.nanoTime();

    TenantHousework(WriterPool pool, RefusalInbox refusals, Clock clock) {
        this.pool = pool;
        this.refusals = refusals;
        this.clock = clock;
    }

    /** Something was counted that is not published. */
    void counted() {
        unpublished = true;
    }

    /** Does what is due; what it does not come to, because something before it fails, stays due. */
    void tick(TenantConfiguration.Retention retention) throws SQLException {
        if (passed(upkeepDue)) {
            upkeep(retention);
        }
        if (unpublished && passed(publishDue)) {
            publishDue = later(PUBLISH_EVERY);
            pool.run(UsagePublisher::publish);
            unpublished = false;
        }
        if (!refusals.isEmpty() && passed(refusalsDue)) {
            keepRefusals();
        }
        if (packing.pending() && passed(packingDue)) {
            pack();
        }
    }

    private void upkeep(TenantConfiguration.Retention retention) throws SQLException {
        upkeepDue = later(AGAIN);
        Instant now = clock.instant();
        pool.run(connection -> {
            StorageSample.take(connection);
            Upkeep.run(connection, retention.raw(), now);
            RollupRetention.forget(connection, retention.minute(), retention.hour(), now);
            packing.look(connection, Packing.CLOSED_AFTER, now);
            return true;
        });
        unpublished = true;
        upkeepDue = later(untilNextHour(now));
    }

    private void keepRefusals() throws SQLException {
        refusalsDue = later(AGAIN);
        refusals.drain(reports -> pool.run(connection -> {
            RefusalRows.store(connection, reports);
            return true;
        }));
        refusalsDue = later(PUBLISH_EVERY);
    }

    /** A third of the time at most, so that what devices send now goes before what they sent yesterday. */
    private void pack() throws SQLException {
        packingDue = later(PACK_AGAIN);
        long begun = System.nanoTime();
        pool.run(connection -> {
            packing.turn(connection);
            return true;
        });
        packingDue = later(Duration.ofNanos(2 * (System.nanoTime() - begun)));
    }

    /** A while after the hour has begun, so that two hundred tenants do not all begin it together. */
    private static Duration untilNextHour(Instant now) {
        Instant next = now.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
        return Duration.between(now, next)
                .plusSeconds(ThreadLocalRandom.current().nextLong(600));
    }

    private static boolean passed(long nanos) {
        return System.nanoTime() - nanos >= 0;
    }

    private static long later(Duration duration) {
        return System.nanoTime() + duration.toNanos();
    }
}
