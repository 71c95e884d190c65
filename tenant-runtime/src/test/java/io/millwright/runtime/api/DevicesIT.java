package io.millwright.runtime.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.runtime.broker.BrokerConnection;
import io.millwright.runtime.broker.NotPublishedException;
import io.millwright.wire.TenantId;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Devices, what they lost and what was quarantined; usage and traffic; and what is ordered over the broker. */
@Timeout(60)
class DevicesIT {

    private static final String ACME = "/v1/tenants/acme";
    private static final String JWS = "eyJhbGciOiJFUzI1NiJ9.e30.c2ln";

    @TempDir
    static Path directory;

    private static TestApi api;

    private final Published broker = new Published();

    /** Remembers what was published, and confirms it unless told otherwise. */
    private static final class Published implements BrokerConnection {

        private final List<String> messages = new CopyOnWriteArrayList<>();
        private volatile boolean confirms = true;
        private volatile boolean connected = true;

        @Override
        public CompletionStage<Void> publish(String topic, byte[] payload, int qos, boolean retain) {
            messages.add(topic + " " + qos + " " + retain + " " + new String(payload, StandardCharsets.UTF_8));
            return confirms
                    ? CompletableFuture.completedFuture(null)
                    : CompletableFuture.failedFuture(new NotPublishedException("not now", null));
        }

        @Override
        public boolean connected() {
            return connected;
        }
    }

    @BeforeAll
    static void start() throws Exception {
        api = new TestApi(directory).holding("acme").holding("bolt");
        api.store("acme", """
            INSERT INTO device (id, site, connected, last_seen, config_ack, config_error) VALUES
            ('press-1', 'bremen', true, '2026-11-21 10:00:00Z', 'abc', NULL), ('press-2', 'bremen', false, NULL, NULL, 'bad tag')\
            """, """
            INSERT INTO stream (device, stream, highest, missing, lost) VALUES
            ('press-1', 'k3x9', 100, '{3,5,9,9}', '{20,25}')\
            """, """
            INSERT INTO gap (device, stream, first_seq, last_seq, reason, at) VALUES
            ('press-1', 'k3x9', 20, 25, 'cap', '2026-11-21 09:00:00Z')\
            """, """
            INSERT INTO quarantine (at, device, topic, reason, tag, stream, seq, size, payload) SELECT
            '2026-11-21 09:00:00Z', 'press-1', 'mw/v1/acme/bremen/press-1/telemetry', 'too_old', 't', 'k3x9', n, 3, 'abc'
            FROM generate_series(1, 5) n\
            """, """
            INSERT INTO usage_row (meter, hour, source, revision, quantity)
            SELECT 'points', '2026-11-21 09:00:00Z', 'runtime', n, n * 1000.5 FROM generate_series(1, 5) n\
            """, """
            INSERT INTO device_hour (device, hour, messages, points, bytes_in) VALUES
            ('press-1', '2026-11-20 23:00:00Z', 10, 100, 1000), ('press-1', '2026-11-21 00:00:00Z', 20, 200, 2000),
            ('press-1', '2026-11-21 09:00:00Z', 5, 50, 500), ('press-2', '2026-11-21 09:00:00Z', 1, 10, 100)\
            """, """
            INSERT INTO refusal (at, identity, reason, topic, count)
            SELECT '2026-11-21 09:00:00Z'::timestamptz + n * interval '1 s', 'urn:millwright:acme:bremen:press-1', 'foreign-device',
            CASE WHEN n > 1 THEN 'mw/v1/x' END, n FROM generate_series(1, 3) n\
            """, """
            INSERT INTO arrival_hour (hour, slot, stored, duplicate, quarantined, gaps, dropped, held) VALUES
            ('2026-11-21 09:00:00Z', 0, 10, 1, 2, 1, 0, 0), ('2026-11-21 09:00:00Z', 1, 5, 0, 0, 0, 1, 2)\
            """);
        api.store("bolt", "INSERT INTO device (id, site) VALUES ('pump-1', 'ulm')");
    }

    @BeforeEach
    void connect() {
        api.brokers.put(new TenantId("acme"), broker);
    }

    @AfterAll
    static void stop() throws Exception {
        api.close();
    }

