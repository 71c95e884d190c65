package io.millwright.runtime;

import io.millwright.runtime.broker.BrokerConnection;
import io.millwright.runtime.broker.Inbound;
import io.millwright.runtime.broker.NotPublishedException;
import io.millwright.runtime.broker.TenantBroker;
import io.millwright.runtime.health.Readiness.Reason;
import io.millwright.runtime.historian.ConsumerLease;
import io.millwright.runtime.historian.HistorianSchema;
import io.millwright.runtime.historian.SqlFaults;
import io.millwright.runtime.historian.WriterPool;
import io.millwright.runtime.ingest.Arrival;
import io.millwright.runtime.ingest.IngestPolicy;
import io.millwright.runtime.ingest.TenantIngest;
import io.millwright.runtime.refusal.RefusalInbox;
import io.millwright.runtime.tenant.TenantConfiguration;
import io.millwright.wire.DeviceTopic;
import io.millwright.wire.SparkplugTopic;
import java.sql.SQLException;
import java.time.Duration;
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

    private final WriterPool pool;
    private final RuntimeSurroundings shared;
    private final ConsumerLease lease;
    private final Thread thread;
    private final CountDownLatch stop = new CountDownLatch(1);

    private final RefusalInbox refusals;

    private final TenantRollups rollups;

    private final TenantHousework housework;

    private volatile TenantConfiguration configuration;
    private volatile @Nullable TenantBroker broker;
    private volatile @Nullable TenantIngest ingest;
    private volatile String schemaTrouble = "Its schema is being looked at.";

    /** The rest belongs to the thread alone. */
    private TenantBroker.@Nullable Target connectedTo;

    private final LeaseTerms terms = new LeaseTerms(System.nanoTime());

    TenantWork(TenantConfiguration configuration, WriterPool pool, RuntimeSurroundings shared) {
        this.configuration = configuration;
        this.pool = pool;
        this.shared = shared;
        this.lease = new ConsumerLease(shared.holder());
        this.refusals = new RefusalInbox(configuration.tenant());
        this.rollups = new TenantRollups(shared);
        this.housework = new TenantHousework(pool, refusals, shared.clock());
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
        if (took) {
            housework.counted();
        }
        rollups.tick(configuration, took);
        housework.tick(configuration.retention());
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
