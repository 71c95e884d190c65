package io.millwright.operator.historian.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.millwright.operator.cluster.WorkloadState;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClusterStateTest {

    @Test
    void it_runs_when_all_instances_answer() {
        assertThat(state("{readyInstances: 3, phase: Cluster in healthy state}"))
                .isEqualTo(new WorkloadState.Running());
    }

    @Test
    void it_starts_as_long_as_nothing_is_said() {
        assertThat(ClusterState.of(Optional.empty(), 3)).isEqualTo(new WorkloadState.Starting(0, 3));
        assertThat(ClusterState.of(Optional.of(cluster("")), 3)).isEqualTo(new WorkloadState.Starting(0, 3));
    }

    @Test
    void the_phase_and_its_reason_are_passed_on_while_an_instance_is_missing() {
        assertThat(state("{readyInstances: 2, phase: Creating a new replica, phaseReason: Creating replica x-3.}"))
                .isEqualTo(new WorkloadState.Refused(
                        "HistorianStarting",
                        "Historian: 2 of 3 instances answer; CloudNativePG says: Creating a new replica:"
                                + " Creating replica x-3."));
        assertThat(state("{phase: Setting up primary, phaseReason: ''}"))
                .isEqualTo(new WorkloadState.Refused(
                        "HistorianStarting",
                        "Historian: 0 of 3 instances answer; CloudNativePG says: Setting up primary."));
    }

    @Test
    void a_log_that_does_not_reach_the_backup_is_found_by_its_condition() {
        assertThat(ClusterState.archivingFailure(
                        cluster("status: {conditions: [{type: Ready, status: 'False', message: other}, {type:"
                                + " ContinuousArchiving, status: 'False', message: no bucket}]}")))
                .contains("no bucket");
        assertThat(ClusterState.archivingFailure(
                        cluster("status: {conditions: [{type: ContinuousArchiving, status: 'True', message: fine}]}")))
                .isEmpty();
        assertThat(ClusterState.archivingFailure(cluster(""))).isEmpty();
    }

    private static WorkloadState state(String status) {
        return ClusterState.of(Optional.of(cluster("status: " + status)), 3);
    }

    private static PostgresCluster cluster(String status) {
        return Serialization.unmarshal(
                "apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nmetadata: {name: x}\n" + status,
                PostgresCluster.class);
    }
}
