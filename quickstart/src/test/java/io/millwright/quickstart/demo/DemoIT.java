package io.millwright.quickstart.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millwright.quickstart.directory.DataDirectory;
import io.millwright.quickstart.directory.KeptPorts;
import io.millwright.quickstart.program.Leash;
import io.millwright.quickstart.up.Platform;
import io.millwright.quickstart.up.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole way of a value, from a machine to the bill, as the demo goes it; then once more on what it left. */
class DemoIT {

    private static final Duration BOUND = Duration.ofSeconds(120);

    @TempDir
    private Path temporary;

    @Test
    void values_of_both_machines_reach_history_usage_and_bill_and_a_restart_enrolls_nobody_anew() throws Exception {
        Set<String> devices;
        try (DataDirectory directory = DataDirectory.open(temporary);
                Platform platform = start(directory);
                PlatformApi api = api()) {
            assertThat(platform.readyLine()).isNotEmpty();
            await().atMost(BOUND)
                    .untilAsserted(() -> assertThat(said()).contains("press-line sends", "pump-line sends"));
            devices = devices(api);
            assertThat(devices).hasSize(2);

            assertHistory(
                    api,
                    devices.stream()
                            .filter(device -> device.startsWith("press-line-"))
                            .findFirst()
                            .orElseThrow(),
                    "temperature");
            assertHistory(
                    api,
                    devices.stream()
                            .filter(device -> device.startsWith("pump-line-"))
                            .findFirst()
                            .orElseThrow(),
                    "flow");
            await().atMost(BOUND).ignoreExceptionsInstanceOf(IOException.class).untilAsserted(() -> {
                assertThat(used(api, "points")).isPositive();
                assertThat(used(api, "device_hours")).isGreaterThanOrEqualTo(2);
            });
            assertThat(api.get("/tenants/acme/bill").toString()).contains("\"EUR\"");
            assertThat(endpoints().path("demo").path("tenant").asString()).isEqualTo("acme");
        }
        assertThat(ProcessHandle.current()
                        .descendants()
                        .filter(ProcessHandle::isAlive)
                        .filter(DemoIT::isDemo))
                .isEmpty();

        heard.reset();
        try (DataDirectory directory = DataDirectory.open(temporary);
                Platform platform = start(directory);
                PlatformApi api = api()) {
            assertThat(platform.readyLine()).isNotEmpty();
            long before = used(api, "points");
            await().atMost(BOUND)
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .untilAsserted(() -> assertThat(used(api, "points")).isGreaterThan(before));
            assertThat(devices(api)).isEqualTo(devices);
        }
    }

    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

    private Platform start(DataDirectory directory) throws Exception {
        Progress progress = new Progress(new PrintStream(heard, true, StandardCharsets.UTF_8), System::nanoTime);
        KeptPorts ports = directory.ports();
        Platform platform = Platform.start(directory, new Platform.Settings(ports.port("home"), true), progress);
        platform.startDemo(progress);
        return platform;
    }

    private String said() {
        return heard.toString(StandardCharsets.UTF_8);
    }

    private JsonNode endpoints() throws IOException {
        return JsonMapper.shared().readTree(Files.readString(temporary.resolve("endpoints.json")));
    }

    private PlatformApi api() throws IOException {
        JsonNode endpoints = endpoints();
        return new PlatformApi(
                URI.create(endpoints.path("api").asString()),
                endpoints.path("admin").path("apiKey").asString());
    }

    private static Set<String> devices(PlatformApi api) throws Exception {
        Set<String> ids = new TreeSet<>();
        api.get("/tenants/acme/devices")
                .path("items")
                .forEach(device -> ids.add(device.path("id").asString("")));
        return ids;
    }

    private static void assertHistory(PlatformApi api, String device, String tag) throws Exception {
        JsonNode history = api.get("/tenants/acme/telemetry/history?device=" + device + "&tag=" + tag);
        assertThat(history.path("points").size()).isPositive();
        assertThat(history.path("points").path(0).path("value").isNumber()).isTrue();
    }

    private static long used(PlatformApi api, String meter) throws Exception {
        return api.get("/tenants/acme/usage?granularity=total&meter=" + meter)
                .path("usage")
                .path(0)
                .path("quantity")
                .asLong(0);
    }

    private static boolean isDemo(ProcessHandle process) {
        return process.info().commandLine().orElse("").contains(Leash.class.getName());
    }
}
