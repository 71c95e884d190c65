package io.millwright.quickstart.bench;

import io.millwright.quickstart.rig.Pool;
import io.millwright.quickstart.rig.load.Load;
import io.millwright.quickstart.rig.load.Shape;
import io.millwright.runtime.RuntimeProcess;
import io.millwright.runtime.RuntimeSettings;
import io.millwright.runtime.ServiceAddresses;
import io.millwright.wire.TenantId;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** P11: heap, database connections and platform threads of one more tenant that sends nothing. */
final class IdleTenants {

    /** Served before anything is measured: what the process needs once is there then. */
    private static final int BEFORE = 10;

    private static final int A_ROUND = 20;
    private static final int ROUNDS = 2;
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(3);
    private static final int SAMPLES = 60;
    private static final long BETWEEN_MILLIS = 100;

    /** After which a new tenant's pool has let go what its start needed. */
    private static final long SETTLE_SECONDS = 12;

    private final Pool pool;
    private final RuntimeProcess runtime;

    /** What the process has. */
    private record Footprint(long heap, double connections, int threads) {}

    private IdleTenants(Pool pool, RuntimeProcess runtime) {
        this.pool = pool;
        this.runtime = runtime;
    }

    static void measure(Benchmark.Order order, Findings findings) throws Exception {
        List<String> names = IntStream.range(0, BEFORE + ROUNDS * A_ROUND)
                .mapToObj(number -> "idle-" + number)
                .toList();
        var directory = Files.createDirectory(order.directory().resolve("idle"));
        try (Pool pool = order.progress()
                        .step(
                                "broker and historian serve",
                                () -> Pool.start(directory, order.ingest().historian(), names));
                RuntimeProcess runtime = new RuntimeProcess(
                        RuntimeSettings.onLoopback(pool.tenants(), pool.tls()),
                        ServiceAddresses.dns(),
                        Clock.systemUTC())) {
            new IdleTenants(pool, runtime).rounds(order, findings);
        }
    }

    private void rounds(Benchmark.Order order, Findings findings) throws Exception {
        List<Double> heap = new ArrayList<>();
        List<Double> connections = new ArrayList<>();
        List<Double> threads = new ArrayList<>();
        admit(0, BEFORE);
        Footprint before = footprint();
        for (int round = 0; round < ROUNDS; round++) {
            int from = BEFORE + round * A_ROUND;
            admit(from, from + A_ROUND);
            Footprint after = footprint();
            heap.add((after.heap() - before.heap()) / (double) A_ROUND / (1 << 20));
            connections.add((after.connections() - before.connections()) / A_ROUND);
            threads.add((after.threads() - before.threads()) / (double) A_ROUND);
            order.progress()
                    .say(String.format(
                            Locale.ROOT,
                            "%d tenants served: heap %d MB, %.2f connections, %d platform threads",
                            from + A_ROUND,
                            after.heap() >> 20,
                            after.connections(),
                            after.threads()));
            before = after;
        }
        for (int tenant = 0; tenant < pool.names().size(); tenant += A_ROUND / 2) {
            awake(pool.names().get(tenant), findings);
        }
        String beside = A_ROUND + " tenants added to a runtime that serves " + BEFORE + " or more, divided";
        findings.figure(
                Figure.of("P11.heap_mb", "MB", heap, Figure.Bar.atMost(3), "after full collections; " + beside));
        findings.figure(Figure.of(
                "P11.connections",
                "sessions",
                connections,
                Figure.Bar.atMost(0),
                "median of " + SAMPLES + " looks at pg_stat_activity; " + beside));
        findings.figure(Figure.of(
                "P11.threads", "threads", threads, Figure.Bar.atMost(0), "platform threads of the JVM; " + beside));
        findings.note("Idle tenants: each has its database, its MQTT connection with a session, and its lease; the"
                + " runtime runs in this JVM, broker and PostgreSQL beside it. Every 40 s an idle tenant connects to"
                + " its database for a moment, to renew the lease.");
    }

    /** Idle is not dead: what such a tenant's device sends is stored and receipted. */
    private void awake(TenantId tenant, Findings findings) throws Exception {
        try (Load load = new Load(List.of(
                pool.device(tenant, tenant + "-1", Shape.TEN, 100, _ -> {}).awaitConnected()))) {
            if (!load.send(20, Duration.ofNanos(PATIENCE))) {
                findings.fault("A device of the idle tenant " + tenant + " got no receipts.");
            }
            findings.verdict(pool.judge(tenant, load.truth()));
        }
    }

    private void admit(int from, int to) throws Exception {
        List<TenantId> admitted = pool.names().subList(from, to);
        for (TenantId tenant : admitted) {
            pool.admit(tenant, 100);
        }
        long end = System.nanoTime() + PATIENCE;
        while (served() < to) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("only " + served() + " of " + to + " tenants are served: "
                        + runtime.readiness().message());
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_MILLIS);
        }
        TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
    }

    private long served() {
        return runtime.readiness().tenants().values().stream()
                .filter(each -> each.ready())
                .count();
    }

    private Footprint footprint() throws Exception {
        List<Double> sessions = new ArrayList<>();
        for (int i = 0; i < SAMPLES; i++) {
            sessions.add((double) pool.sessions());
            TimeUnit.MILLISECONDS.sleep(BETWEEN_MILLIS);
        }
        return new Footprint(
                Heap.usedAfterCollection(),
                Figure.median(sessions),
                ManagementFactory.getThreadMXBean().getThreadCount());
    }
}
