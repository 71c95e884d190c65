package io.millwright.quickstart.bench;

import io.millwright.quickstart.directory.DirectoryTree;
import io.millwright.quickstart.directory.ResultFile;
import io.millwright.quickstart.directory.StartRefused;
import io.millwright.quickstart.program.Logging;
import io.millwright.quickstart.rig.tenant.HistorianAddress;
import io.millwright.quickstart.up.Progress;
import io.millwright.quickstart.up.StopSignal;
import io.millwright.quickstart.waiting.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs one benchmark. Exit code 1: it ran, and what it measured was not done right. */
@Command(name = "bench", description = "Runs one benchmark.", mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {

    private static final List<Benchmark> BENCHMARKS = List.of(
            new OperatorBenchmark(),
            new IngestBenchmark(),
            new LatencyBenchmark(),
            new EnrollBenchmark(),
            new ApiBenchmark(),
            new StartBenchmark(),
            new TenantsBenchmark(),
            new HistorianBenchmark(),
            new QueryBenchmark());
    private static final int MOST_TENANTS = 20_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** As shells say of SIGINT. */
    private static final int STOPPED = 130;

    private static final long MOST_POINTS = 500_000_000;

    @Parameters(
            paramLabel = "NAME",
            description = "What is measured: operator, ingest, latency, enroll, api, start, tenants, historian, query.")
    private String name = "";

    @Option(
            names = "--duration",
            paramLabel = "S",
            description =
                    "Seconds; operator: of silence to listen to after a restart and a resync (5); others: that a rate"
                            + " is measured (30).")
    private @Nullable Integer duration;

    @Option(
            names = "--tenants",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many tenants (${DEFAULT-VALUE}).")
    private int tenants = 1_000;

    @Option(
            names = "--points",
            paramLabel = "N",
            defaultValue = "50000000",
            description = "query: how many points the history has (${DEFAULT-VALUE}).")
    private long points = Benchmark.Order.USUAL_POINTS;

    @Option(
            names = "--broker",
            paramLabel = "P",
            defaultValue = "in-memory",
            description = "What the broker keeps on disk: file or in-memory (${DEFAULT-VALUE}).")
    private String persistence = "in-memory";

    @Option(
            names = "--historian-url",
            paramLabel = "JDBC",
            description = "A server with user and password of an administrator, instead of an embedded PostgreSQL.")
    private @Nullable String historian;

    @Option(
            names = "--peer",
            paramLabel = "PEER",
            description =
                    "ingest: what else is measured on the same broker: node-red (needs npm), bridge (needs python3).")
    private List<String> peers = List.of();

    @Option(names = "--json", paramLabel = "FILE", description = "Where the figures are written as JSON.")
    private @Nullable Path json;

    @Override
    public Integer call() throws Exception {
        Benchmark benchmark = chosen();
        Benchmark.Ingest ingest = ingest();
        ResultFile file = json == null ? null : ResultFile.claim("--json", json);
        StopSignal signal = StopSignal.interruptsThisThread();
        try {
            return run(benchmark, ingest, file) ? 0 : 1;
        } catch (Exception e) {
            if (!signal.came()) {
                throw e;
            }
            System.out.println("Stopped.");
            return STOPPED;
        } finally {
            signal.done();
        }
    }

    private boolean run(Benchmark benchmark, Benchmark.Ingest ingest, @Nullable ResultFile file) throws Exception {
        Path directory = Files.createTempDirectory("millwright-bench");
        Path data = Files.createDirectory(directory.resolve("data"));
        Path log = directory.resolve("bench.log");
        boolean passed = false;
        try {
            Logging.toFile(log);
            Report report = benchmark.run(new Benchmark.Order(
                    tenants,
                    duration == null ? null : Duration.ofSeconds(duration),
                    data,
                    new Progress(System.out, System::nanoTime),
                    ingest,
                    points));
            report.print(System.out);
            if (file != null) {
                file.write(report.json());
            }
            passed = report.passed();
            return passed;
        } finally {
            remove(passed ? directory : data);
            if (!passed) {
                System.out.println("The log of what went wrong is " + log + ".");
            }
        }
    }

    /** After a signal a server that stops by itself may still be writing there. */
    private static void remove(Path directory) throws InterruptedException {
        boolean stopped = Thread.interrupted();
        boolean gone = Await.until(PATIENCE, Duration.ofMillis(200), () -> {
            try {
                DirectoryTree.remove(directory);
                return true;
            } catch (IOException | UncheckedIOException e) {
                return false;
            }
        });
        if (!gone) {
            System.out.println("What was measured with could not be removed: " + directory + ".");
        }
        if (stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private Benchmark chosen() throws StartRefused {
        String known = BENCHMARKS.stream().map(Benchmark::name).collect(Collectors.joining(", "));
        Optional<Benchmark> found = BENCHMARKS.stream()
                .filter(benchmark -> benchmark.name().equals(name))
                .findFirst();
        if (found.isEmpty()) {
            throw new StartRefused("there is no benchmark '" + name + "'; this release has: " + known + ".");
        }
        if (tenants < 1 || tenants > MOST_TENANTS) {
            throw new StartRefused("--tenants needs a number from 1 to " + MOST_TENANTS + ", not " + tenants + ".");
        }
        if (points < 1 || points > MOST_POINTS) {
            throw new StartRefused("--points needs a number from 1 to " + MOST_POINTS + ", not " + points + ".");
        }
        if (duration != null && duration < 1) {
            throw new StartRefused("--duration needs a number of seconds from 1 on, not " + duration + ".");
        }
        return found.get();
    }

    private Benchmark.Ingest ingest() throws StartRefused {
        if (!persistence.equals("file") && !persistence.equals("in-memory")) {
            throw new StartRefused("--broker is file or in-memory, not '" + persistence + "'.");
        }
        List<Peer> chosen = new ArrayList<>();
        for (String peer : peers) {
            chosen.add(Peer.of(peer));
        }
        try {
            return new Benchmark.Ingest(
                    persistence, Optional.ofNullable(historian).map(HistorianAddress::of), List.copyOf(chosen));
        } catch (IllegalArgumentException e) {
            throw new StartRefused(String.valueOf(e.getMessage()), e);
        }
    }
}
