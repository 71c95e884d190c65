package io.millwright.controlplane.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.controlplane.ApiClient;
import io.millwright.controlplane.ApiClient.Answer;
import io.millwright.controlplane.device.TestDevices;
import io.millwright.controlplane.identity.Grant;
import io.millwright.controlplane.identity.Role;
import io.millwright.wire.SiteId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is asked of a runtime, and what of its answers comes back. */
class TelemetryApiIT extends MeasuredIT {

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
    void times_that_turn_round_are_refused() {
        assertThat(own.get(TELEMETRY + "/history?device=d&tag=t&from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z")
                        .status())
                .isEqualTo(400);
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
}
