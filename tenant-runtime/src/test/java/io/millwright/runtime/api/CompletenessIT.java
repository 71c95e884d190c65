package io.millwright.runtime.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.runtime.ingest.Arrival;
import io.millwright.runtime.ingest.DecodedIngest;
import io.millwright.wire.DeviceId;
import io.millwright.wire.DeviceTopic;
import io.millwright.wire.SiteId;
import io.millwright.wire.TenantId;
import io.millwright.wire.TopicKind;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From messages that come, do not come, or come to nothing, to the minutes that the API tells of. */
@Timeout(120)
class CompletenessIT {

    private static final String ACME = "/v1/tenants/acme/devices/";

    /** A minute begins here; messages of a test are of the hour after, and arrive two hours after. */
    private static final Instant START =
            Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(3));

    private static final Instant ARRIVAL = START.plus(Duration.ofHours(2));

    private static final String RANGE = "?from=" + START + "&to=" + START.plus(Duration.ofHours(3));

    @TempDir
    static Path directory;

    private static TestApi api;

    @BeforeAll
    static void start() throws Exception {
        api = new TestApi(directory).holding("acme").holding("bolt");
        api.store("bolt", "INSERT INTO device (id, site) VALUES ('pump-1', 'ulm')");
    }

    @AfterAll
    static void stop() throws Exception {
        api.close();
    }

    private static void come(String device, String... bodies) throws SQLException {
        DecodedIngest ingest = new DecodedIngest(
                api.writer("acme"), () -> Duration.ofDays(7), Clock.fixed(ARRIVAL, ZoneOffset.UTC), 0);
        ingest.store(arrivals(device, bodies));
    }

    private static List<Arrival> arrivals(String device, String... bodies) {
        DeviceTopic topic =
                new DeviceTopic(new TenantId("acme"), new SiteId("bremen"), new DeviceId(device), TopicKind.TELEMETRY);
        return Stream.of(bodies)
                .map(body -> new Arrival(topic, body.getBytes(StandardCharsets.UTF_8), () -> {}))
                .toList();
    }

    /** Of minute {@code seq - 1}. */
    private static String message(long seq) {
        return message("k3x9", seq, START.plus(Duration.ofMinutes(seq - 1)));
    }

    private static String message(String stream, long seq, Instant time) {
        return "{\"v\":1,\"stream\":\"" + stream + "\",\"seq\":" + seq + ",\"ts\":" + time.toEpochMilli()
                + ",\"m\":{\"a\":1}}";
    }

    private static String gap(long first, long last, String reason) {
        return "{\"v\":2,\"stream\":\"k3x9\",\"gap\":[[" + first + "," + last + "]],\"reason\":\"" + reason + "\"}";
    }

    private static JsonNode record(String device) throws Exception {
        return api.json(ACME + device + "/completeness" + RANGE);
    }

    /** Each as minutes after the start, reason, and how many. */
    private static List<String> missing(JsonNode record) {
        List<String> told = new ArrayList<>();
        for (JsonNode each : record.path("missing")) {
            told.add(minute(each, "from") + "-" + minute(each, "to") + " "
                    + each.path("reason").stringValue()
                    + (each.has("declared") ? " " + each.path("declared").stringValue() : "")
                    + (each.has("messages") ? " " + each.path("messages").longValue() : "")
                    + (each.has("items") ? " " + each.path("items").longValue() : ""));
        }
        return told;
    }

    private static long minute(JsonNode each, String field) {
        return Duration.between(START, Instant.parse(each.path(field).stringValue()))
                .toMinutes();
    }

    @Test
    void a_hole_is_told_between_the_messages_beside_it_until_what_was_missing_comes() throws Exception {
        come("press-1", message(1), message(2), message(2), message(5), message(6), message(7));
        come("press-1", message(10), message(2), message(13));

        assertThat(missing(record("press-1"))).containsExactly("1-5 hole 2", "6-13 hole 4");

        // Late and out of order, and a part of them only.
        come("press-1", message(11), message(3), message(4));
        assertThat(missing(record("press-1"))).containsExactly("6-13 hole 3");
        come("press-1", message(12), message(9), message(8));
        JsonNode whole = record("press-1");
        assertThat(missing(whole)).isEmpty();
        assertThat(whole.path("unplaced").size()).isZero();
        assertThat(whole.path("streams").toString())
                .isEqualTo("[{\"stream\":\"k3x9\",\"highest\":13,\"through\":\""
                        + JsonValues.time(START.plus(Duration.ofMinutes(12)).toEpochMilli()) + "\"}]");
    }

    @Test
    void a_declared_loss_has_its_reason_and_what_comes_of_it_after_all_is_not_missing() throws Exception {
        come("press-2", message(1), message(20));
        come("press-2", gap(2, 10, "cap"), gap(11, 11, "corrupt"), gap(21, 30, "cap"));

        JsonNode told = record("press-2");
        assertThat(missing(told)).containsExactlyInAnyOrder("0-20 hole 8", "0-20 gap cap 9", "0-20 gap corrupt 1");
        assertThat(told.path("unplaced").toString())
                .isEqualTo("[{\"reason\":\"gap\",\"declared\":\"cap\",\"stream\":\"k3x9\",\"messages\":10,\"after\":\""
                        + JsonValues.time(START.plus(Duration.ofMinutes(19)).toEpochMilli())
                        + "\"}]");

        come("press-2", message(10), message(31));
        assertThat(missing(record("press-2")))
                .containsExactlyInAnyOrder("9-20 hole 8", "0-10 gap cap 8", "9-20 gap corrupt 1", "19-31 gap cap 10");
    }

    @Test
    void what_is_quarantined_is_missing_since_it_came_until_it_is_stored_and_also_when_it_is_thrown_away()
            throws Exception {
        String old = message("k3x9", 2, START.minus(Duration.ofDays(10)));
        come(
                "press-3",
                message(1),
                old,
                "no json",
                message(3),
                "{\"v\":1,\"stream\":\"k3x9\",\"seq\":4,\"ts\":" + START.toEpochMilli()
                        + ",\"m\":{\"a\":1,\"b\":{\"x\":[]}}}");

        JsonNode told = record("press-3");
        assertThat(missing(told)).containsExactlyInAnyOrder("120-121 quarantined 2", "120-121 quarantined 1");
        assertThat(told.path("missing").findValuesAsString("clock")).containsOnly("arrival");

        JsonNode items = api.json("/v1/tenants/acme/quarantine").path("items");
        for (JsonNode item : items) {
            if (item.path("device").stringValue().equals("press-3")) {
                String path = "/v1/tenants/acme/quarantine/" + item.path("id").stringValue();
                boolean whole = item.path("reason").stringValue().equals("too_old");
                HttpResponse<String> done =
                        whole ? api.send("POST", path + "/replay", "") : api.send("DELETE", path, "");
                assertThat(done.statusCode()).isBetween(200, 204);
            }
        }
        assertThat(missing(record("press-3"))).containsExactlyInAnyOrder("120-121 discarded 1", "120-121 discarded 1");
    }

    @Test
    void a_device_that_is_away_is_offline_since_it_left_and_held_messages_are_told_by_the_hour() throws Exception {
        api.store(
                "acme",
                "INSERT INTO device (id, site, connected, state_at) VALUES ('press-4', 'bremen', false, '"
                        + START.plusSeconds(90) + "')",
                "INSERT INTO arrival_hour (hour, slot, held, dropped) VALUES ('" + START + "', 7, 3, 1), ('"
                        + START.minus(Duration.ofHours(1)) + "', 7, 5, 0)");

        JsonNode told = record("press-4");

        assertThat(told.path("missing").size()).isEqualTo(1);
        assertThat(told.path("missing").get(0).path("reason").stringValue()).isEqualTo("offline");
        assertThat(minute(told.path("missing").get(0), "from")).isEqualTo(1);
        assertThat(told.path("notTaken").toString())
                .isEqualTo("[{\"hour\":\"" + JsonValues.time(START.toEpochMilli()) + "\",\"held\":3,\"dropped\":1}]");
        assertThat(told.path("streams").size()).isZero();
    }

    @Test
    void another_tenants_device_is_as_absent_as_one_that_never_was() throws Exception {
        HttpResponse<String> foreign = api.get(ACME + "pump-1/completeness" + RANGE);
        HttpResponse<String> nobody = api.get(ACME + "nobody/completeness" + RANGE);

        assertThat(foreign.statusCode()).isEqualTo(404);
        assertThat(foreign.body()).isEqualTo(nobody.body());
        assertThat(api.get("/v1/tenants/bolt/devices/pump-1/completeness").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?from=2026-01-01T00:00:00Z&to=2026-02-02T00:00:00Z",
                "?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z",
                "?from=yesterday",
                "?cursor=%27%3B--",
                "?cursor=a&cursor=b"
            })
    void what_cannot_be_answered_is_refused_with_a_sentence(String query) throws Exception {
        HttpResponse<String> response = api.get(ACME + "press-1/completeness" + query);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("\"detail\":");
    }

    @Test
    void a_device_of_many_streams_that_are_all_in_pieces_comes_by_pages_of_bounded_size() throws Exception {
        // Every third message is missing: of 40 streams 1,024, minutes apart in 20 of them, and of the others one.
        api.store("acme", "INSERT INTO device (id, site) VALUES ('shredder', 'bremen')", """
            INSERT INTO stream (device, stream, highest, missing, lost, times)
            SELECT 'shredder', 's' || to_char(s, 'FM0000'), 3074,
                (SELECT array_agg(v ORDER BY k) FROM generate_series(0, last) k, unnest(ARRAY[3 * k + 3, 3 * k + 3]) v), '{}',
                (SELECT array_agg(v ORDER BY k, i) FROM generate_series(0, last + 1) k, unnest(ARRAY[
                    3 * k + 1, %1$d + 180000::bigint * k * (s <= 20)::int,
                    3 * k + 2, %1$d + (180000::bigint * k + 120000) * (s <= 20)::int]) WITH ORDINALITY u(v, i))
            FROM (SELECT s, CASE WHEN s <= 40 THEN 1023 ELSE 0 END AS last FROM generate_series(1, 600) s) streams\
            """.formatted(
                        START.toEpochMilli()));
        Set<String> streams = new HashSet<>();
        long holes = 0;
        int pages = 0;
        String query = "?from=" + START.minusSeconds(60) + "&to=" + START.plus(Duration.ofDays(30));
        for (String cursor = ""; cursor != null; pages++) {
            HttpResponse<String> response = api.get(ACME + "shredder/completeness" + query + cursor);
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            assertThat(response.body().length()).isLessThan(4_000_000);
            JsonNode page = JsonMapper.shared().readTree(response.body());
            streams.addAll(page.path("streams").findValuesAsString("stream"));
            for (JsonNode each : page.path("missing")) {
                holes += each.path("messages").longValue();
            }
            cursor = page.has("next") ? "&cursor=" + page.path("next").stringValue() : null;
        }

        assertThat(streams).hasSize(600);
        assertThat(holes).isEqualTo(40 * 1_024 + 560);
        assertThat(pages).isBetween(4, 10);
    }
}
