package io.millwright.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.operator.dashboards.PooledGrafana;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class GrafanaSettingsTest {

    private static final String ROOT = "millwright.operator.grafana.";

    @Test
    void without_a_word_about_it_there_is_no_grafana() {
        assertThat(grafana(Map.of()).choice(ingress(Map.of()))).isNull();
    }

    @Test
    void enabled_alone_means_the_pinned_image_and_no_way_in() {
        GrafanaChoice choice = choice(Map.of(ROOT + "enabled", "true"), Map.of());

        assertThat(choice.image()).matches("docker\\.io/grafana/grafana:\\d+\\.\\d+\\.\\d+");
        assertThat(choice.entrance(Set.of(OptionalApi.GATEWAY_HTTP))).isEqualTo(new HttpEntrance.Closed());
    }

    @Test
    void a_gateway_is_used_where_the_cluster_has_routes_and_the_ingress_otherwise() {
        GrafanaChoice choice = choice(
                Map.of(
                        ROOT + "enabled", "true",
                        ROOT + "image", "registry.example.com/grafana:1",
                        ROOT + "gateway.name", "public",
                        ROOT + "gateway.namespace", "gateways",
                        ROOT + "gateway.section", "https",
                        ROOT + "gateway.pods", "proxies"),
                Map.of(
                        "millwright.operator.ingress.class", "nginx",
                        "millwright.operator.ingress.pods", "ingress",
                        "millwright.operator.ingress.annotations.sticky", "yes"));

        assertThat(choice.image()).isEqualTo("registry.example.com/grafana:1");
        assertThat(choice.entrance(Set.of(OptionalApi.GATEWAY_HTTP)))
                .isEqualTo(new HttpEntrance.Route("gateways", "public", "https", "proxies"));
        assertThat(choice.entrance(Set.of()))
                .isEqualTo(new HttpEntrance.Ingress("nginx", "ingress", Map.of("sticky", "yes")));
    }

    @Test
    void requests_come_from_the_gateways_namespace_unless_said_otherwise() {
        GrafanaChoice choice = choice(Map.of(ROOT + "enabled", "true", ROOT + "gateway.name", "public"), Map.of());

        assertThat(choice.entrance(Set.of(OptionalApi.GATEWAY_HTTP)).from()).contains(Names.SYSTEM_NAMESPACE);
    }

    @Test
    void a_pooled_one_has_a_url_and_the_rest_has_defaults() {
        PooledGrafana bare = pooled(Map.of("url", "https://grafana.example.com/below"));
        PooledGrafana full = pooled(Map.of(
                "name", "second",
                "url", "http://grafana.pool.svc:3000",
                "username", "root",
                "password", "secret",
                "address", "https://grafana.example.com",
                "organisations", "7"));

        assertThat(bare.name()).isEqualTo("pooled");
        assertThat(bare.server().url()).hasToString("https://grafana.example.com/below/");
        assertThat(bare.address()).isEqualTo(bare.server().url());
        assertThat(bare.server().username()).isEqualTo("admin");
        assertThat(bare.room()).isEqualTo(100);
        assertThat(full.name()).isEqualTo("second");
        assertThat(full.server().password()).isEqualTo("secret");
        assertThat(full.address()).hasToString("https://grafana.example.com/");
        assertThat(full.room()).isEqualTo(7);
        assertThat(full.toString()).doesNotContain("secret");
        assertThatThrownBy(() -> pooled(Map.of("name", "second"))).hasMessageContaining("second has no url");
    }

    private static PooledGrafana pooled(Map<String, String> values) {
        Map<String, String> keys = new LinkedHashMap<>();
        values.forEach((key, value) -> keys.put(ROOT + "pooled[0]." + key, value));
        return PooledGrafana.of(grafana(keys).pooled().getFirst());
    }

    private static GrafanaChoice choice(Map<String, String> grafana, Map<String, String> ingress) {
        return Objects.requireNonNull(grafana(grafana).choice(ingress(ingress)));
    }

    private static GrafanaSettings grafana(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("millwright.operator.grafana", GrafanaSettings.class);
    }

    private static IngressSettings ingress(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("millwright.operator.ingress", IngressSettings.class);
    }
}
