package io.millwright.quickstart.bench;

import io.millwright.quickstart.demo.PlatformApi;
import io.millwright.quickstart.directory.DataDirectory;
import io.millwright.quickstart.program.Logging;
import io.millwright.quickstart.up.Platform;
import io.millwright.wire.enrollment.EnrollmentResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How many certificates a second the whole platform issues durably, over HTTPS, beside the signatures they cost at least. */
final class EnrollBenchmark implements Benchmark {

    private static final int ROUNDS = 5;
    private static final int OF_A_ROUND = 96;
    private static final int FLOOR = 3_000;

    /** Of each tenant before; the compilers of a platform that has just been started are through with it then. */
    private static final int WARM = 480;

    private static final List<BenchTenant> BEFORE = List.of(new BenchTenant("bench-1"), new BenchTenant("bench-2"));
    private static final BenchTenant MEASURED = new BenchTenant("bench");

    @Override
    public String name() {
        return "enroll";
    }

    @Override
    public Report run(Order order) throws Exception {
        Findings findings = new Findings();
        try (DataDirectory directory = DataDirectory.open(order.directory());
                Platform platform = Platform.start(
                        directory,
                        new Platform.Settings(directory.ports().freePort("home"), false),
                        order.progress())) {
            // The platform has taken the log into its own directory, which is gone when this fails.
            Logging.toFile(order.directory().resolveSibling("bench.log"));
            order.progress().line(platform.readyLine().replaceAll(" *\\(.*", ""));
            JsonNode endpoints = JsonMapper.shared().readTree(Files.readString(directory.resolve("endpoints.json")));
            URI api = URI.create(endpoints.get("api").stringValue());
            try (PlatformApi calls = new PlatformApi(
                            api, endpoints.get("admin").get("apiKey").stringValue());
                    Enrolling enrolling = new Enrolling(
                            URI.create(endpoints.get("enrollment").stringValue()),
                            BenchTenant.certificate(
                                    Path.of(endpoints.get("caCertificate").stringValue())))) {
                for (BenchTenant tenant : BEFORE) {
                    tenant.prepare(order, calls);
                }
                MEASURED.prepare(order, calls);
                measure(order, findings, calls, enrolling, directory.resolve("postgres"));
            }
        }
        return findings.report(name(), "devices");
    }

    private static void measure(Order order, Findings findings, PlatformApi api, Enrolling enrolling, Path postgres)
            throws Exception {
        CryptoFloor floor = new CryptoFloor();
        floor.rate(FLOOR);
        for (BenchTenant tenant : BEFORE) {
            enrolling.all(tenant.wishes(api, 0, WARM));
            order.progress().say(WARM + " devices of another tenant, not counted");
        }
        List<EnrollmentResponse> answers = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        List<Double> rates = new ArrayList<>();
        List<Double> floors = new ArrayList<>();
        List<Enrolling.Wish> last = List.of();
        ProcessorTime taken = new ProcessorTime(Map.of());
        for (int round = 0; round < ROUNDS; round++) {
            last = MEASURED.wishes(api, round * OF_A_ROUND, OF_A_ROUND);
            ProcessorTime before = ProcessorTime.ofPlatform(postgres);
            long begun = System.nanoTime();
            answers.addAll(enrolling.all(last));
            rates.add(OF_A_ROUND * 1e9 / (System.nanoTime() - begun));
            taken = taken.plus(ProcessorTime.ofPlatform(postgres).since(before));
            floors.add(floor.rate(FLOOR));
            ratios.add(rates.getLast() / floors.getLast());
            order.progress().say(rates(rates.getLast(), floors.getLast()));
        }
        findings.figure(Figure.of(
                "P9.ratio",
                "times",
                ratios,
                Figure.Bar.atLeast(0.25),
                rates(Figure.median(rates), Figure.median(floors))));
        check(findings, api, answers, enrolling.all(last));
        findings.note("CPU-us an enrollment: " + taken.forOneOf(ROUNDS * OF_A_ROUND) + ".");
        findings.note(
                "Everything that 'up' runs is in this JVM, PostgreSQL with fsync beside it; 8 connections that stay"
                        + " open; keys and requests are made beforehand. The floor: one P-256 verification and one"
                        + " signature, one thread, nothing else running.");
        findings.note("P9.first_point is not measured by this release: an agent cannot run before it is enrolled.");
    }

    private static String rates(double ours, double floor) {
        return String.format(Locale.ROOT, "%.0f certificates/s, floor %.0f", ours, floor);
    }

    /** Every device once, known to the API, and the same again for who asks twice. */
    private static void check(
            Findings findings, PlatformApi api, List<EnrollmentResponse> answers, List<EnrollmentResponse> again)
            throws IOException, InterruptedException {
        Set<String> devices = new HashSet<>();
        Set<String> certificates = new HashSet<>();
        answers.forEach(answer -> {
            devices.add(answer.deviceId());
            certificates.add(answer.certificateChain());
        });
        Set<String> known = new HashSet<>();
        String next = "";
        do {
            JsonNode page = api.get(MEASURED.path() + "/devices?limit=100" + (next.isEmpty() ? "" : "&cursor=" + next));
            for (JsonNode device : page.path("items")) {
                known.add(device.path("id").asString(""));
            }
            next = page.path("next").asString("");
        } while (!next.isEmpty());
        if (devices.size() != answers.size() || certificates.size() != answers.size()) {
            findings.fault(answers.size() + " enrollments gave " + devices.size() + " devices and "
                    + certificates.size() + " certificates.");
        }
        if (!known.equals(devices)) {
            findings.fault("The API knows " + known.size() + " devices and " + devices.size() + " were enrolled.");
        }
        if (!answers.containsAll(again)) {
            findings.fault("Who asked a second time with the same code and key got something else.");
        }
        findings.count(answers.size(), known.size(), 0);
    }
}
