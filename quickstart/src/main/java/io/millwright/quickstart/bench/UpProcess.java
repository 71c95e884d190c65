package io.millwright.quickstart.bench;

import io.millwright.quickstart.demo.PlatformApi;
import io.millwright.quickstart.program.LeashedJvm;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code ./millwright up} once it is built: the same program with the same options, in a process of its own that ends with this
 * one at the latest.
 */
final class UpProcess implements AutoCloseable {

    private static final String READY = "Millwright is ready: ";
    /** OPC quality: what is below is uncertain or bad. */
    private static final int GOOD = 192;

    private static final long LOOK_MILLIS = 20;
    private static final Duration STOP = Duration.ofSeconds(60);

    private final Process process;
    private final Path data;
    private final Path output;
    private final long begun;

    private UpProcess(Process process, Path data, Path output, long begun) {
        this.process = process;
        this.data = data;
        this.output = output;
        this.begun = begun;
    }

    /** @param output what it says at the terminal */
    static UpProcess start(Path data, int port, Path output) throws IOException {
        ProcessBuilder builder = LeashedJvm.of(
                        List.of("-XX:+UseCompactObjectHeaders"),
                        "io.millwright.quickstart.Millwright",
                        List.of("up", "--data", data.toString(), "--port", Integer.toString(port)))
                .redirectOutput(output.toFile());
        long begun = System.nanoTime();
        Process process = builder.start();
        return new UpProcess(process, data, output, begun);
    }

    /** Seconds from the start to the line that scripts wait for. */
    double awaitReady(Duration patience) throws IOException, InterruptedException {
        while (!Files.exists(output) || !Files.readString(output).contains(READY)) {
            pause(patience, "it did not say that it is ready");
        }
        return since();
    }

    /**
     * Waits for a good value of each device.
     *
     * @return seconds from the start to the first and to the last of them
     */
    List<Double> awaitValues(String tenant, int devices, Duration patience) throws IOException, InterruptedException {
        JsonNode endpoints = JsonMapper.shared().readTree(Files.readString(data.resolve("endpoints.json")));
        List<Double> seen = new ArrayList<>();
        Set<String> heard = new HashSet<>();
        try (PlatformApi api = new PlatformApi(
                URI.create(endpoints.path("api").asString()),
                endpoints.path("admin").path("apiKey").asString())) {
            while (heard.size() < devices) {
                for (JsonNode point : latest(api, tenant)) {
                    if (point.path("quality").asInt(0) >= GOOD
                            && heard.add(point.path("device").asString(""))) {
                        seen.add(since());
                    }
                }
                pause(patience, "only " + heard.size() + " of " + devices + " devices sent a value");
            }
        }
        return List.of(seen.getFirst(), seen.getLast());
    }

    /** Nothing as long as the tenant or its runtime is not there yet. */
    private static JsonNode latest(PlatformApi api, String tenant) throws IOException, InterruptedException {
        try {
            return api.get("/tenants/" + tenant + "/telemetry/latest").path("points");
        } catch (PlatformApi.Refused notYet) {
            return JsonMapper.shared().createArrayNode();
        }
    }

    private void pause(Duration patience, String complaint) throws IOException, InterruptedException {
        if (!process.isAlive()) {
            throw new IOException("'up' ended with code " + process.exitValue() + ": " + Files.readString(output));
        }
        if (since() > patience.toSeconds()) {
            throw new IOException(complaint + " within " + patience.toSeconds() + " s: " + Files.readString(output));
        }
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }

    private double since() {
        return (System.nanoTime() - begun) / 1e9;
    }

    /** As Ctrl-C does, so that its children and its database end too. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
