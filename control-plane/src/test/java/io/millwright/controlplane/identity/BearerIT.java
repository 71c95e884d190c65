package io.millwright.controlplane.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.controlplane.ApiClient;
import io.millwright.controlplane.ApiClient.Answer;
import io.millwright.controlplane.ControlPlaneIT;
import io.millwright.controlplane.TestPlatform;
import io.millwright.controlplane.TestTokens;
import io.millwright.wire.SiteId;
import io.millwright.wire.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

class BearerIT extends ControlPlaneIT {

    @Test
    void a_token_speaks_for_a_person_with_its_roles() {
        TenantId tenant = tenant("bearer-me");
        Grant grant = new Grant(Role.ENGINEER, Set.of(new SiteId("bremen"), new SiteId("aachen")));

        Answer me = memberOf(tenant, grant).get("/api/v1/me");

        assertThat(me.body().path("kind").asString()).isEqualTo("user");
        assertThat(me.body().path("tenants").toString())
                .isEqualTo("[{\"name\":\"bearer-me\",\"role\":\"engineer\",\"sites\":[\"aachen\",\"bremen\"]}]");
    }

    @Test
    void an_administrator_may_be_a_person() {
        String token = tokens().of(new Caller.Administrator(Optional.of(new UserId("u-%026d".formatted(77)))));

        Answer tenants = ApiClient.withToken(platform().api(), token).get("/api/v1/tenants");

        assertThat(tenants.status()).isEqualTo(200);
        assertThat(ApiClient.withToken(platform().api(), token)
                        .get("/actuator/prometheus")
                        .status())
                .isNotIn(401, 403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Bearer test.unknown", "bearer nonsense", "Bearer", "Bearer ", "Bearer a b", "Bearer \"x\""})
    void a_token_that_is_none_is_refused_in_the_way_of_the_standard(String header) {
        Answer refused = anonymous().send("GET", "/api/v1/me", null, "Authorization", header);

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
        assertThat(refused.body().path("type").asString()).isEqualTo("/problems/unauthenticated");
    }

    @Test
    void a_refused_token_opens_not_even_what_is_open() {
        assertThat(anonymous()
                        .send("GET", "/api/v1/openapi.json", null, "Authorization", "Bearer test.gone")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void nobody_is_told_how_to_come_in() {
        Answer refused = anonymous().get("/api/v1/me");

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @Test
    void a_key_and_a_token_together_are_refused_though_both_are_good() {
        TenantId tenant = tenant("bearer-both");
        String token = tokens().member(Map.of(tenant, Grant.of(Role.VIEWER)));

        Answer refused = keyOf(tenant).send("GET", "/api/v1/me", null, "Authorization", "Bearer " + token);

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.body().path("detail").asString()).contains("not both");
    }

    @Test
    void wrong_tokens_are_limited_and_right_ones_are_not() {
        TenantId tenant = tenant("bearer-flood");
        try (ConfigurableApplicationContext slow = platform()
                .start(List.of("millwright.control-plane.rate.failures-per-minute=2"), TestTokens.Source.class)) {
            ApiClient guessing = ApiClient.withToken(TestPlatform.origin(slow), "test.guess");
            guessing.get("/api/v1/me");
            guessing.get("/api/v1/me");
            String good = slow.getBean(TestTokens.class).member(Map.of(tenant, Grant.of(Role.VIEWER)));

            assertThat(guessing.get("/api/v1/me").status()).isEqualTo(429);
            assertThat(ApiClient.withToken(TestPlatform.origin(slow), good)
                            .get("/api/v1/me")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void without_an_issuer_of_tokens_none_is_good() {
        TestTokens ended = tokens();
        String token = ended.member(Map.of());
        ended.end(token);

        assertThat(ApiClient.withToken(platform().api(), token)
                        .get("/api/v1/me")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void two_people_with_the_same_idempotency_key_do_not_meet() {
        TenantId tenant = tenant("bearer-once");
        ApiClient one = memberOf(tenant, Grant.of(Role.ADMIN));
        ApiClient two = memberOf(tenant, Grant.of(Role.ADMIN));
        String keys = "/api/v1/tenants/bearer-once/api-keys";

        Answer first = one.post(keys, "{\"name\":\"x\"}", "Idempotency-Key", "same");
        Answer again = one.post(keys, "{\"name\":\"x\"}", "Idempotency-Key", "same");
        Answer other = two.post(keys, "{\"name\":\"x\"}", "Idempotency-Key", "same");

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.response().body()).isEqualTo(first.response().body());
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(other.status()).isEqualTo(201);
        assertThat(other.header("Idempotency-Replayed")).isEmpty();
        assertThat(other.response().body()).isNotEqualTo(first.response().body());
    }
}
