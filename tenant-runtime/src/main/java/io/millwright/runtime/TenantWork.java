package io.millwright.runtime;

import io.millwright.runtime.broker.BrokerConnection;
import io.millwright.runtime.broker.Inbound;
import io.millwright.runtime.broker.NotPublishedException;
import io.millwright.runtime.broker.TenantBroker;
import io.millwright.runtime.health.Readiness.Reason;
import io.millwright.runtime.historian.ConsumerLease;
import io.millwright.runtime.historian.HistorianSchema;
import io.millwright.runtime.historian.Packing;
import io.millwright.runtime.historian.SqlFaults;
import io.millwright.runtime.historian.Upkeep;
import io.millwright.runtime.historian.WriterPool;
import io.millwright.runtime.ingest.Arrival;
import io.millwright.runtime.ingest.IngestPolicy;
import io.millwright.runtime.ingest.TenantIngest;
import io.millwright.runtime.refusal.RefusalInbox;
import io.millwright.runtime.refusal.RefusalRows;
import io.millwright.runtime.rollup.RollupRetention;
import io.millwright.runtime.tenant.TenantConfiguration;
import io.millwright.runtime.usage.StorageSample;
import io.millwright.runtime.usage.UsagePublisher;
import io.millwright.wire.DeviceTopic;
import io.millwright.wire.SparkplugTopic;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of one tenant on one database: migrate, take the lease, consume, and what is due from time to time. One virtual thread
 * does it in turn; idle it holds no database connection. Guarded as each field says.
 */
