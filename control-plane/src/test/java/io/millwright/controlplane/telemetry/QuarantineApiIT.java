package io.millwright.controlplane.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.controlplane.ApiClient;
import io.millwright.controlplane.ApiClient.Answer;
import io.millwright.controlplane.identity.Grant;
import io.millwright.controlplane.identity.Role;
import io.millwright.wire.SiteId;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Messages that a runtime did not take, as people see them. */
class QuarantineApiIT extends MeasuredIT {

    private static final String HELD =
            "{\"id\":\"7\",\"at\":\"2026-11-21T10:00:00Z\",\"device\":\"at-aachen\",\"reason\":\"too_old\",\"payload\":\"\"}";

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

    private ApiClient owner() {
        return new ApiClient(platform.api(), key(Grant.of(Role.OWNER)));
    }
}
