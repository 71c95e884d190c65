package io.millwright.quickstart.bench;

import io.millwright.quickstart.bench.QueryKind.Ask;
import io.millwright.quickstart.rig.Rig;
import io.millwright.quickstart.rig.RigSettings;
import io.millwright.quickstart.rig.load.Latencies;
import io.millwright.runtime.query.HistorianReader;
import io.millwright.runtime.tenant.TenantConfiguration;
import io.millwright.runtime.tenant.TenantReading;
import io.millwright.runtime.tenant.TenantsDirectory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.databind.json.JsonMapper;

/** How long questions about a large history take over HTTP, and what our classes add to the bare statements. */
final class QueryBenchmark implements Benchmark {

    private static final int WINDOWS = 3;
    private static final int PAIRS = 5;
    private static final int QUESTIONS_OF_A_PAIR = 40;
    private static final int WARM = 60;
    private static final Duration USUAL = Duration.ofSeconds(30);
    private static final int OK = 200;

    @Override
    public String name() {
        return "query";
    }

    @Override
    public Report run(Order order) throws Exception {
        Findings findings = new Findings();
        Path place = Files.createDirectory(order.directory().resolve("rig"));
        RigSettings settings =
                new RigSettings(place, "in-memory", Set.of(), order.ingest().historian(), List.of("-Xmx1g"));
        try (Rig rig = order.progress().step("broker, historian and runtime serve", () -> Rig.start(settings))) {
            QueryHistory history = new QueryHistory(order.points(), Instant.now());
            HistoryAtRest.make(order, rig, history, findings);
            overHttp(order, rig, history, findings);
            besideJdbc(order, rig, place, history, findings);
        }
        findings.note(
                "HTTP is the API of the runtime as the control plane asks it: mutual TLS, one question at a time over"
                        + " one connection, until the last byte. The control plane is not in between.");
        findings.note(
                "A ratio is the time of our query class over that of the same rows by a prepared statement over JDBC,"
                    + " by turns and each with a connection of its own; points are read by historian.points in both.");
        return findings.report(name());
    }

    private static void overHttp(Order order, Rig rig, QueryHistory history, Findings findings) throws Exception {
        try (HttpClient client = HttpClient.newBuilder()
                .sslContext(rig.controlPlane().context())
                .version(HttpClient.Version.HTTP_1_1)
                .build()) {
            for (QueryKind kind : QueryKind.values()) {
                Latencies latencies = new Latencies();
                for (int i = 0; i < WARM; i++) {
                    asked(client, rig, history, kind, findings);
                }
                List<Double> p99s = new ArrayList<>();
                List<Double> medians = new ArrayList<>();
                for (int window = 0; window < WINDOWS; window++) {
                    latencies.clear();
                    long end =
                            System.nanoTime() + order.duration(USUAL).toNanos() / WINDOWS / QueryKind.values().length;
                    while (System.nanoTime() < end || latencies.count() < 100) {
                        latencies.add(asked(client, rig, history, kind, findings));
                    }
                    p99s.add(latencies.percentileMillis(99));
                    medians.add(latencies.percentileMillis(50));
                }
                order.progress().say(kind.figure() + ": p99 " + SteadyRequests.text(Figure.median(p99s)));
                findings.figure(Figure.of(
                        "P6." + kind.figure() + ".p99_ms",
                        "ms",
                        p99s,
                        Figure.Bar.atMost(100),
                        "p50 " + SteadyRequests.text(Figure.median(medians)) + ", over HTTPS of the runtime"));
            }
        }
    }

