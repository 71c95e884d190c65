package io.millwright.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;

class StartIT extends ControlPlaneIT {

    @Test
    void answers_anybody_that_it_lives() {
        assertThat(anonymous().get("/healthz").response().body()).isEqualTo("ok\n");
    }

    @Test
    void asks_everybody_else_for_a_key() {
        ApiClient.Answer answer = anonymous().get("/api/v1/tenants/nobody");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.body().path("type").asString()).isEqualTo("/problems/unauthenticated");
    }

    @Test
    void counts_what_it_refuses() {
        anonymous().get("/api/v1/me");

        assertThat(platform()
                        .bean(MeterRegistry.class)
                        .get("millwright.control_plane.problems")
                        .tag("type", "unauthenticated")
                        .counter()
                        .count())
                .isPositive();
    }

    @Test
    void is_ready_when_the_custom_resources_are_known() {
        assertThat(anonymous().get("/actuator/health/readiness").response().body())
                .contains("UP");
    }
}