final class TenantWork implements BrokerConnection, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TenantWork.class);

    private static final long TICK_MILLIS = 250;

    private static final Duration AGAIN = Duration.ofSeconds(2);

    private static final Duration PUBLISH_EVERY = Duration.ofSeconds(1);

    private static final Duration PACK_AGAIN = Duration.ofMinutes(1);

    private final WriterPool pool;
    private final RuntimeSurroundings shared;
    private final ConsumerLease lease;
    private final Thread thread;
    private final CountDownLatch stop = new CountDownLatch(1);

    private final RefusalInbox refusals;

    private final TenantRollups rollups;

    private volatile TenantConfiguration configuration;
    private volatile @Nullable TenantBroker broker;
    private volatile @Nullable TenantIngest ingest;
    private volatile String schemaTrouble = "Its schema is being looked at.";

    /** The rest belongs to the thread alone. */
    private TenantBroker.@Nullable Target connectedTo;

    /** Of {@link System#nanoTime}, as all that is due: the time of day may be set while this runs. */
    private final LeaseTerms terms = new LeaseTerms(System.nanoTime());

    private boolean unpublished = true;

    private long publishDue = System.nanoTime();

    private long upkeepDue = System.nanoTime();

    private long refusalsDue = System.nanoTime();

    private final Packing packing = new Packing();

    private long packingDue = System.nanoTime();

    TenantWork(TenantConfiguration configuration, WriterPool pool, RuntimeSurroundings shared) {
        this.configuration = configuration;
        this.pool = pool;
        this.shared = shared;
        this.lease = new ConsumerLease(shared.holder());
        this.refusals = new RefusalInbox(configuration.tenant());
        this.rollups = new TenantRollups(shared);
        this.thread =
                Thread.ofVirtual().name("tenant-" + configuration.tenant()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Takes new limits at once, and a new certificate or broker with the next tick. The database must be the same. */
    void change(TenantConfiguration changed) {
        configuration = changed;
        TenantIngest current = ingest;
        if (current != null) {
            current.change(IngestPolicy.of(changed));
        }
    }

    /** Why it does not serve although its database takes writes, or null. */
    @Nullable
    Reason reason() {
        if (!schemaTrouble.isEmpty()) {
            return Reason.MIGRATING;
        }
        TenantIngest current = ingest;
        return current != null && !current.trouble().isEmpty() ? Reason.NOT_STORING : null;
    }

    String trouble() {
        TenantIngest current = ingest;
        return !schemaTrouble.isEmpty() ? schemaTrouble : current == null ? "" : current.trouble();
    }

    /** How much older than usual the oldest points are that are not rolled up, if that is this process's to do. */
    Duration rollupLag() {
        return rollups.lag();
    }

    private void run() {
        try {
            migrate();
            if (schemaTrouble.isEmpty()) {
                serve();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end();
        }
    }

    private void migrate() throws InterruptedException {
        while (stop.getCount() > 0) {
            switch (shared.migrations().run(configuration.database())) {
                case HistorianSchema.Outcome.Current(int applied) -> {
                    schemaTrouble = "";
                    log("SchemaCurrent").addKeyValue("applied", applied).log("schema is current");
                    return;
                }
                case HistorianSchema.Outcome.Failed(String sentence) -> {
                    if (!sentence.equals(schemaTrouble)) {
                        log("SchemaNotCurrent").log(sentence);
                    }
                    schemaTrouble = sentence;
                }
            }
            stop.await(AGAIN.toMillis() + ThreadLocalRandom.current().nextLong(1_000), TimeUnit.MILLISECONDS);
        }
    }

    private void serve() throws InterruptedException {
        ingest = new TenantIngest(
                configuration.tenant(),
                pool.dataSource(),
                IngestPolicy.of(configuration),
                new TenantIngest.Surroundings(
                        shared.clock(),
                        shared.memory(),
                        shared.turns(),
                        (topic, receipt) -> publish(topic, receipt, 1, false),
                        shared.live(),
                        shared.failpoint()));
        // What was changed since may have missed it.
        change(configuration);
        do {
            try {
                tick();
            } catch (SQLException e) {
                log("TickFailed").log("what was due is tried again" + SqlFaults.inBrackets(e));
                terms.later(System.nanoTime());
            } catch (RuntimeException e) {
                LOG.atError()
                        .addKeyValue("tenant", configuration.tenant())
                        .addKeyValue("reason", "TickFault")
                        .setCause(e)
                        .log("what was due is tried again");
                terms.later(System.nanoTime());
            }
        } while (!stop.await(TICK_MILLIS, TimeUnit.MILLISECONDS));
    }

    private void tick() throws SQLException {
        TenantIngest current = ingest;
        if (current != null && terms.due(System.nanoTime(), current.lastHeard())) {
            renew(current);
        }
        connect();
        if (!terms.holding()) {
            rollups.rest();
            return;
        }
        boolean took = current != null && current.tookUsage();
        unpublished |= took;
        rollups.tick(configuration, took);
        if (due(upkeepDue)) {
            upkeepDue = later(AGAIN);
            Instant now = shared.clock().instant();
            pool.run(connection -> {
                StorageSample.take(connection);
                Upkeep.run(connection, configuration.retention().raw(), now);
                RollupRetention.forget(
                        connection,
                        configuration.retention().minute(),
                        configuration.retention().hour(),
                        now);
                packing.look(connection, Packing.CLOSED_AFTER, now);
                return true;
            });
            unpublished = true;
            upkeepDue = later(untilNextHour(now));
        }
        if (unpublished && due(publishDue)) {
            publishDue = later(PUBLISH_EVERY);
            pool.run(UsagePublisher::publish);
            unpublished = false;
        }
        if (!refusals.isEmpty() && due(refusalsDue)) {
            refusalsDue = later(AGAIN);
            refusals.drain(reports -> pool.run(connection -> {
                RefusalRows.store(connection, reports);
                return true;
            }));
            refusalsDue = later(PUBLISH_EVERY);
        }
        if (packing.pending() && due(packingDue)) {
            pack();
        }
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

    /** A lease that cannot be asked for is kept: whoever has it, nothing can be stored at present. */
    private void renew(TenantIngest current) throws SQLException {
        Duration period = terms.ask(System.nanoTime(), current.lastHeard());
        boolean taken = pool.run(connection -> lease.take(connection, period));
        if (terms.answered(taken, System.nanoTime())) {
            log(taken ? "LeaseTaken" : "StandingBy").log(taken ? "consumes" : "another runtime consumes");
        }
    }

    private void connect() {
        TenantBroker open = broker;
        TenantIngest current = ingest;
        TenantConfiguration wanted = configuration;
        var target = new TenantBroker.Target(wanted.tenant(), wanted.broker(), wanted.identity(), shared.addresses());
        if (current == null) {
            return;
        }
        boolean drained = current.drained();
        if (open != null && (!terms.holding() || drained || !target.equals(connectedTo))) {
            broker = null;
            open.close();
            open = null;
            refusals.clear();
        }
        if (drained) {
            log("Drained").log("messages that had no room are asked for again");
            current.resume();
        }
        if (open == null && terms.holding()) {
            TenantBroker opened = new TenantBroker(target, inbound(current), shared.threads(), shared.timer());
            connectedTo = target;
            broker = opened;
            opened.open();
        }
    }

    private Inbound inbound(TenantIngest taking) {
        return new Inbound() {
            @Override
            public void take(DeviceTopic topic, byte[] payload, Runnable acknowledge) {
                taking.offer(new Arrival(topic, payload, acknowledge));
            }

            @Override
            public void take(SparkplugTopic topic, byte[] payload, Runnable acknowledge) {
                taking.offer(Arrival.of(topic, payload, acknowledge));
            }

            @Override
            public void refused(byte[] report, Runnable acknowledge) {
                refusals.offer(report, acknowledge);
            }
        };
    }

    /** A while after the hour has begun, so that two hundred tenants do not all begin it together. */
    private static Duration untilNextHour(Instant now) {
        Instant next = now.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
        return Duration.between(now, next)
                .plusSeconds(ThreadLocalRandom.current().nextLong(600));
    }

    private static boolean due(long nanos) {
        return System.nanoTime() - nanos >= 0;
    }

    private static long later(Duration duration) {
        return System.nanoTime() + duration.toNanos();
    }

    /** First the batches at hand with their acknowledgements, then the connection, then the lease. */
    private void end() {
        TenantIngest current = ingest;
        if (current != null) {
            current.close();
        }
        rollups.close();
        TenantBroker open = broker;
        broker = null;
        if (open != null) {
            open.leave();
        }
        if (terms.holding()) {
            try {
                pool.run(connection -> {
                    lease.release(connection);
                    return true;
                });
            } catch (SQLException e) {
                LOG.atDebug().addKeyValue("tenant", configuration.tenant()).log("the lease runs out by itself");
            }
        }
    }

    private org.slf4j.spi.LoggingEventBuilder log(String reason) {
        return LOG.atInfo().addKeyValue("tenant", configuration.tenant()).addKeyValue("reason", reason);
    }

    @Override
    public CompletionStage<Void> publish(String topic, byte[] payload, int qos, boolean retain) {
        TenantBroker open = broker;
        return open == null
                ? CompletableFuture.failedFuture(
                        new NotPublishedException("This runtime does not consume for the tenant at present.", null))
                : open.publish(topic, payload, qos, retain);
    }

    @Override
    public boolean connected() {
        TenantBroker open = broker;
        return open != null && open.connected();
    }

    /** Returns when its batch is finished or given up and its connections are gone. */
    @Override
    public void close() {
        stop.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
