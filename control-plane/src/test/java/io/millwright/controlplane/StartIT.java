package io.millwright.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.millwright.buildpolicy.AlertRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
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

    @Test
    void exports_every_metric_that_an_alert_names_to_the_administrator_alone() throws IOException {
        Set<String> exported = new TreeSet<>(AlertRules.countersOf(Path.of("src/main/java")));
        administrator()
                .get("/actuator/prometheus")
                .response()
                .body()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> exported.add(line.split("[{ ]")[0]));

        assertThat(exported)
                .containsAll(AlertRules.of(Path.of("../docs/operations/alerts.yaml"))
                        .metricsByGroup()
                        .get("millwright-control-plane"));
        assertThat(anonymous().get("/actuator/prometheus").status()).isEqualTo(401);
    }
}
