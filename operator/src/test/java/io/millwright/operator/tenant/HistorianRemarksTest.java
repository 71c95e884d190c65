package io.millwright.operator.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.millwright.operator.historian.cluster.PostgresCluster;
import io.millwright.operator.plan.TenantPlan;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HistorianRemarksTest {

    @Test
    void several_instances_without_a_destination_have_no_backups_and_say_so() {
        assertThat(remarks("enterprise", "{test/offers: CLOUD_NATIVE_PG}", ""))
                .containsExactly(new Remark(
                        "NoBackups",
                        "No backups are made, because the operator's millwright.operator.backup.destination is"
                                + " not set."));
    }

    @Test
    void a_backup_that_fails_says_why_in_cloud_native_pgs_words() {
        String annotations = "{test/offers: CLOUD_NATIVE_PG, test/backup: key}";

        assertThat(remarks("enterprise", annotations, "")).isEmpty();
        assertThat(remarks(
                        "enterprise",
                        annotations,
                        "{conditions: [{type: ContinuousArchiving, status: 'False', message: no such bucket}]}"))
                .containsExactly(new Remark(
                        "BackupFailing", "Its log does not reach the backup's object storage: no such bucket."));
    }

    @Test
    void one_server_in_place_of_several_instances_is_said() {
        assertThat(remarks("enterprise", "{}", "")).extracting(Remark::reason).containsExactly("SingleServer");
    }

    @Test
    void a_tier_of_one_server_and_a_pooled_one_have_nothing_to_say() {
        assertThat(remarks("professional", "{test/offers: CLOUD_NATIVE_PG}", ""))
                .isEmpty();
        assertThat(remarks("starter", "{test/offers: CLOUD_NATIVE_PG}", "")).isEmpty();
    }

    private static List<Remark> remarks(String tier, String annotations, String status) {
        TenantPlan plan = Plans.of("""
            metadata: {name: acme, uid: 7, creationTimestamp: "2026-11-01T00:00:00Z", annotations: %s}
            spec: {tier: %s}
            """.formatted(annotations, tier));
        PostgresCluster cluster = Serialization.unmarshal(
                "apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nmetadata: {name: x}\n"
                        + (status.isEmpty() ? "" : "status: " + status),
                PostgresCluster.class);
        return HistorianRemarks.of(plan, Optional.of(cluster), Optional.empty());
    }
}
