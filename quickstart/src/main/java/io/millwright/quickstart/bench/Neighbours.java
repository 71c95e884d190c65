package io.millwright.quickstart.bench;

import io.millwright.quickstart.rig.DatabaseFigure;
import io.millwright.quickstart.rig.Pool;
import io.millwright.quickstart.rig.load.Latencies;
import io.millwright.quickstart.rig.load.Load;
import io.millwright.quickstart.rig.load.LoadDevice;
import io.millwright.quickstart.rig.load.Shape;
import io.millwright.quickstart.rig.process.RuntimeProcess;
import io.millwright.quickstart.rig.tenant.TenantDirectories;
import io.millwright.quickstart.waiting.Await;
import io.millwright.wire.TenantId;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** P12: a tenant within its quota, by turns alone and beside one that sends ten times what it may. */
final class Neighbours {

    private static final TenantId OWN = new TenantId("calm");
    private static final TenantId OTHER = new TenantId("greedy");

    /** Of the tier that shares a runtime. */
    private static final int QUOTA = 100;

    private static final int TIMES = 10;
    private static final int OWN_RATE = 200;
    private static final int DEVICES = 5;
    private static final int ROUNDS = 5;
    private static final Duration USUAL = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Shape SHAPE = Shape.TEN;

    /** As before the other latencies are counted; compilers want the processors meanwhile, and more beside a neighbour. */
    private static final long WARM_UP = 60_000;

    private static final long HELD_TO_WARM_UP = 10_000;

    private static final int WARM_UP_WINDOW = 400;
    private static final Duration MOST_WARM_UP = Duration.ofMinutes(2);

    private final Benchmark.Order order;
    private final Findings findings;
    private final Pool pool;
    private final Latencies round = new Latencies();
    private final Latencies allAlone = new Latencies();
    private final Latencies allBeside = new Latencies();

    /** Where else a latency of now belongs. */
    private volatile @Nullable Latencies all;

    private Neighbours(Benchmark.Order order, Findings findings, Pool pool) {
        this.order = order;
        this.findings = findings;
        this.pool = pool;
    }

    static void measure(Benchmark.Order order, Findings findings) throws Exception {
        Path directory = Files.createDirectory(order.directory().resolve("neighbours"));
        List<String> names = List.of(OWN.value(), OTHER.value());
        try (Pool pool = order.progress()
                .step(
                        "broker and historian serve",
                        () -> Pool.start(directory, order.ingest().historian(), names))) {
            pool.admit(OWN, TenantDirectories.UNLIMITED);
            pool.admit(OTHER, QUOTA);
            try (RuntimeProcess runtime = runtime(directory, pool)) {
                runtime.start();
                runtime.awaitConsuming(names.size(), PATIENCE);
                new Neighbours(order, findings, pool).run();
            }
        }
    }

    private static RuntimeProcess runtime(Path directory, Pool pool) throws Exception {
        try (ServerSocket health = new ServerSocket(0);
                ServerSocket api = new ServerSocket(0)) {
            return new RuntimeProcess(
                    directory,
                    pool.tenants(),
                    health.getLocalPort(),
                    Map.of("TLS_DIR", pool.tls().toString(), "HTTPS_PORT", Integer.toString(api.getLocalPort())),
                    List.of("-Xmx512m"));
        }
    }

    private void run() throws Exception {
        try (Load warm = load(OWN, "warm", WARM_UP_WINDOW, _ -> {});
                Load own = load(OWN, "", Integer.MAX_VALUE, this::took);
                Load other = load(OTHER, "", Integer.MAX_VALUE, _ -> {})) {
            warmUp(warm);
            own.pace(OWN_RATE);
            exhaust(other);
            rounds(other);
            other.halt();
            long holds = other.devices().stream().mapToLong(LoadDevice::holds).sum();
            if (!own.settle(PATIENCE)) {
                findings.fault(own.waiting() + " messages of the calm tenant never got a receipt.");
            }
            long left = other.waiting();
            pool.allow(OTHER, TenantDirectories.UNLIMITED);
            other.devices().forEach(LoadDevice::forgetHold);
            other.devices().forEach(device -> device.rest(false));
            if (!other.settle(PATIENCE)) {
                findings.fault(other.waiting() + " messages of the greedy tenant never got a receipt.");
            }
            if (holds == 0 || held() == 0) {
                findings.fault("The greedy tenant was never held.");
            }
            findings.verdict(pool.judge(OWN, own.truth().and(warm.truth())));
            findings.verdict(pool.judge(OTHER, other.truth()));
            findings.note(String.format(
                    Locale.ROOT,
                    "The neighbour: %d devices, quota %d messages/s, %d sent a second whatever it is told; asked to"
                        + " wait %d times, %d messages held, %d waited at its devices at the end and were taken when"
                        + " the quota was raised.",
                    DEVICES,
                    QUOTA,
                    QUOTA * TIMES,
                    holds,
                    held(),
                    left));
        }
    }

