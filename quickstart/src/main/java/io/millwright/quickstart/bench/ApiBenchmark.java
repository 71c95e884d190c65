package io.millwright.quickstart.bench;

import io.millwright.quickstart.bench.SteadyRequests.Outcome;
import io.millwright.quickstart.bench.SteadyRequests.Question;
import io.millwright.quickstart.demo.PlatformApi;
import io.millwright.quickstart.directory.Administrator;
import io.millwright.quickstart.directory.DataDirectory;
import io.millwright.quickstart.postgres.LocalDatabase;
import io.millwright.quickstart.postgres.LocalPostgres;
import io.millwright.quickstart.program.Logging;
import io.millwright.quickstart.up.Platform;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How long the API takes at a steady rate, beside an endpoint that does nothing but one SELECT. */
final class ApiBenchmark implements Benchmark {

    private static final BenchTenant TENANT = new BenchTenant("bench");
    private static final int PER_SECOND = 200;
    private static final int ROUNDS = 5;
    private static final int DEVICES = 24;
    private static final Duration USUAL = Duration.ofSeconds(10);
    private static final Duration WARM = Duration.ofSeconds(10);

    /** What a portal and a script ask for all day, and a part of each right answer. */
    private static final Map<String, String> READ = Map.of(
            "", "\"bench\"",
            "/overview", "\"devices\"",
            "/sites", "\"bremen\"",
            "/fleets/line", "holding-register:100:REAL",
            "/devices?limit=20", "BENCH-",
            "/usage", "\"api_calls\"",
            "/bill", "\"totalText\"",
            "/telemetry/latest", "\"points\"");

    @Override
    public String name() {
        return "api";
    }

    @Override
    public Report run(Order order) throws Exception {
        Findings findings = new Findings();
        try (DataDirectory directory = DataDirectory.open(order.directory());
                Platform platform = Platform.start(
                        directory, new Platform.Settings(directory.ports().freePort("home"), false), order.progress());
                LocalPostgres postgres = LocalPostgres.start(
                        directory.resolve("bare"), directory.ports().freePort("bare"), Administrator.secret());
                BareEndpoint bare =
                        BareEndpoint.start(LocalDatabase.ensure(postgres, "bare", Administrator.secret()))) {
            // The platform has taken the log into its own directory, which is gone when this fails.
            Logging.toFile(order.directory().resolveSibling("bench.log"));
            order.progress().line(platform.readyLine().replaceAll(" *\\(.*", ""));
            JsonNode endpoints = JsonMapper.shared().readTree(Files.readString(directory.resolve("endpoints.json")));
            measure(
                    order,
                    findings,
                    questions(order, endpoints),
                    bareQuestions(bare),
                    directory.resolve("postgres"),
                    directory.resolve("bare"));
        }
        findings.note("Open loop at " + PER_SECOND + " requests a second; a request takes from when it was due to its"
                + " last byte. Everything that 'up' runs, the client and the bare endpoint share this machine, and"
                + " the bare endpoint has a PostgreSQL of its own.");
        findings.note("Eight reads by a tenant's API key, in turn.");
        return findings.report(name(), "answers");
    }

    private static List<Question> questions(Order order, JsonNode endpoints) throws Exception {
        String api = endpoints.get("api").stringValue();
        try (PlatformApi calls = new PlatformApi(
                        URI.create(api), endpoints.get("admin").get("apiKey").stringValue());
                Enrolling enrolling = new Enrolling(
                        URI.create(endpoints.get("enrollment").stringValue()),
                        BenchTenant.certificate(
                                Path.of(endpoints.get("caCertificate").stringValue())))) {
            TENANT.prepare(order, calls);
            enrolling.all(TENANT.wishes(calls, 0, DEVICES));
            String key = calls.post(TENANT.path() + "/api-keys", Map.of("name", "bench", "role", "admin"))
                    .path("apiKey")
                    .stringValue();
            return new TreeMap<>(READ)
                    .entrySet().stream()
                            .map(read ->
                                    new Question(URI.create(api + TENANT.path() + read.getKey()), key, read.getValue()))
                            .toList();
        }
    }

    private static List<Question> bareQuestions(BareEndpoint bare) {
        return IntStream.range(0, PER_SECOND)
                .mapToObj(row -> new Question(bare.address(row), "", "\"machine "))
                .toList();
    }

    private static void measure(
            Order order,
            Findings findings,
            List<Question> ours,
            List<Question> bare,
            Path oursPostgres,
            Path barePostgres)
            throws Exception {
        List<Double> p95 = new ArrayList<>();
        List<Double> floor = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        List<List<Double>> each = new ArrayList<>();
        ProcessorTime taken = new ProcessorTime(Map.of());
        ProcessorTime bareTaken = new ProcessorTime(Map.of());
        try (SteadyRequests requests = new SteadyRequests(PER_SECOND)) {
            requests.ask(ours, WARM);
            requests.ask(bare, WARM);
            for (int round = 1; round <= ROUNDS; round++) {
                ProcessorTime before = ProcessorTime.ofPlatform(oursPostgres);
                Outcome api = requests.ask(ours, order.duration(USUAL));
                taken = taken.plus(ProcessorTime.ofPlatform(oursPostgres).since(before));
                before = ProcessorTime.ofPlatform(barePostgres);
                Outcome least = requests.ask(bare, order.duration(USUAL));
                bareTaken =
                        bareTaken.plus(ProcessorTime.ofPlatform(barePostgres).since(before));
                p95.add(api.p95Millis());
                floor.add(least.p95Millis());
                each.add(api.byQuestion());
                ratios.add(api.p95Millis() / least.p95Millis());
                findings.count(api.asked() + least.asked(), api.right() + least.right(), 0);
                api.wrong().forEach(findings::fault);
                least.wrong().forEach(findings::fault);
                order.progress()
                        .say("p95 " + SteadyRequests.text(api.p95Millis()) + ", of the bare endpoint "
                                + SteadyRequests.text(least.p95Millis()));
            }
        }
        double asked = ROUNDS * PER_SECOND * order.duration(USUAL).toSeconds();
        findings.note("CPU-us a request: " + taken.forOneOf(asked) + "; of the bare endpoint: "
                + bareTaken.forOneOf(asked) + ".");
        findings.note("p95 of each: " + byPath(ours, each) + ".");
        String beside = "bare endpoint " + SteadyRequests.text(Figure.median(floor));
        findings.figure(Figure.of("P7.p95_ms", "ms", p95, Figure.Bar.atMost(100), beside));
        findings.figure(
                Figure.of("P7.ratio", "times", ratios, Figure.Bar.atMost(2), "p95 of ours over p95 of the other"));
    }

    private static String byPath(List<Question> ours, List<List<Double>> rounds) {
        return IntStream.range(0, ours.size())
                .mapToObj(i -> ours.get(i).address().getPath().replace("/api/v1" + TENANT.path(), "/tenants/{t}")
                        + " "
                        + SteadyRequests.text(Figure.median(
                                rounds.stream().map(round -> round.get(i)).toList())))
                .collect(Collectors.joining(", "));
    }
}
