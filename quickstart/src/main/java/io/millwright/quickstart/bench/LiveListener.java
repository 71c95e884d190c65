package io.millwright.quickstart.bench;

import io.millwright.quickstart.rig.Rig;
import io.millwright.quickstart.rig.load.Latencies;
import io.millwright.quickstart.rig.load.LoadDevice;
import io.millwright.quickstart.rig.load.Shape;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Listens to the runtime's event stream as the control plane does, and knows when each point that comes was due. */
final class LiveListener implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int OK = 200;
    private static final String DATA = "data:";

    private final HttpClient client;
    private final LoadDevice device;
    private final Latencies latencies = new Latencies();

    private LiveListener(HttpClient client, LoadDevice device) {
        this.client = client;
        this.device = device;
    }

    /** Answers when it listens. */
    static LiveListener of(Rig rig, LoadDevice device) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder()
                .sslContext(rig.controlPlane().context())
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        LiveListener listener = new LiveListener(client, device);
        URI live = URI.create(rig.api() + "/live?device=" + device.journal().device() + "&tag=" + Shape.tag(0));
        HttpResponse<Stream<String>> answer =
                client.send(HttpRequest.newBuilder(live).build(), HttpResponse.BodyHandlers.ofLines());
        if (answer.statusCode() != OK) {
            throw new IOException("the runtime answered " + answer.statusCode() + " to " + live);
        }
        Thread.ofVirtual().name("live").start(() -> listener.hear(answer.body()));
        return listener;
    }

    Latencies latencies() {
        return latencies;
    }

    private void hear(Stream<String> lines) {
        try (lines) {
            lines.filter(line -> line.startsWith(DATA)).forEach(this::point);
        } catch (RuntimeException e) {
            // The stream ended with the client; what was heard stays.
            Thread.currentThread().interrupt();
        }
    }

    private void point(String line) {
        long now = System.nanoTime();
        JsonNode json = JSON.readTree(line.substring(DATA.length()));
        JsonNode ts = json.get("ts");
        if (ts != null) {
            long seq = device.journal().seqOf(Instant.parse(ts.stringValue()).toEpochMilli());
            if (seq > 0) {
                latencies.add(now - device.due(seq));
            }
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
