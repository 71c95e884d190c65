package io.millwright.controlplane.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.millwright.controlplane.ApiClient;
import io.millwright.controlplane.ApiClient.Answer;
import io.millwright.controlplane.TestPlatform;
import io.millwright.controlplane.device.TestDevices;
import io.millwright.controlplane.identity.ApiKeys;
import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.identity.Grant;
import io.millwright.controlplane.identity.KnownTenants;
import io.millwright.controlplane.identity.Role;
import io.millwright.controlplane.runtime.RuntimeLocator;
import io.millwright.wire.SiteId;
import io.millwright.wire.TenantId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The control plane in front of a runtime that behaves, and one that does not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TelemetryApiIT {

    private static final TenantId TENANT = new TenantId("measured");
    private static final String TELEMETRY = "/api/v1/tenants/measured/telemetry";

    private final RuntimeStandIn runtime;
    private final TestPlatform platform;
    private ApiClient own;

    TelemetryApiIT() throws Exception {
        runtime = new RuntimeStandIn();
        System.setProperty("test.runtime", runtime.origin().toString());
        platform = new TestPlatform(
                List.of(
                        "millwright.control-plane.runtime.request-timeout=1s",
                        "millwright.control-plane.runtime.largest-answer=100000",
                        "millwright.control-plane.streams.heartbeat=200ms",
                        "millwright.control-plane.streams.per-caller=2"),
                Located.class);
        own = new ApiClient(platform.api(), null);
    }

    @Configuration(proxyBeanMethods = false)
    static class Located {
        @Bean
        RuntimeLocator located() {
            return _ -> Optional.of(URI.create(System.getProperty("test.runtime")));
        }
    }

    @BeforeAll
    void start() throws Exception {
        platform.readyTenant("measured");
        platform.kubernetes()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName("millwright-pki")
                        .endMetadata()
                        .build())
                .serverSideApply();
        secret("control-plane");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> platform.bean(KnownTenants.class).contains(TENANT));
        own = new ApiClient(platform.api(), key());
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> own.get(TELEMETRY + "/latest").status() == 200);
    }

    @BeforeEach
    void behave() {
        runtime.answer.set(new RuntimeStandIn.Answer(200, "{\"points\":[]}"));
    }

    @AfterAll
    void stop() throws Exception {
        platform.close();
        runtime.close();
    }

    @Test
    void a_question_reaches_the_runtime_as_it_was_asked_and_its_answer_comes_back() {
        runtime.answer.set(new RuntimeStandIn.Answer(200, "{\"points\":[{\"tag\":\"a,b\"}]}"));

        Answer answer = own.get(TELEMETRY + "/latest?device=press-1&device=press-2&tag=a,b");

        assertThat(answer.body().path("points").path(0).path("tag").asString()).isEqualTo("a,b");
        assertThat(runtime.requests.getLast())
                .isEqualTo("/v1/tenants/measured/latest?device=press-1&device=press-2&tag=a%2Cb");
        assertThat(runtime.callers.getLast()).contains("O=Millwright Platform");
    }

    @Test
    void nonsense_is_refused_here_with_every_fault() {
        int before = runtime.requests.size();

        Answer refused = own.get(TELEMETRY
                + "/history?tag=%0A&from=yesterday&to=2026-01-01T00:00:00Z&bucket=7w&aggregate=min,median&limit=10001");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().path("errors").findValuesAsString("field"))
                .containsExactly("device", "tag", "from", "bucket", "aggregate", "limit");
        assertThat(runtime.requests).hasSize(before);
    }

    @Test
    void the_quarantine_comes_by_pages_as_the_runtime_keeps_it() {
        runtime.answer.set(new RuntimeStandIn.Answer(200, """
            {"items":[{"id":"7","at":"2026-11-21T10:00:00.000Z","device":"press-1","topic":"mw/v1/x","reason":"too_old",\
            "payload":"YWJj","stream":"k3x9","seq":5,"later":"unknown"}],"next":"7"}\
            """));

        Answer answer = own.get(TELEMETRY + "/quarantine?limit=1&cursor=8");

        assertThat(runtime.requests.getLast())
                .startsWith("/v1/tenants/measured/quarantine?")
                .contains("limit=1", "cursor=8");
        assertThat(answer.body().path("items").path(0).path("payload").asString())
                .isEqualTo("YWJj");
        assertThat(answer.body().path("items").path(0).has("tag")).isFalse();
        assertThat(answer.body().path("next").asString()).isEqualTo("7");
        Answer refused = own.get(TELEMETRY + "/quarantine?limit=1001&cursor=%0A");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().path("errors").findValuesAsString("field")).containsExactly("limit", "cursor");
    }

    private ApiClient owner() {
        return new ApiClient(platform.api(), key(Grant.of(Role.OWNER)));
    }

    private static final String HELD =
            "{\"id\":\"7\",\"at\":\"2026-11-21T10:00:00Z\",\"device\":\"at-aachen\",\"reason\":\"too_old\",\"payload\":\"\"}";

    @Test
    void a_message_in_quarantine_is_read_again_or_thrown_away_and_the_trail_says_by_whom() {
        runtime.answer.set(new RuntimeStandIn.Answer(200, HELD.replace("}", ",\"outcome\":\"stored\",\"points\":12}")));

        Answer replayed = owner().post(TELEMETRY + "/quarantine/7:replay", "{}");

        assertThat(replayed.status()).isEqualTo(200);
        assertThat(replayed.body().toString()).isEqualTo("{\"points\":12}");
        assertThat(runtime.requests.getLast()).startsWith("/v1/tenants/measured/quarantine/7/replay");
        assertThat(owner().delete(TELEMETRY + "/quarantine/7").status()).isEqualTo(204);
        assertThat(owner().get("/api/v1/tenants/" + TENANT + "/audit").body().toString())
                .contains("quarantine.replay", "quarantine.discard", "quarantine/7");
    }

    @Test
    void what_is_still_refused_is_a_conflict_that_says_why() {
        runtime.answer.set(
                new RuntimeStandIn.Answer(200, HELD.replace("}", ",\"outcome\":\"refused\",\"reason\":\"too_old\"}")));

        Answer refused = owner().post(TELEMETRY + "/quarantine/7:replay", "{}");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().path("detail").asString()).isEqualTo("The message is still refused: too_old.");
    }

    @Test
    void a_message_of_another_site_or_without_a_number_is_not_there() {
        runtime.answer.set(new RuntimeStandIn.Answer(200, HELD));
        ApiClient bremen = new ApiClient(platform.api(), key(new Grant(Role.ENGINEER, Set.of(new SiteId("bremen")))));
        int before = runtime.requests.size();

        assertThat(bremen.post(TELEMETRY + "/quarantine/7:replay", "{}").status())
                .isEqualTo(404);
        assertThat(bremen.delete(TELEMETRY + "/quarantine/7").status()).isEqualTo(404);
        assertThat(runtime.requests.subList(before, runtime.requests.size()))
                .noneMatch(request -> request.contains("replay"));
        int looked = runtime.requests.size();
        assertThat(owner().delete(TELEMETRY + "/quarantine/..").status()).isGreaterThanOrEqualTo(400);
        assertThat(owner().delete(TELEMETRY + "/quarantine/x").status()).isEqualTo(404);
        assertThat(runtime.requests).hasSize(looked);
    }

    @Test
    void a_question_about_several_tags_reaches_the_runtime_with_all_it_says() {
        runtime.answer.set(new RuntimeStandIn.Answer(200, "{\"series\":[]}"));

        Answer tags =
                own.get(TELEMETRY + "/history?device=press-1&tag=a&tag=b,c&bucket=auto&points=500&aggregate=min,max");
        Answer series = own.get(TELEMETRY
                + "/history?series=press-1:a&series=press-2:b:c&bucket=15m&fill=previous&aggregate=mean&limit=96");
        Answer latest = own.get(TELEMETRY + "/latest?site=bremen&site=aachen");

        assertThat(List.of(tags.status(), series.status(), latest.status())).containsOnly(200);
        assertThat(runtime.requests.subList(runtime.requests.size() - 3, runtime.requests.size()))
                .containsExactly(
                        "/v1/tenants/measured/history?device=press-1&tag=a&tag=b%2Cc&bucket=auto&aggregate=min&aggregate=max"
                            + "&points=500",
                        "/v1/tenants/measured/history?series=press-1%3Aa&series=press-2%3Ab%3Ac&bucket=15m&aggregate=mean"
                            + "&fill=previous&limit=96",
                        "/v1/tenants/measured/latest?site=bremen&site=aachen");
        Answer refused = own.get(
                TELEMETRY
                        + "/history?series=a&series=press-1:&series=press-1:t&tag=t&fill=zero&format=xlsx&points=0&bucket=auto");
        assertThat(refused.body().path("errors").findValuesAsString("field"))
                .containsExactly("series", "series", "fill", "format", "points");
    }

    @Test
    void a_history_is_passed_on_however_large_it_is() {
        runtime.answer.set(
                new RuntimeStandIn.Answer(200, "2026-11-21T10:00:00.000Z,press-1,t,,1,192\r\n".repeat(50_000)));

        Answer file = own.get(TELEMETRY + "/history?device=press-1&tag=t&format=csv&limit=1000000");
        Answer collected = own.get(TELEMETRY + "/latest");

        assertThat(file.status()).isEqualTo(200);
        assertThat(file.header("Content-Type")).startsWith("text/csv");
        assertThat(file.header("Content-Disposition")).isEqualTo("attachment; filename=\"measured-history.csv\"");
        assertThat(file.response().body()).hasSize(50_000 * 43);
        assertThat(collected.status()).isEqualTo(503);
    }

    @ParameterizedTest
    @EnumSource(
            value = RuntimeStandIn.Then.class,
            names = {"BREAK_OFF", "HANG"})
    void an_answer_that_breaks_off_is_not_taken_for_a_whole_one(RuntimeStandIn.Then then) throws Exception {
        runtime.answer.set(new RuntimeStandIn.Answer(200, "time,value\r\n".repeat(10_000), then));
        HttpRequest request = stream("/history?device=press-1&tag=t&format=csv");

        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThatThrownBy(() -> answer.body().readAllBytes()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_reader_that_leaves_ends_the_runtimes_side_too() throws Exception {
        runtime.answer.set(new RuntimeStandIn.Answer(200, "x".repeat(10_000), RuntimeStandIn.Then.AGAIN));
        URI api = platform.api();
        String question = "GET " + TELEMETRY + "/history?device=press-1&tag=t HTTP/1.1\r\nHost: " + api.getAuthority()
                + "\r\nX-Api-Key: " + key() + "\r\n\r\n";

        try (Socket socket = new Socket(api.getHost(), api.getPort())) {
            socket.getOutputStream().write(question.getBytes(StandardCharsets.UTF_8));
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8))
                    .isEqualTo("HTTP/1.1 200");
        }

        assertThat(runtime.historyEnded.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_runtime_with_too_much_to_do_says_so() {
        runtime.answer.set(new RuntimeStandIn.Answer(429, "{}"));

        Answer busy = own.get(TELEMETRY + "/history?device=press-1&tag=t");

        assertThat(busy.status()).isEqualTo(429);
        assertThat(busy.header("Retry-After")).isEqualTo("5");
    }

    @Test
    void times_that_turn_round_are_refused() {
        assertThat(own.get(TELEMETRY + "/history?device=d&tag=t&from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void a_runtime_that_fails_is_unavailable_and_says_when_to_come_again() {
        runtime.answer.set(new RuntimeStandIn.Answer(500, "<html>stack trace"));

        Answer failed = own.get(TELEMETRY + "/latest");

        assertThat(failed.status()).isEqualTo(503);
        assertThat(failed.header("Retry-After")).isEqualTo("5");
        assertThat(failed.response().body()).doesNotContain("stack trace");
    }

    @Test
    void a_runtime_that_says_nothing_does_not_hold_the_caller() {
        runtime.answer.set(new RuntimeStandIn.Answer(-1, ""));

        assertThat(own.get(TELEMETRY + "/latest").status()).isEqualTo(503);
    }

    @Test
    void what_the_runtime_refuses_is_said_in_its_words() {
        runtime.answer.set(new RuntimeStandIn.Answer(400, "{\"detail\":\"The range is too long.\"}"));

        Answer refused = own.get(TELEMETRY + "/history?device=d&tag=t");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().path("detail").asString()).isEqualTo("The range is too long.");
    }

    @Test
    void a_client_that_leaves_ends_the_runtimes_side_too() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<java.io.InputStream> live =
                    http.send(stream("/live"), HttpResponse.BodyHandlers.ofInputStream());
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(live.body(), StandardCharsets.UTF_8))) {
                assertThat(live.statusCode()).isEqualTo(200);
                assertThat(lines.lines()
                                .filter(line -> line.startsWith("data:"))
                                .findFirst())
                        .contains("data: {\"tag\":\"t\"}");
            }
        }

        assertThat(runtime.liveEnded.await(60, TimeUnit.SECONDS)).isTrue();
    }

    /** What was under way in that moment may still arrive; then it is over. */
    @Test
    @Timeout(60)
    void a_stream_ends_when_its_key_is_revoked() throws Exception {
        ApiKeys.FreshKey fresh = platform.bean(ApiKeys.class)
                .create(TENANT, new ApiKeys.NewKey("short", Grant.of(Role.VIEWER), null), new Caller.Administrator());
        HttpRequest request = HttpRequest.newBuilder(platform.api().resolve("/api/v1/tenants/measured/events"))
                .header("X-Api-Key", fresh.secret())
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<java.io.InputStream> events = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            assertThat(events.statusCode()).isEqualTo(200);
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(events.body(), StandardCharsets.UTF_8))) {
                assertThat(lines.lines()
                                .filter(line -> line.startsWith("data:"))
                                .findFirst()
                                .orElseThrow())
                        .contains("\"phase\":\"Ready\"");
                platform.bean(ApiKeys.class).revoke(TENANT, fresh.key().id());
                while (lines.readLine() != null) {
                    // The end is what is waited for.
                }
            }
        }
    }

    @Test
    void a_grant_for_a_site_shows_its_devices_only() {
        TestDevices.active(platform, TENANT, "at-bremen", "press-line", "bremen");
        TestDevices.active(platform, TENANT, "at-aachen", "press-line", "aachen");
        ApiClient bremen = new ApiClient(platform.api(), key(new Grant(Role.OPERATOR, Set.of(new SiteId("bremen")))));
        runtime.answer.set(new RuntimeStandIn.Answer(
                200, "{\"points\":[{\"device\":\"at-bremen\",\"value\":1.5},{\"device\":\"at-aachen\",\"value\":2}]}"));

        assertThat(bremen.get(TELEMETRY + "/latest").body().toString())
                .isEqualTo("{\"points\":[{\"device\":\"at-bremen\",\"value\":1.5}]}");
        assertThat(own.get(TELEMETRY + "/latest").body().path("points").size()).isEqualTo(2);

        runtime.answer.set(new RuntimeStandIn.Answer(200, """
            {"items":[
              {"id":"9","at":"2026-11-21T10:00:00Z","device":"at-aachen","reason":"too_old","payload":""},
              {"id":"8","at":"2026-11-21T10:00:00Z","reason":"topic","payload":""},
              {"id":"7","at":"2026-11-21T10:00:00Z","device":"at-bremen","reason":"too_old","payload":""}],"next":"7"}\
            """));

        Answer quarantine = bremen.get(TELEMETRY + "/quarantine");

        assertThat(quarantine.body().path("items").findValuesAsString("id")).containsExactly("7");
        assertThat(quarantine.body().path("next").asString()).isEqualTo("7");
    }

    @Test
    void what_is_missing_of_a_device_is_told_as_the_runtime_knows_it_and_of_other_sites_not_at_all() {
        TestDevices.active(platform, TENANT, "lacks-bremen", "press-line", "bremen");
        TestDevices.active(platform, TENANT, "lacks-aachen", "press-line", "aachen");
        String devices = "/api/v1/tenants/measured/devices/";
        String range = "/completeness?from=2026-11-21T10:00:00Z&to=2026-11-21T12:00:00Z";
        runtime.answer.set(new RuntimeStandIn.Answer(200, """
            {"device":"lacks-bremen","from":"2026-11-21T10:00:00.000Z","to":"2026-11-21T12:00:00.000Z",\
            "missing":[{"from":"2026-11-21T10:04:00.000Z","to":"2026-11-21T10:09:00.000Z","reason":"gap","declared":"cap",\
            "clock":"data","stream":"k3x9","messages":240}],"unplaced":[{"reason":"hole","stream":"k3x9","messages":4,\
            "before":"2026-11-21T11:00:00.000Z"}],"streams":[{"stream":"k3x9","highest":500}],\
            "notTaken":[{"hour":"2026-11-21T10:00:00.000Z","held":3,"dropped":0}],"next":"k3x9","later":1}\
            """));
        ApiClient bremen = new ApiClient(platform.api(), key(new Grant(Role.VIEWER, Set.of(new SiteId("bremen")))));

        Answer whole = own.get(devices + "lacks-bremen" + range + "&cursor=a.b");

        assertThat(runtime.requests.getLast())
                .isEqualTo("/v1/tenants/measured/devices/lacks-bremen/completeness?from=2026-11-21T10%3A00%3A00Z"
                        + "&to=2026-11-21T12%3A00%3A00Z&cursor=a.b");
        assertThat(whole.body().path("missing").path(0).path("declared").asString())
                .isEqualTo("cap");
        assertThat(whole.body().path("unplaced").path(0).has("after")).isFalse();
        assertThat(whole.body().path("notTaken").path(0).path("held").asInt()).isEqualTo(3);
        assertThat(whole.body().path("next").asString()).isEqualTo("k3x9");
        Answer bySite = bremen.get(devices + "lacks-bremen" + range);
        assertThat(bySite.body().path("missing").size()).isEqualTo(1);
        assertThat(bySite.body().has("notTaken")).as("figures of other sites").isFalse();
        int before = runtime.requests.size();
        assertThat(bremen.get(devices + "lacks-aachen" + range).status()).isEqualTo(404);
        assertThat(own.get(devices + "never-enrolled" + range).status()).isEqualTo(404);
        assertThat(own.get(devices + "lacks-bremen/completeness?from=2026-01-01T00:00:00Z&to=2026-02-02T00:00:00Z")
                        .body()
                        .path("errors")
                        .findValuesAsString("message"))
                .containsExactly("must lie at most 31 days before to");
        assertThat(own.get(devices + "lacks-bremen/completeness?from=now&to=0000-01-01T00:00:00Z&cursor=%0A")
                        .body()
                        .path("errors")
                        .findValuesAsString("field"))
                .containsExactly("to", "from", "cursor");
        assertThat(runtime.requests).hasSize(before);
    }

    @Test
    void a_device_that_was_never_heard_of_lacks_nothing_that_is_known() {
        TestDevices.active(platform, TENANT, "mute", "press-line", "bremen");
        runtime.answer.set(new RuntimeStandIn.Answer(404, "{}"));

        Answer answer = own.get("/api/v1/tenants/measured/devices/mute/completeness");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("streams").size()).isZero();
        assertThat(answer.body().path("missing").size()).isZero();
    }

    private static final String BY_DEVICE = """
        {"devices":[
          {"device":"uses-bremen","messages":3,"points":30,"bytesIn":300,"deviceHours":1},
          {"device":"uses-aachen","messages":9,"points":10,"bytesIn":900,"deviceHours":2},
          {"device":"uses-dresden","messages":9,"points":20,"bytesIn":800,"deviceHours":1}]}\
        """;

    @Test
    void usage_comes_by_device_the_most_first_and_in_pages() {
        String usage = "/api/v1/tenants/measured/usage/devices?from=2026-11-21T00:30:00Z&to=2026-11-21T10:00:00Z";
        runtime.answer.set(new RuntimeStandIn.Answer(200, BY_DEVICE));

        Answer first = own.get(usage + "&limit=2");
        Answer second =
                own.get(usage + "&limit=2&cursor=" + first.body().path("next").asString());
        Answer byPoints = own.get(usage + "&meter=points");

        assertThat(runtime.requests.getLast())
                .startsWith("/v1/tenants/measured/usage/devices?")
                .contains("from=2026-11-21T00%3A00%3A00Z", "to=2026-11-21T10%3A00%3A00Z");
        assertThat(first.body().path("items").findValuesAsString("device"))
                .containsExactly("uses-aachen", "uses-dresden");
        assertThat(second.body().path("items").toString())
                .isEqualTo(
                        "[{\"device\":\"uses-bremen\",\"messages\":3,\"points\":30,\"bytesIn\":300,\"deviceHours\":1}]");
        assertThat(second.body().has("next")).isFalse();
        assertThat(byPoints.body().path("items").findValuesAsString("device"))
                .containsExactly("uses-bremen", "uses-dresden", "uses-aachen");
        assertThat(own.get(usage + "&meter=storage_gb_hours").status()).isEqualTo(400);
        assertThat(own.get("/api/v1/tenants/measured/usage/devices?from=2024-11-21T00:30:00Z")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void a_grant_for_a_site_shows_the_usage_of_its_devices_only() {
        TestDevices.active(platform, TENANT, "uses-bremen", "press-line", "bremen");
        TestDevices.active(platform, TENANT, "uses-aachen", "press-line", "aachen");
        ApiClient bremen = new ApiClient(platform.api(), key(new Grant(Role.VIEWER, Set.of(new SiteId("bremen")))));
        String usage = "/api/v1/tenants/measured/usage/devices";
        runtime.answer.set(new RuntimeStandIn.Answer(200, BY_DEVICE));

        Answer shown = bremen.get(usage + "?limit=1");
        int before = runtime.requests.size();
        Answer elsewhere = bremen.get(usage + "/uses-aachen");
        Answer nowhere = bremen.get(usage + "/uses-nowhere");

        assertThat(shown.body().path("items").findValuesAsString("device")).containsExactly("uses-bremen");
        assertThat(shown.body().has("next")).isFalse();
        assertThat(elsewhere.status()).isEqualTo(404);
        assertThat(elsewhere.response().body()).isEqualTo(nowhere.response().body());
        assertThat(runtime.requests).hasSize(before);
        assertThat(bremen.get("/api/v1/tenants/measured/usage").status()).isEqualTo(403);
    }

    @Test
    void the_usage_of_a_device_is_summed_by_meter_and_span() {
        TestDevices.active(platform, TENANT, "uses-often", "press-line", "bremen");
        String usage =
                "/api/v1/tenants/measured/usage/devices/uses-often?from=2026-10-31T23:00:00Z&to=2026-11-21T10:00:00Z";
        runtime.answer.set(new RuntimeStandIn.Answer(200, """
            {"spans":[{"from":"2026-10-01T00:00:00Z","messages":1,"points":10,"bytesIn":100,"deviceHours":1},
              {"from":"2026-11-01T00:00:00Z","messages":2,"points":20,"bytesIn":200,"deviceHours":2}]}\
            """));

        Answer months = own.get(usage + "&granularity=month&meter=points");
        Answer total = own.get(usage);

        assertThat(months.body().path("usage").toString()).isEqualTo("""
            [{"meter":"points","from":"2026-10-31T23:00:00Z","to":"2026-11-01T00:00:00Z","quantity":10},\
            {"meter":"points","from":"2026-11-01T00:00:00Z","to":"2026-11-21T10:00:00Z","quantity":20}]\
            """);
        assertThat(runtime.requests.getLast()).contains("unit=month");
        assertThat(total.body().path("usage").findValuesAsString("meter"))
                .containsExactly("messages", "points", "bytes_in", "device_hours");
        assertThat(total.body().path("usage").findValuesAsString("quantity")).containsExactly("3", "30", "300", "3");
    }

    @Test
    void the_past_of_a_device_elsewhere_is_asked_of_nobody() {
        TestDevices.active(platform, TENANT, "past-bremen", "press-line", "bremen");
        TestDevices.active(platform, TENANT, "past-aachen", "press-line", "aachen");
        ApiClient bremen = new ApiClient(platform.api(), key(new Grant(Role.VIEWER, Set.of(new SiteId("bremen")))));
        int before = runtime.requests.size();

        Answer elsewhere = bremen.get(TELEMETRY + "/history?device=past-aachen&tag=t");
        Answer absent = bremen.get(TELEMETRY + "/history?device=nobody&tag=t");
        Answer hidden = bremen.get(TELEMETRY + "/history?series=past-bremen:t&series=past-aachen:t");

        assertThat(elsewhere.status()).isEqualTo(404);
        assertThat(elsewhere.response().body())
                .isEqualTo(absent.response().body())
                .isEqualTo(hidden.response().body());
        assertThat(runtime.requests.subList(before, runtime.requests.size()))
                .noneMatch(request -> request.contains("history"));
        assertThat(bremen.get(TELEMETRY + "/history?device=past-bremen&tag=t").status())
                .isEqualTo(200);
    }

    @Test
    void a_renewed_certificate_is_used_without_a_restart() throws Exception {
        secret("control-plane-renewed");

        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(own.get(TELEMETRY + "/latest").status()).isEqualTo(200);
            assertThat(runtime.callers.getLast()).contains("control-plane-renewed");
        });
    }

    private String key() {
        return key(Grant.of(Role.OPERATOR));
    }

    private String key(Grant grant) {
        return platform.bean(ApiKeys.class)
                .create(TENANT, new ApiKeys.NewKey("test", grant, null), new Caller.Administrator())
                .secret();
    }

    private HttpRequest stream(String path) {
        return HttpRequest.newBuilder(platform.api().resolve(TELEMETRY + path))
                .header("X-Api-Key", key())
                .timeout(Duration.ofSeconds(20))
                .build();
    }

    private void secret(String commonName) throws Exception {
        platform.kubernetes()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace("millwright-pki")
                        .withName("control-plane-client")
                        .endMetadata()
                        .withData(runtime.clientSecret(commonName))
                        .build())
                .forceConflicts()
                .serverSideApply();
    }
}
