package io.millwright.controlplane.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.controlplane.ApiClient;
import io.millwright.controlplane.ControlPlaneIT;
import io.millwright.controlplane.pki.TestRequest;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Claim codes as people handle them, and the short codes that devices show. */
class CodesIT extends ControlPlaneIT {

    private static final AtomicInteger TENANTS = new AtomicInteger();

    private TestPlant plant;

    @BeforeEach
    void aTenantOfItsOwn() {
        plant = TestPlant.of(platform(), tenant("codes-" + TENANTS.incrementAndGet()));
    }

    @Test
    void codes_are_shown_once_and_afterwards_only_their_states() {
        JsonNode minted =
                mint("{\"count\":3,\"expiresIn\":\"24h\",\"qr\":true}").path("codes");
        TestAgent.fresh(platform()).enroll(minted.get(0).path("code").asString());
        administrator().delete(plant.codes() + "/" + minted.get(1).path("id").asString());

        ApiClient.Answer list = administrator().get(plant.codes());

        assertThat(list.body()
                        .path("items")
                        .valueStream()
                        .map(code -> code.path("state").asString()))
                .containsExactlyInAnyOrder("used", "revoked", "unused");
        assertThat(list.response().body()).doesNotContain("MW-").doesNotContain("millwright:enroll");
        assertThat(minted.get(2).path("qr").asString()).startsWith("<svg");
        assertThat(administrator().delete(plant.codes()).body().path("revoked").asInt())
                .isEqualTo(1);
        assertThat(TestAgent.fresh(platform())
                        .enroll(minted.get(2).path("code").asString())
                        .status())
                .isEqualTo(403);
    }

    @Test
    void a_repeated_request_shows_the_same_codes_even_if_the_first_answer_was_never_kept() {
        JsonNode first = mint("{\"count\":2}", "Idempotency-Key", "key-1");

        assertThat(mint("{\"count\":2}", "Idempotency-Key", "key-1")).isEqualTo(first);
        platform()
                .bean(org.springframework.jdbc.core.simple.JdbcClient.class)
                .sql("DELETE FROM idempotency")
                .update();
        assertThat(mint("{\"count\":2}", "Idempotency-Key", "key-1")).isEqualTo(first);
        assertThat(administrator()
                        .post(plant.codes(), "{\"count\":3}", "Idempotency-Key", "key-1")
                        .status())
                .isEqualTo(422);
        assertThat(mint("{\"count\":2}")).isNotEqualTo(first);
        assertThat(administrator().get(plant.codes()).body().path("items")).hasSize(4);
    }

    @Test
    void what_is_out_of_bounds_is_named_all_at_once() {
        ApiClient.Answer answer = administrator()
                .post(plant.codes(), "{\"count\":501,\"expiresIn\":\"8761h\",\"parameters\":{\"plc\":\"a b\"}}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()
                        .path("errors")
                        .valueStream()
                        .map(error -> error.path("field").asString()))
                .containsExactlyInAnyOrder("count", "expiresIn", "parameters.plc");
        assertThat(administrator()
                        .post("/api/v1/tenants/" + plant.tenant() + "/fleets/no-such/claim-codes", "{}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void a_device_that_shows_a_short_code_comes_in_when_a_person_has_typed_it() {
        TestAgent agent = TestAgent.fresh(platform());
        JsonNode shown = show(agent, "SN-77");
        String code = shown.path("claimCode").asString();
        assertThat(agent.enroll(code).status()).isEqualTo(202);
        assertThat(TestAgent.fresh(platform()).enroll(code).status()).isEqualTo(403);

        assertThat(claim(shown.path("code").asString().toLowerCase(java.util.Locale.ROOT), "SN-77")
                        .status())
                .isEqualTo(200);

        assertThat(agent.enroll(code).status()).isEqualTo(201);
        assertThat(claim(shown.path("code").asString(), "SN-77").status()).isEqualTo(403);
    }

    @Test
    void five_wrong_tries_are_all_that_a_short_code_stands() {
        TestAgent agent = TestAgent.fresh(platform());
        JsonNode shown = show(agent, "SN-88");
        for (int i = 0; i < 5; i++) {
            assertThat(claim("0000-000" + i, "SN-88").status()).isEqualTo(403);
        }

        assertThat(claim(shown.path("code").asString(), "SN-88").status()).isEqualTo(403);
        assertThat(agent.enroll(shown.path("claimCode").asString()).status()).isEqualTo(403);
    }

    @Test
    void a_short_code_is_nothing_without_its_serial() {
        JsonNode shown = show(TestAgent.fresh(platform()), "SN-99");

        assertThat(claim(shown.path("code").asString(), "SN-98").status()).isEqualTo(403);
        assertThat(List.of(claim(shown.path("code").asString(), "SN-99").status()))
                .containsExactly(200);
    }

    private JsonNode show(TestAgent agent, String serial) {
        ApiClient.Answer answer = agent.post(
                "/device-codes",
                "{\"serial\":\"" + serial + "\",\"csr\":" + TestAgent.quoted(TestRequest.pem(agent.key())) + "}",
                "application/json");
        assertThat(answer.status()).isEqualTo(201);
        return answer.body();
    }

    private ApiClient.Answer claim(String code, String serial) {
        return administrator()
                .post(
                        "/api/v1/tenants/" + plant.tenant() + "/device-codes:claim",
                        "{\"code\":\"" + code + "\",\"serial\":\"" + serial
                                + "\",\"fleet\":\"press-line\",\"parameters\":{\"plc\":\"h\"}}");
    }

    private JsonNode mint(String body, String... headers) {
        ApiClient.Answer answer = administrator().post(plant.codes(), body, headers);
        assertThat(answer.status()).isEqualTo(201);
        return answer.body();
    }
}
