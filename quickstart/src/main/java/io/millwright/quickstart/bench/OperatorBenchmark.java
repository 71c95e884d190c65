package io.millwright.quickstart.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How fast the operator brings up many Tenants, beside a client that only writes the same objects; what it writes when there
 * is nothing to do; what its caches weigh.
 */
final class OperatorBenchmark implements Benchmark {

    private static final Figure.Bar MOST_SECONDS = Figure.Bar.atMost(60);
    private static final Figure.Bar MOST_TIMES = Figure.Bar.atMost(2);
    private static final Figure.Bar MOST_BYTES = Figure.Bar.atMost(12_288);
    private static final Figure.Bar NONE = Figure.Bar.atMost(0);
    private static final Duration SILENCE = Duration.ofSeconds(5);
    private static final int WARM_UP = 600;

    @Override
    public String name() {
        return "operator";
    }

    @Override
    public Report run(Order order) throws Exception {
        Duration silence = order.duration(SILENCE);
        Duration brief = Duration.ofSeconds(1);
        Order warmUp = new Order(
                Math.min(order.tenants(), WARM_UP),
                brief.compareTo(silence) < 0 ? brief : silence,
                Files.createDirectory(order.directory().resolve("warm-up")),
                order.progress(),
                order.ingest());
        order.progress().line("Warm-up, not measured: " + warmUp.tenants() + " Tenants");
        new OperatorRound(warmUp).run();
        Path place = Files.createDirectory(order.directory().resolve("measured"));
        order.progress().line("Measured: " + order.tenants() + " Tenants");
        OperatorRound.Outcome outcome =
                new OperatorRound(new Order(order.tenants(), silence, place, order.progress(), order.ingest())).run();
        return report(order, outcome);
    }

    private Report report(Order order, OperatorRound.Outcome outcome) {
        long expected = (long) order.tenants() * TenantObjects.EACH;
        double ready = seconds(outcome.ready());
        double bare = seconds(outcome.bare());
        return new Report(
                name(),
                outcome.faults(),
                new Report.Rows("objects", expected, outcome.stored(), Math.max(0, outcome.stored() - expected)),
                List.of(
                        Figure.once(
                                "P8.ready_s",
                                "s",
                                ready,
                                MOST_SECONDS,
                                "bare client %s s".formatted(Figure.text(bare))),
                        Figure.once(
                                "P8.ratio",
                                "times",
                                ready / bare,
                                MOST_TIMES,
                                "%d write requests, bare client %d"
                                        .formatted(outcome.readyWrites(), outcome.bareWrites())),
                        Figure.once(
                                "P8.restart_writes",
                                "requests",
                                outcome.restartWrites(),
                                NONE,
                                "every Tenant was looked at again"),
                        Figure.once(
                                "P8.resync_writes",
                                "requests",
                                outcome.resyncWrites(),
                                NONE,
                                "every Tenant was looked at again"),
                        Figure.once(
                                "P8.heap_bytes_per_cr",
                                "bytes",
                                (double) outcome.heap() / expected,
                                MOST_BYTES,
                                "%d MB for %d cached objects".formatted(outcome.heap() >> 20, expected))),
                List.of(
                        "Objects: all %d of a professional tenant with dashboards of its own, each looked for by kind and name."
                                .formatted(TenantObjects.EACH),
                        "API server: the embedded one over HTTPS, kept on disk, in this JVM, as are operator, node and"
                                + " client; both runs each have a fresh one. Write requests are counted there.",
                        "Historian databases: a stand-in says that each is as wanted; certificates and keys are real.",
                        "Node: a stand-in says of each workload that it runs as soon as it sees it, in both runs.",
                        "Bare client: same library, %d Tenants at once as the operator, each object applied once and each Tenant's status once."
                                .formatted(outcome.threads()),
                        "Heap: used after collection with the restarted operator less without it, over Tenants and"
                                + " their objects; the operator's own beans and queues are in it.",
                        "A round of %d Tenants went before, unmeasured, so that the JVM is warm for both."
                                .formatted(Math.min(order.tenants(), WARM_UP))));
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1_000.0;
    }
}
