package io.millwright.runtime.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millwright.runtime.broker.BrokerConnection;
import io.millwright.runtime.broker.NotPublishedException;
import io.millwright.runtime.live.CommittedPoint;
import io.millwright.wire.TenantId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Committed points reach those who listen to their tenant, in order, and again after a broken connection. */
@Timeout(60)
class LiveIT {

    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId BOLT = new TenantId("bolt");

    @TempDir
    static Path directory;

    private static TestApi api;

    private final List<Stream> open = new ArrayList<>();

    /** A connection that only is there, or not. */
    private static final class Consuming implements BrokerConnection {

        private volatile boolean connected = true;

        @Override
        public CompletionStage<Void> publish(String topic, byte[] payload, int qos, boolean retain) {
            return CompletableFuture.failedFuture(new NotPublishedException("nothing is published here", null));
        }

        @Override
        public boolean connected() {
            return connected;
        }
    }

    /** One listener. */
    private record Stream(HttpClient client, BufferedReader lines) implements AutoCloseable {

        /** The next event's lines, without comments. */
        List<String> event() throws IOException {
            List<String> event = new ArrayList<>();
            while (true) {
                String line = lines.readLine();
                if (line == null) {
                    return event;
                }
                if (!line.isEmpty() && !line.startsWith(":")) {
                    event.add(line);
                } else if (line.isEmpty() && !event.isEmpty()) {
                    return event;
                }
            }
        }

        @Override
        public void close() {
            client.shutdownNow();
        }
    }

    @BeforeAll
    static void start() throws Exception {
        api = new TestApi(directory).holding("acme").holding("bolt");
        api.brokers.put(ACME, new Consuming());
        api.brokers.put(BOLT, new Consuming());
    }

    @AfterEach
    void leave() {
        open.forEach(Stream::close);
    }

    @AfterAll
    static void stop() throws Exception {
        api.close();
    }

    private Stream listen(String tenant, String query, String... headers) throws Exception {
        HttpClient client = TestApi.client(TestApi.CONTROL_PLANE);
        HttpRequest.Builder request = HttpRequest.newBuilder(api.uri("/v1/tenants/" + tenant + "/live" + query));
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        Stream stream =
                new Stream(client, new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8)));
        open.add(stream);
        assertThat(stream.lines().readLine()).startsWith(":");
        return stream;
    }

    private static CommittedPoint point(String device, String tag, Object value) {
        return new CommittedPoint(device, tag, null, 1_763_719_200_123L, value, 192);
    }

    @Test
    void a_listener_hears_its_own_tenant_and_what_it_asked_for() throws Exception {
        Stream all = listen("acme", "");
        Stream narrow = listen("acme", "?device=press-2&tag=t");
        Stream neighbour = listen("bolt", "");

        api.live.committed(ACME, List.of(point("press-1", "t", 1.5), point("press-2", "t", true)));
        api.live.committed(BOLT, List.of(point("pump-1", "t", "a\nb")));

        assertThat(all.event().subList(1, 3))
                .containsExactly(
                        "event: point",
                        "data: {\"device\":\"press-1\",\"tag\":\"t\",\"ts\":\"2025-11-21T10:00:00.123Z\","
                                + "\"value\":1.5,\"quality\":192}");
        assertThat(all.event().get(2)).contains("press-2");
        assertThat(narrow.event().get(2)).contains("press-2", "true");
        assertThat(neighbour.event().get(2)).contains("pump-1", "\"a\\nb\"");
    }

    @Test
    void a_listener_goes_on_after_the_last_event_it_saw() throws Exception {
        Stream first = listen("acme", "");
        api.live.committed(
                ACME,
                IntStream.range(0, 10).mapToObj(n -> point("press-1", "n", n)).toList());
        first.event();
        String seen = first.event().getFirst().substring("id: ".length());
        first.close();

        Stream again = listen("acme", "", "Last-Event-ID", seen);

        assertThat(again.event().get(2)).contains("\"value\":2");
    }

    @Test
    void a_listener_that_comes_from_elsewhere_is_told_that_it_missed_something() throws Exception {
        Stream listener = listen("acme", "", "Last-Event-ID", "00000000-17");

        assertThat(listener.event()).containsExactly("event: missed", "data: {}");
        api.live.committed(ACME, List.of(point("press-1", "t", 7)));
        assertThat(listener.event().get(2)).contains("\"value\":7");
    }

    @Test
    void whoever_does_not_read_is_dropped_and_delays_nobody() throws Exception {
        Stream idle = listen("acme", "");
        Stream reader = listen("acme", "?tag=last");
        List<CommittedPoint> much = IntStream.range(0, 10_000)
                .mapToObj(n -> point("press-1", "x".repeat(200), n))
                .toList();

        for (int i = 0; i < 20; i++) {
            api.live.committed(ACME, much);
            // The one who reads keeps up, because nothing of it is for him.
            api.live.committed(ACME, List.of(point("press-1", "last", i)));
            assertThat(reader.event().get(2)).contains("\"value\":" + i);
        }

        long events = 0;
        while (!idle.event().isEmpty()) {
            events++;
        }
        assertThat(events).isLessThan(200_000);
    }

    @Test
    void a_tenant_that_is_no_longer_served_ends_its_listeners() throws Exception {
        try (TestApi other = new TestApi(directory.resolve("other")).holding("gone")) {
            other.brokers.put(new TenantId("gone"), new Consuming());
            HttpClient client = TestApi.client(TestApi.CONTROL_PLANE);
            HttpResponse<InputStream> response = client.send(
                    HttpRequest.newBuilder(other.uri("/v1/tenants/gone/live")).build(), BodyHandlers.ofInputStream());

            other.forget("gone");

            String rest = new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(rest).startsWith(":");
            assertThat(other.get("/v1/tenants/gone/latest").statusCode()).isEqualTo(404);
            client.close();
        }
    }

    @Test
    void a_replica_that_hears_no_devices_says_so_instead_of_being_silent() throws Exception {
        Stream listener = listen("acme", "");
        Consuming away = new Consuming();
        away.connected = false;
        BrokerConnection before = Objects.requireNonNull(api.brokers.put(ACME, away));
        try {
            HttpResponse<String> response = api.get("/v1/tenants/acme/live");

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.headers().firstValue("Connection")).hasValue("close");
            assertThat(listener.event()).isEmpty();
        } finally {
            api.brokers.put(ACME, before);
        }
    }

    @Test
    void nobody_listens_once_they_are_gone() throws Exception {
        Stream listener = listen("bolt", "");
        assertThat(api.live.wanted(BOLT)).isTrue();
        listener.close();

        await().atMost(Duration.ofSeconds(60)).until(() -> {
            api.live.committed(BOLT, List.of(point("pump-1", "t", 1)));
            return api.live.listeners(BOLT) == 0;
        });
    }
}
