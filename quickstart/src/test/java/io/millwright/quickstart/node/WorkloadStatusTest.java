package io.millwright.quickstart.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millwright.quickstart.node.WorkloadStatus.Trouble;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkloadStatusTest {

    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
    private static final JsonNode NOTHING = CanonicalJson.tree(Map.of());

    @Test
    void a_ready_stateful_set_counts_its_pods_for_the_generation_seen() {
        var status = WorkloadStatus.of(
                Workload.of(Samples.statefulSet("example/broker:1", 1)), NOTHING, 1, 1, Optional.empty(), NOW);

        assertThat(status)
                .containsEntry("observedGeneration", 3L)
                .containsEntry("replicas", 1)
                .containsEntry("readyReplicas", 1)
                .containsEntry("availableReplicas", 1)
                .containsEntry("conditions", List.of());
    }

    @Test
    void trouble_is_the_first_condition_and_false() {
        var status = WorkloadStatus.of(
                Workload.of(Samples.deployment(1)),
                NOTHING,
                0,
                0,
                Optional.of(new Trouble(Trouble.NODE_CANNOT_REALISE, "no such image")),
                NOW);

        JsonNode conditions = CanonicalJson.tree(status).path("conditions");
        assertThat(conditions.path(0).path("type").asText()).isEqualTo("Realisable");
        assertThat(conditions.path(0).path("status").asText()).isEqualTo("False");
        assertThat(conditions.path(0).path("reason").asText()).isEqualTo("NodeCannotRealise");
        assertThat(conditions.path(1).path("reason").asText()).isEqualTo("MinimumReplicasUnavailable");
    }

    @Test
    void a_condition_that_holds_as_before_keeps_its_time() {
        Workload workload = Workload.of(Samples.deployment(1));
        JsonNode earlier = CanonicalJson.tree(WorkloadStatus.of(workload, NOTHING, 1, 1, Optional.empty(), NOW));

        JsonNode later =
                CanonicalJson.tree(WorkloadStatus.of(workload, earlier, 1, 1, Optional.empty(), NOW.plusSeconds(60)));

        assertThat(later).isEqualTo(earlier);
        assertThat(WorkloadStatus.says(earlier, later)).isTrue();
    }

    @Test
    void a_status_says_so_only_when_every_field_agrees_and_absence_means_zero() {
        JsonNode wanted = CanonicalJson.tree(Map.of("replicas", 1, "readyReplicas", 0));

        assertThat(WorkloadStatus.says(CanonicalJson.tree(Map.of("replicas", 1)), wanted))
                .isTrue();
        assertThat(WorkloadStatus.says(CanonicalJson.tree(Map.of("replicas", 1, "readyReplicas", 1)), wanted))
                .isFalse();
        assertThat(WorkloadStatus.says(NOTHING, wanted)).isFalse();
    }
}
