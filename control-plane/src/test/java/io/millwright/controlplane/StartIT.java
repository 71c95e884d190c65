package io.millwright.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

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
}
