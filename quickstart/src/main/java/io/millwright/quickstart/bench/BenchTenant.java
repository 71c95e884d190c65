package io.millwright.quickstart.bench;

import io.millwright.quickstart.bench.Benchmark.Order;
import io.millwright.quickstart.demo.PlatformApi;
import io.millwright.quickstart.waiting.Await;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The tenant that benchmarks of the whole platform work in: one site, one fleet, devices by claim codes. */
record BenchTenant(String name) {

    /** As many as a professional tenant may have. */
    static final int DEVICES = 500;

    private static final Duration READY = Duration.ofMinutes(5);
    private static final int CODES_OF_A_CALL = 36;

    /** Below the API's root. */
    String path() {
        return "/tenants/" + name;
    }

    private boolean ready(PlatformApi api) throws IOException, InterruptedException {
        return api.get(path()).path("status").path("ready").asBoolean(false);
    }

    /** Answers when the tenant is ready and has its site and its fleet. */
    void prepare(Order order, PlatformApi api) throws IOException, InterruptedException {
        api.ensure(
                "/tenants",
                name,
                Map.of("name", name, "displayName", "Bench", "tier", "professional", "region", "eu-central"));
        if (!Await.until(READY, Duration.ofMillis(200), () -> ready(api))) {
            throw new IOException("the tenant did not become ready in " + READY.toMinutes() + " minutes");
        }
        api.ensure(
                path() + "/sites",
                "bremen",
                Map.of("name", "bremen", "displayName", "Bremen", "timezone", "Europe/Berlin"));
        api.ensure(
                path() + "/fleets",
                "line",
                Map.of(
                        "name", "line",
                        "siteRef", "bremen",
                        "connections",
                                List.of(Map.of(
                                        "name", "press",
                                        "protocol", "modbus-tcp",
                                        "url", "modbus-tcp://${plc}?default-unit-identifier=1")),
                        "tags",
                                List.of(Map.of(
                                        "name", "temperature",
                                        "connection", "press",
                                        "address", "holding-register:100:REAL",
                                        "interval", "1s")),
                        "enrollment", Map.of("mode", "ClaimCode", "maxDevices", DEVICES, "approval", "Automatic")));
        order.progress().say("a tenant with a fleet is ready");
    }

    /**
     * Fresh claim codes with a request for each.
     *
     * @param from number of the first device
     */
    List<Enrolling.Wish> wishes(PlatformApi api, int from, int count) throws IOException, InterruptedException {
        List<Enrolling.Wish> wishes = new ArrayList<>();
        while (wishes.size() < count) {
            JsonNode codes = api.post(
                            path() + "/fleets/line/claim-codes",
                            Map.of(
                                    "count",
                                    Math.min(CODES_OF_A_CALL, count - wishes.size()),
                                    "expiresIn",
                                    "1h",
                                    "parameters",
                                    Map.of("plc", "127.0.0.1:502")))
                    .path("codes");
            for (JsonNode code : codes) {
                wishes.add(Enrolling.wish(code.path("code").stringValue(), from + wishes.size()));
            }
        }
        return wishes;
    }

    static X509Certificate certificate(Path pem) throws IOException, CertificateException {
        try (InputStream in = Files.newInputStream(pem)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }
}