    /** @return nanoseconds until the last byte; what it says is looked at afterwards */
    private static long asked(HttpClient client, Rig rig, QueryHistory history, QueryKind kind, Findings findings)
            throws IOException, InterruptedException {
        Ask ask = ask(history, kind);
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(rig.api() + kind.path(ask))).build();
        long begun = System.nanoTime();
        HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        long took = System.nanoTime() - begun;
        if (answer.statusCode() != OK) {
            throw new IOException("the runtime answered " + answer.statusCode() + " to " + kind.path(ask));
        }
        List<Double> values = QueryKind.values(JsonMapper.shared().readTree(answer.body()));
        judge(findings, "over HTTP", kind, ask, history, values);
        return took;
    }

    private static void besideJdbc(Order order, Rig rig, Path place, QueryHistory history, Findings findings)
            throws Exception {
        TenantConfiguration tenant = configuration(place);
        try (ScheduledExecutorService housekeeping = Executors.newSingleThreadScheduledExecutor();
                HistorianReader reader = new HistorianReader(tenant, housekeeping);
                Connection plain = DriverManager.getConnection(
                        rig.databaseUrl(),
                        tenant.database().reader().name(),
                        tenant.database().reader().password().value())) {
            for (QueryKind kind : QueryKind.values()) {
                pair(history, kind, reader, plain, findings);
                List<Double> ratios = new ArrayList<>();
                List<Double> millis = new ArrayList<>();
                for (int i = 0; i < PAIRS; i++) {
                    long[] took = pair(history, kind, reader, plain, findings);
                    ratios.add((double) took[0] / took[1]);
                    millis.add(took[1] / 1e6 / QUESTIONS_OF_A_PAIR);
                }
                order.progress()
                        .say(String.format(Locale.ROOT, "%s: ratio %.2f", kind.figure(), Figure.median(ratios)));
                findings.figure(Figure.of(
                        "P6." + kind.figure() + ".ratio",
                        "times",
                        ratios,
                        Figure.Bar.atMost(1.5),
                        "JDBC alone " + SteadyRequests.text(Figure.median(millis))));
            }
        }
    }

    /** Nanoseconds of ours and of plain JDBC, question by question by turns. */
    private static long[] pair(
            QueryHistory history, QueryKind kind, HistorianReader reader, Connection plain, Findings findings)
            throws SQLException {
        long[] took = new long[2];
        for (int i = 0; i < QUESTIONS_OF_A_PAIR; i++) {
            Ask ask = ask(history, kind);
            boolean first = i % 2 == 0;
            List<Double> bare = List.of();
            long begun = System.nanoTime();
            if (first) {
                bare = kind.plain(plain, ask);
                took[1] += System.nanoTime() - begun;
                begun = System.nanoTime();
            }
            List<Double> ours = kind.ours(reader, ask);
            took[0] += System.nanoTime() - begun;
            if (!first) {
                begun = System.nanoTime();
                bare = kind.plain(plain, ask);
                took[1] += System.nanoTime() - begun;
            }
            judge(findings, "by our class", kind, ask, history, ours);
            judge(findings, "over JDBC", kind, ask, history, bare);
        }
        return took;
    }

    private static Ask ask(QueryHistory history, QueryKind kind) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        int series = random.nextInt(QueryHistory.FAST) * QueryHistory.TAGS;
        long room = (history.end - history.begin - kind.seconds()) / 60;
        long from = history.begin + (room == 0 ? 0 : random.nextLong(room + 1)) * 60;
        return new Ask(series, history.id(series), from, from + kind.seconds());
    }

    private static void judge(
            Findings findings, String how, QueryKind kind, Ask ask, QueryHistory history, List<Double> values) {
        if (!near(kind.comparable(values), kind.right(history, ask))) {
            findings.fault("A wrong answer " + how + " to " + kind.path(ask) + ": " + values.size() + " values.");
        }
    }

    /** Sums of many numbers differ in their last digits with the order in which they are added. */
    private static boolean near(List<Double> some, List<Double> right) {
        if (some.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < some.size(); i++) {
            if (!(Math.abs(some.get(i) - right.get(i)) <= 1e-9 * Math.max(1, Math.abs(right.get(i))))) {
                return false;
            }
        }
        return true;
    }

    private static TenantConfiguration configuration(Path place) throws IOException {
        if (new TenantsDirectory(place.resolve("tenants.d")).look().changed().get(Rig.TENANT.value())
                instanceof TenantReading.Valid valid) {
            return valid.configuration();
        }
        throw new IOException("the tenant's files cannot be read");
    }
}
