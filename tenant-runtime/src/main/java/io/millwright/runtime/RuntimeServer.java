package io.millwright.runtime;

import io.millwright.runtime.broker.BrokerConnection;
import io.millwright.runtime.health.HealthEndpoint;
import io.millwright.runtime.health.Readiness;
import io.millwright.runtime.health.Readiness.TenantReadiness;
import io.millwright.runtime.historian.Migrations;
import io.millwright.runtime.ingest.Failpoint;
import io.millwright.runtime.ingest.MemoryBudget;
import io.millwright.runtime.ingest.QuarantineDesk;
import io.millwright.runtime.ingest.Turns;
import io.millwright.runtime.live.CommittedPoints;
import io.millwright.runtime.tenant.TenantConfiguration;
import io.millwright.runtime.tenant.TenantReading;
import io.millwright.runtime.tenant.TenantsDirectory;
import io.millwright.wire.TenantId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves every tenant of a directory until closed, following the directory as it changes. Thread-safe.
 *
 * <p>The process is ready once it has read the directory, unless it has tenants and cannot serve a single one of them: one
 * tenant's fault never takes a pooled process from the others.
 */
public final class RuntimeServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RuntimeServer.class);

    private static final Duration POLL = Duration.ofMillis(500);

    /** Twenty looks missed: the watcher hangs, and a restart is the cure. */
    private static final Duration HANGING = Duration.ofSeconds(10);

    /** At once. Each has two connections, to servers that a process of 200 tenants must not flood when it starts. */
    private static final int MIGRATIONS = 2;

    /** At once. Each has a connection and keeps a processor of its server busy. */
    private static final int ROLLUPS = 2;

    private final TenantsDirectory directory;

    private final Clock clock;

    private final Map<String, ServedTenant> tenants = new ConcurrentHashMap<>();

    private final ScheduledExecutorService scheduler;

    private final ScheduledExecutorService housekeeping;

    private final ScheduledExecutorService timer = scheduler("brokers");

    private final ScheduledFuture<?> watching;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private final RuntimeSurroundings shared;

    private final DatabaseWatch watch;

    private final HealthEndpoint health;

    private final AtomicBoolean closed = new AtomicBoolean();

    /** Of the monotonic clock: the time of day may be set while the watcher runs. */
    private volatile long lastTick = System.nanoTime();

    private volatile String directoryComplaint = "The tenants' directory has not been read yet.";

    private volatile boolean directoryRead;

    /**
     * Starts serving, with health on the loopback interface.
     *
     * @param port 0 for any
     * @throws IOException when the port cannot be bound
     */
    public RuntimeServer(Path tenants, int port, Clock clock) throws IOException {
        this(tenants, new InetSocketAddress(InetAddress.getLoopbackAddress(), port), clock);
    }

    /** Starts serving, with health on this address; services are found by DNS. */
    public RuntimeServer(Path tenants, InetSocketAddress address, Clock clock) throws IOException {
        this(tenants, address, clock, ServiceAddresses.dns(), CommittedPoints.UNHEARD);
    }

    /**
     * Starts serving.
     *
     * @param addresses where brokers are found
     * @param live is told what is committed
     */
    public RuntimeServer(
            Path tenants, InetSocketAddress address, Clock clock, ServiceAddresses addresses, CommittedPoints live)
            throws IOException {
        this(tenants, address, clock, addresses, live, Failpoint.of(System.getenv()));
    }

    RuntimeServer(
            Path tenants,
            InetSocketAddress address,
            Clock clock,
            ServiceAddresses addresses,
            CommittedPoints live,
            Failpoint failpoint)
            throws IOException {
        this.directory = new TenantsDirectory(tenants);
        this.clock = clock;
        this.shared = new RuntimeSurroundings(
                clock,
                addresses,
                live,
                MemoryBudget.ofThisProcess(),
                Turns.ofThisProcess(),
                failpoint,
                holder(tenants),
                new Migrations(MIGRATIONS),
                new Semaphore(ROLLUPS, true),
                threads,
                timer);
        this.watch = new DatabaseWatch(threads, clock);
        this.health = new HealthEndpoint(address, this::alive, this::readiness);
        this.scheduler = scheduler("tenants-watch");
        this.housekeeping = scheduler("pools");
        this.watching = scheduler.scheduleWithFixedDelay(this::tick, 0, POLL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The pod's name and, for processes that share a host, the directory: the same after a restart of either. */
    private static String holder(Path tenants) {
        return System.getenv().getOrDefault("HOSTNAME", "local") + ":" + tenants.toAbsolutePath();
    }

    /** The way to a tenant's broker; empty if the tenant is not served. */
    public Optional<BrokerConnection> broker(TenantId tenant) {
        return Optional.ofNullable(tenants.get(tenant.value())).flatMap(ServedTenant::broker);
    }

    /** Where a tenant's quarantine is worked on; empty if the tenant is not served. */
    public Optional<QuarantineDesk> quarantine(TenantId tenant) {
        return Optional.ofNullable(tenants.get(tenant.value())).flatMap(served -> served.quarantine(clock));
    }

    /** The configuration that a tenant is served by; empty if it is not. */
    public Optional<TenantConfiguration> configuration(TenantId tenant) {
        return Optional.ofNullable(tenants.get(tenant.value())).map(ServedTenant::configuration);
    }

    /** The port of the health endpoint. */
    public int port() {
        return health.port();
    }

    public boolean alive() {
        return System.nanoTime() - lastTick < HANGING.toNanos();
    }

    public Readiness readiness() {
        Map<String, TenantReadiness> each = new TreeMap<>();
        tenants.forEach((name, tenant) -> each.put(name, tenant.readiness()));
        long serving = each.values().stream().filter(TenantReadiness::ready).count();
        boolean ready = directoryRead && (each.isEmpty() || serving > 0);
        String message =
                directoryComplaint.isEmpty() ? serving + " of " + each.size() + " tenants served." : directoryComplaint;
        return new Readiness(ready, message, each);
    }

    /** Never throws: a thrown exception would end the schedule. */
    private void tick() {
        try {
            follow(directory.look());
            directoryRead = true;
            directoryComplaint = "";
        } catch (IOException e) {
            if (directoryComplaint.isEmpty() || !directoryRead) {
                LOG.atWarn().addKeyValue("reason", "DirectoryUnreadable").log("tenants.d cannot be listed");
            }
            directoryComplaint = "The tenants' directory cannot be read; what was read last is served.";
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("reason", "WatcherFault").setCause(e).log("a look at tenants.d failed");
        }
        try {
            watch.tick(tenants.values());
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("reason", "WatcherFault").setCause(e).log("asking for databases failed");
        }
        lastTick = System.nanoTime();
    }

    private void follow(TenantsDirectory.Look look) {
        tenants.keySet().stream()
                .filter(name -> !look.present().contains(name))
                .toList()
                .forEach(this::forget);
        look.changed().forEach((name, reading) -> {
            ServedTenant tenant = tenants.computeIfAbsent(name, key -> new ServedTenant(key, clock.instant()));
            switch (reading) {
                case TenantReading.Valid(var configuration) -> accept(tenant, configuration);
                case TenantReading.Invalid(String sentence) -> complain(tenant, sentence);
            }
        });
    }

    private void accept(ServedTenant tenant, TenantConfiguration configuration) {
        try {
            close(tenant.accept(configuration, housekeeping, shared, clock.instant()));
            LOG.atInfo()
                    .addKeyValue("tenant", tenant.name())
                    .addKeyValue("reason", "Configured")
                    .addKeyValue("tier", configuration.tier())
                    .log("configuration accepted");
        } catch (RuntimeException e) {
            // The driver's verdict on an address whose form is right, such as a port beyond 65535.
            complain(tenant, "tenant.json: database.url is not usable.");
        }
    }

    private void complain(ServedTenant tenant, String sentence) {
        tenant.complain(sentence, clock.instant());
        LOG.atWarn()
                .addKeyValue("tenant", tenant.name())
                .addKeyValue("reason", "ConfigurationInvalid")
                .log(sentence);
    }

    private void forget(String name) {
        ServedTenant tenant = tenants.remove(name);
        if (tenant != null) {
            close(tenant.retire());
            LOG.atInfo()
                    .addKeyValue("tenant", name)
                    .addKeyValue("reason", "Removed")
                    .log("no longer served");
        }
    }

    /** Closing waits for connections in use: not the watcher's time to spend. */
    private void close(ServedTenant.@Nullable Retired retired) {
        if (retired != null) {
            threads.execute(retired::close);
        }
    }

    /** Stops asking and answering, then closes every pool; returns when no connection is left. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        watching.cancel(false);
        scheduler.close();
        health.close();
        Collection<ServedTenant> served = tenants.values();
        served.forEach(tenant -> close(tenant.retire()));
        tenants.clear();
        threads.close();
        housekeeping.close();
        timer.shutdownNow();
    }

    private static ScheduledExecutorService scheduler(String name) {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name(name).daemon().factory());
    }
}