    @Test
    void devices_say_how_complete_they_are() throws Exception {
        JsonNode devices = api.json(ACME + "/devices").path("devices");

        assertThat(devices.size()).isEqualTo(2);
        assertThat(devices.get(0).toString()).isEqualTo("""
            {"device":"press-1","site":"bremen","connected":true,"lastSeen":"2026-11-21T10:00:00.000Z",\
            "streams":[{"stream":"k3x9","committed":100,"missing":[[3,5],[9,9]],"lost":6}],\
            "gaps":[{"stream":"k3x9","from":20,"to":25,"reason":"cap","at":"2026-11-21T09:00:00.000Z"}],\
            "completeness":0.9,"configuration":{"acknowledged":"abc"}}\
            """);
        assertThat(devices.get(1).toString()).isEqualTo("""
            {"device":"press-2","site":"bremen","connected":false,"streams":[],"gaps":[],"completeness":1.0,\
            "configuration":{"error":"bad tag"}}\
            """);
        assertThat(api.json(ACME + "/devices/press-1").path("devices").get(0)).isEqualTo(devices.get(0));
    }

    @Test
    void another_tenants_device_is_as_absent_as_one_that_never_was() throws Exception {
        HttpResponse<String> foreign = api.get(ACME + "/devices/pump-1");
        HttpResponse<String> nobody = api.get(ACME + "/devices/nobody");

        assertThat(foreign.statusCode()).isEqualTo(404);
        assertThat(foreign.body()).isEqualTo(nobody.body());
        assertThat(api.send("POST", ACME + "/devices/pump-1/commands", "{\"id\":\"1\",\"ttlMs\":1,\"body\":1}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(broker.messages).isEmpty();
    }

    @Test
    void the_quarantine_comes_newest_first_by_pages() throws Exception {
        JsonNode first = api.json(ACME + "/quarantine?limit=3");
        JsonNode second = api.json(
                ACME + "/quarantine?limit=3&cursor=" + first.path("next").stringValue());

        assertThat(first.path("items").get(0).toString()).isEqualTo("""
            {"id":"5","at":"2026-11-21T09:00:00.000Z","device":"press-1","topic":"mw/v1/acme/bremen/press-1/telemetry",\
            "reason":"too_old","tag":"t","payload":"YWJj","stream":"k3x9","seq":5}\
            """);
        assertThat(first.path("items").size()).isEqualTo(3);
        assertThat(second.path("items").size()).isEqualTo(2);
        assertThat(second.has("next")).isFalse();
    }

    @Test
    void what_is_in_quarantine_is_looked_at_tried_again_and_thrown_away_by_its_own_tenant_alone() throws Exception {
        api.store("bolt", """
            INSERT INTO quarantine (at, device, topic, reason, tag, size, payload)
            SELECT '2026-11-21 09:00:00Z', 'b', 'mw/v1/bolt/s/b/telemetry', 'too_old', 't', 3, 'abc' FROM generate_series(1, 900) n\
            """);
        for (String call : List.of("GET 900", "POST 900/replay", "DELETE 900")) {
            String[] parts = call.split(" ");
            assertThat(api.send(parts[0], ACME + "/quarantine/" + parts[1], "").statusCode())
                    .as(call)
                    .isEqualTo(404);
        }
        String bolts = "/v1/tenants/bolt/quarantine/900";
        assertThat(api.json(bolts).path("device").stringValue()).isEqualTo("b");
        assertThat(api.send("POST", bolts + "/replay", "").body()).isEqualTo("{\"outcome\":\"in_part\"}");
        assertThat(api.send("DELETE", bolts, "").statusCode()).isEqualTo(204);
        assertThat(api.get(bolts).statusCode()).isEqualTo(404);
        assertThat(api.get(ACME + "/quarantine/x").statusCode()).isEqualTo(400);
    }

    @Test
    void usage_after_a_cursor_is_the_same_whenever_it_is_asked() throws Exception {
        JsonNode first = api.json(ACME + "/usage?limit=2");
        String cursor = first.path("next").stringValue();

        assertThat(first.path("rows").get(1).toString()).isEqualTo("""
            {"tenant":"acme","incarnation":"01JD0000000000000000000000","meter":"points",\
            "hour":"2026-11-21T09:00:00.000Z","source":"runtime","revision":2,"quantity":2001.0}\
            """);
        assertThat(api.json(ACME + "/usage?after=&limit=2")).isEqualTo(first);
        JsonNode second = api.json(ACME + "/usage?after=" + cursor);
        assertThat(second.path("rows").size()).isEqualTo(3);
        JsonNode end = api.json(ACME + "/usage?after=" + second.path("next").stringValue());
        assertThat(end.path("rows").size()).isZero();
        assertThat(end.path("next")).isEqualTo(second.path("next"));
    }

    @Test
    void a_cursor_of_an_earlier_incarnation_begins_at_the_beginning() throws Exception {
        assertThat(api.json(ACME + "/usage?after=01JC0000000000000000000000-4")
                        .path("rows")
                        .size())
                .isEqualTo(5);
    }

    @Test
    void usage_is_told_by_device_and_adds_up() throws Exception {
        String november = "from=2026-11-20T23:00:00Z&to=2026-11-21T10:00:00Z";

        assertThat(api.json(ACME + "/usage/devices?" + november).path("devices").toString())
                .isEqualTo("""
                    [{"device":"press-1","messages":35,"points":350,"bytesIn":3500,"deviceHours":3},\
                    {"device":"press-2","messages":1,"points":10,"bytesIn":100,"deviceHours":1}]\
                    """);
        assertThat(api.json(ACME + "/usage/devices/press-1?unit=day&" + november)
                        .path("spans")
                        .toString())
                .isEqualTo("""
                    [{"from":"2026-11-20T00:00:00.000Z","messages":10,"points":100,"bytesIn":1000,"deviceHours":1},\
                    {"from":"2026-11-21T00:00:00.000Z","messages":25,"points":250,"bytesIn":2500,"deviceHours":2}]\
                    """);
        assertThat(api.json(ACME + "/usage/devices?from=2026-11-20T23:00:00Z&to=2026-11-21T00:00:00Z")
                        .path("devices")
                        .findValuesAsString("deviceHours"))
                .containsExactly("1");
        assertThat(api.json("/v1/tenants/bolt/usage/devices?" + november)
                        .path("devices")
                        .size())
                .isZero();
    }

    @Test
    void refusals_after_a_cursor_are_the_same_whenever_they_are_asked_and_the_own_tenants() throws Exception {
        JsonNode first = api.json(ACME + "/refusals?limit=2");
        String cursor = first.path("next").stringValue();

        assertThat(first.path("rows").toString()).isEqualTo("""
            [{"id":1,"at":"2026-11-21T09:00:01.000Z","identity":"urn:millwright:acme:bremen:press-1",\
            "reason":"foreign-device","count":1},\
            {"id":2,"at":"2026-11-21T09:00:02.000Z","identity":"urn:millwright:acme:bremen:press-1",\
            "reason":"foreign-device","topic":"mw/v1/x","count":2}]\
            """);
        assertThat(api.json(ACME + "/refusals?after=&limit=2")).isEqualTo(first);
        JsonNode second = api.json(ACME + "/refusals?after=" + cursor);
        assertThat(second.path("rows").size()).isEqualTo(1);
        JsonNode end = api.json(ACME + "/refusals?after=" + second.path("next").stringValue());
        assertThat(end.path("next")).isEqualTo(second.path("next"));
        assertThat(api.json("/v1/tenants/bolt/refusals?after=" + cursor)
                        .path("rows")
                        .size())
                .isZero();
        assertThat(api.get(ACME + "/refusals?after=x").statusCode()).isEqualTo(400);
    }

    @Test
    void traffic_accounts_for_every_message_by_its_hour_of_arrival() throws Exception {
        JsonNode hours = api.json(ACME + "/traffic?from=2026-11-21T00:00:00Z&to=2026-11-22T00:00:00Z")
                .path("hours");

        assertThat(hours.toString()).isEqualTo("""
            [{"hour":"2026-11-21T09:00:00.000Z","messages":22,"stored":15,"duplicate":1,"quarantined":2,"gaps":1,\
            "dropped":1,"held":2}]\
            """);
    }

    @Test
    void storage_is_measured_and_its_end_foreseen_from_a_week_of_samples() throws Exception {
        api.store("bolt", """
            INSERT INTO usage_window (meter, hour, source, slot, quantity)
            SELECT 'storage_gb_hours', date_trunc('hour', now(), 'UTC') - h * interval '1 hour', 'runtime', 0, 9 - h * 0.5 / 24
            FROM generate_series(0, 300) h\
            """);

        JsonNode unknown = api.json(ACME + "/storage");
        JsonNode growing = api.json("/v1/tenants/bolt/storage");

        long limit = 5L << 30;
        long daily = (1L << 30) / 2;
        assertThat(growing.path("limitBytes").longValue()).isEqualTo(limit);
        assertThat(growing.path("bytesPerDay").longValue()).isEqualTo(daily);
        assertThat(growing.path("daysLeft").longValue())
                .isEqualTo((limit - growing.path("bytes").longValue()) / daily)
                .isEqualTo(9);
        assertThat(growing.path("since").stringValue()).endsWith(":00:00.000Z");
        assertThat(unknown.path("bytes").longValue()).isPositive();
        assertThat(unknown.has("bytesPerDay") || unknown.has("since") || unknown.has("daysLeft"))
                .as("one sample or none")
                .isFalse();
    }

    @Test
    void a_configuration_is_published_retained_and_confirmed() throws Exception {
        HttpResponse<String> response = api.send("PUT", ACME + "/devices/press-1/configuration?site=bremen", JWS);

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(broker.messages).containsExactly("mw/v1/acme/bremen/press-1/config 1 true " + JWS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "a.b", "a.b.c.d", "a.b.c\n", "a.b.ü"})
    void what_is_no_signed_configuration_is_not_published(String body) throws Exception {
        assertThat(api.send("PUT", ACME + "/devices/press-1/configuration?site=bremen", body)
                        .statusCode())
                .isEqualTo(400);
        assertThat(broker.messages).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/devices/press-1/configuration",
                "/devices/press-1/configuration?site=service",
                "/devices/press-1/configuration?site=%2B",
                "/devices/press-1/configuration?site=a/b",
                "/devices/+/configuration?site=bremen",
                "/devices/%23/configuration?site=bremen",
                "/revocations/xyz",
                "/revocations/00112233445566778899001122334455667788990",
                "/revocations/%22%7D"
            })
    void no_topic_can_be_made_of_what_is_no_name(String path) throws Exception {
        assertThat(api.send("PUT", ACME + path, JWS).statusCode()).isEqualTo(400);
        assertThat(broker.messages).isEmpty();
    }

    @Test
    void a_command_is_published_once_however_often_it_comes() throws Exception {
        String command = "{\"id\":\"c-1\",\"ttlMs\":60000,\"body\":{\"restart\":true}}";
        for (int i = 0; i < 3; i++) {
            assertThat(api.send("POST", ACME + "/devices/press-1/commands", command, "Idempotency-Key", "once")
                            .statusCode())
                    .isEqualTo(202);
        }

        assertThat(broker.messages).hasSize(1);
        assertThat(broker.messages.getFirst())
                .startsWith("mw/v1/acme/bremen/press-1/command 1 false "
                        + "{\"id\":\"c-1\",\"ttlMs\":60000,\"body\":{\"restart\":true},\"ts\":");
        assertThat(api.send(
                                "POST",
                                ACME + "/devices/press-1/commands",
                                command.replace("true", "false"),
                                "Idempotency-Key",
                                "once")
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void what_the_broker_does_not_confirm_is_not_done_and_may_be_asked_again() throws Exception {
        String command = "{\"id\":\"c-2\",\"ttlMs\":60000,\"body\":1}";
        broker.confirms = false;
        assertThat(api.send("PUT", ACME + "/revocations/0A", "{}").statusCode()).isEqualTo(503);
        assertThat(api.send("POST", ACME + "/devices/press-1/commands", command).statusCode())
                .isEqualTo(503);
        broker.connected = false;
        HttpResponse<String> away = api.send("PUT", ACME + "/devices/press-1/configuration?site=bremen", JWS);
        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(away.headers().firstValue("Retry-After")).isPresent();

        broker.confirms = true;
        broker.connected = true;
        assertThat(api.send("PUT", ACME + "/revocations/0A", "{}").statusCode()).isEqualTo(204);
        assertThat(api.send("POST", ACME + "/devices/press-1/commands", command).statusCode())
                .isEqualTo(202);
        assertThat(broker.messages.getLast()).contains("c-2");
        assertThat(broker.messages).contains("mw/v1/acme/service/deny 1 false {\"serial\":\"a\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"id\":\"a b\",\"ttlMs\":1,\"body\":1}",
                "{\"id\":\"1\",\"ttlMs\":0,\"body\":1}",
                "{\"id\":\"1\",\"ttlMs\":1.5,\"body\":1}",
                "{\"id\":\"1\",\"ttlMs\":1e30,\"body\":1}",
                "{\"id\":\"1\",\"ttlMs\":1}",
                "{\"id\":\"1\",\"id\":\"2\",\"ttlMs\":1,\"body\":1}",
                "{\"id\":\"1\",\"ttlMs\":1,\"body\":1} x"
            })
    void what_is_no_command_is_not_published(String body) throws Exception {
        assertThat(api.send("POST", ACME + "/devices/press-1/commands", body).statusCode())
                .isEqualTo(400);
        assertThat(broker.messages).isEmpty();
    }

    @Test
    void nested_ten_thousand_deep_is_refused() throws Exception {
        String deep = "{\"id\":\"1\",\"ttlMs\":1,\"body\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";

        assertThat(api.send("POST", ACME + "/devices/press-1/commands", deep).statusCode())
                .isEqualTo(400);
    }
}