    private void took(long nanos) {
        round.add(nanos);
        Latencies current = all;
        if (current != null) {
            current.add(nanos);
        }
    }

    /** As fast as receipts come, until all parts have been compiled. */
    private void warmUp(Load warm) throws InterruptedException {
        warm.saturate();
        Await.until(MOST_WARM_UP, Duration.ofMillis(100), () -> warm.receiptedPoints() >= WARM_UP * SHAPE.points());
        if (!warm.settle(PATIENCE)) {
            findings.fault(warm.waiting() + " messages of the warm-up never got a receipt.");
        }
        order.progress().say(warm.receiptedPoints() / SHAPE.points() + " messages to warm up");
    }

    /** What a minute allows may come at once: until that is used up, the neighbour is within its quota. Holding warms up, too. */
    private void exhaust(Load other) throws Exception {
        other.pace(QUOTA * TIMES);
        if (!Await.until(PATIENCE, Duration.ofMillis(100), () -> held() >= HELD_TO_WARM_UP)) {
            throw new IllegalStateException("the neighbour was not held in " + PATIENCE.toMinutes() + " minutes");
        }
        quiet(other);
    }

    private void rounds(Load other) throws InterruptedException {
        long window = order.duration(USUAL).toNanos() / ROUNDS / 2;
        List<Double> ratios = new ArrayList<>();
        for (int number = 0; number < ROUNDS; number++) {
            double alone = p99(window, allAlone);
            double beside = beside(other, window);
            ratios.add(beside / alone);
            order.progress().say(String.format(Locale.ROOT, "p99 alone %.1f ms, beside %.1f ms", alone, beside));
        }
        double alone = allAlone.percentileMillis(99);
        double beside = allBeside.percentileMillis(99);
        findings.figure(new Figure(
                "P12.ratio",
                "times",
                beside / alone,
                Collections.min(ratios),
                Collections.max(ratios),
                Figure.Bar.atMost(1.5),
                String.format(
                        Locale.ROOT,
                        "p99 from due to receipt over all rounds: alone %.1f ms of %d messages, beside the neighbour"
                                + " %.1f ms of %d; least, most and median %.2f are of single rounds",
                        alone,
                        allAlone.count(),
                        beside,
                        allBeside.count(),
                        Figure.median(ratios))));
    }

    private double beside(Load other, long window) throws InterruptedException {
        other.devices().forEach(device -> device.rest(false));
        other.pace(QUOTA * TIMES);
        double beside = p99(window, allBeside);
        quiet(other);
        return beside;
    }

    /** Of what gets its receipt in the window; the first second, in which the neighbour begins or ends, is not counted. */
    private double p99(long window, Latencies into) throws InterruptedException {
        TimeUnit.SECONDS.sleep(1);
        round.clear();
        all = into;
        TimeUnit.NANOSECONDS.sleep(window);
        all = null;
        return round.percentileMillis(99);
    }

    private static void quiet(Load other) throws InterruptedException {
        other.devices().forEach(device -> device.rest(true));
        other.halt();
    }

    private long held() throws Exception {
        try (Connection connection = pool.database(OTHER)) {
            return DatabaseFigure.of(connection, "SELECT coalesce(sum(held), 0) FROM historian.arrival_hour");
        }
    }

    private Load load(TenantId tenant, String name, int window, LongConsumer latency) throws InterruptedException {
        List<LoadDevice> devices = IntStream.rangeClosed(1, DEVICES)
                .mapToObj(number -> pool.device(tenant, tenant + name + "-" + number, SHAPE, window, latency))
                .toList();
        for (LoadDevice device : devices) {
            device.awaitConnected();
        }
        return new Load(devices);
    }
}
