package io.millwright.operator.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TierDashboardsTest {

    @Test
    void the_shipped_tiers_have_dashboards_where_they_are_sold() throws IOException {
        TierCatalog catalog = TierCatalog.parse(shipped());

        assertThat(dashboards(catalog, "starter").placement()).isEqualTo(DashboardsPlacement.POOLED);
        assertThat(dashboards(catalog, "professional").placement()).isEqualTo(DashboardsPlacement.OWN);
        assertThat(dashboards(catalog, "professional").replicas()).isEqualTo(1);
        assertThat(dashboards(catalog, "enterprise").replicas()).isEqualTo(2);
    }

    @Test
    void a_catalog_that_is_silent_about_dashboards_has_none() throws IOException {
        TierCatalog catalog = TierCatalog.parse(shipped().replaceAll("(?m)^ +dashboards: .*\n", ""));

        assertThat(dashboards(catalog, "professional").placement()).isEqualTo(DashboardsPlacement.NONE);
    }

    @Test
    void an_own_grafana_needs_a_size_and_a_replica() throws IOException {
        String sizeless = shipped().replaceAll("(?m)^( +dashboards: ).*", "$1{placement: Own, replicas: 1}");

        assertThatThrownBy(() -> TierCatalog.parse(sizeless))
                .hasMessageContaining("dashboards: an own one needs a size");
    }

    private static Tier.DashboardsShape dashboards(TierCatalog catalog, String tier) {
        return catalog.find(tier).orElseThrow().dashboards();
    }

    private static String shipped() throws IOException {
        try (InputStream yaml = TierCatalog.class.getResourceAsStream("/tiers.yaml")) {
            return new String(Objects.requireNonNull(yaml).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
