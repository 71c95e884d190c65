package io.millwright.operator.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TierIngestTest {

    @Test
    void in_the_shipped_tiers_no_device_may_have_more_than_its_tenant() throws IOException {
        assertThat(TierCatalog.parse(shipped()).tiers().values()).isNotEmpty().allSatisfy(tier -> {
            IngestQuota all = Objects.requireNonNull(tier.ingest());
            assertThat(all.device().messagesPerSecond())
                    .isLessThanOrEqualTo(tier.limits().messagesPerSecond());
            assertThat(all.device().pointsPerSecond()).isLessThanOrEqualTo(all.pointsPerSecond());
            assertThat(all.device().bytesPerSecond()).isLessThanOrEqualTo(all.bytesPerSecond());
            assertThat(all.device().series()).isLessThanOrEqualTo(all.series());
        });
    }

    @Test
    void a_catalog_that_is_silent_about_it_leaves_it_to_the_runtime() throws IOException {
        String silent = shipped().replaceAll("(?m)^  ingest:\\n.*\\n.*\\n", "");

        assertThat(TierCatalog.parse(silent).tiers().values())
                .isNotEmpty()
                .allSatisfy(tier -> assertThat(tier.ingest()).isNull());
    }

    @Test
    void a_catalog_with_half_of_it_or_less_than_nothing_is_refused() throws IOException {
        String shipped = shipped();
        assertThatThrownBy(() -> TierCatalog.parse(shipped.replace("series: 25000,", "")))
                .hasMessageContaining("series");
        assertThatThrownBy(() -> TierCatalog.parse(shipped.replace("series: 25000,", "series: -1,")))
                .hasMessageContaining("ingest: quotas are never negative");
    }

    private static String shipped() throws IOException {
        try (InputStream yaml = TierCatalog.class.getResourceAsStream("/tiers.yaml")) {
            return new String(Objects.requireNonNull(yaml).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
