package io.millwright.operator.tenant;

import io.millwright.operator.historian.cluster.ClusterState;
import io.millwright.operator.historian.cluster.PostgresCluster;
import io.millwright.operator.plan.OptionalApi;
import io.millwright.operator.plan.TenantPlan;
import io.millwright.operator.tier.HistorianEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What there is to say of an own historian that runs, the worst first. */
final class HistorianRemarks {

    /**
     * @param cluster what there is of one of several instances
     * @param volume why it is not as large as the limit says
     */
    static List<Remark> of(TenantPlan plan, Optional<PostgresCluster> cluster, Optional<String> volume) {
        List<Remark> remarks = new ArrayList<>();
        if (plan.historianCluster()) {
            backups(plan, cluster).ifPresent(remarks::add);
        }
        volume.ifPresent(sentence -> remarks.add(new Remark("VolumeNotExpanded", sentence)));
        if (plan.historianServer() && plan.tier().historian().engine() == HistorianEngine.CLOUD_NATIVE_PG) {
            remarks.add(new Remark("SingleServer", singleServer(plan)));
        }
        return List.copyOf(remarks);
    }

    private static String singleServer(TenantPlan plan) {
        int wanted = plan.tier().historian().replicas();
        return plan.installation().offers().contains(OptionalApi.CLOUD_NATIVE_PG)
                ? "It is one server, which is not highly available: it was made before the cluster had CloudNativePG, and this release does not move its data to the tier's %d instances."
                        .formatted(wanted)
                : "It is one server, which is not highly available: the tier's %d instances need CloudNativePG in the cluster before the tenant is created."
                        .formatted(wanted);
    }

    private static Optional<Remark> backups(TenantPlan plan, Optional<PostgresCluster> cluster) {
        if (plan.installation().historianClusters().backup() == null) {
            return Optional.of(new Remark(
                    "NoBackups",
                    "No backups are made, because the operator's millwright.operator.backup.destination is not set."));
        }
        return cluster.flatMap(ClusterState::archivingFailure)
                .map(said -> new Remark(
                        "BackupFailing", "Its log does not reach the backup's object storage: %s.".formatted(said)));
    }

    private HistorianRemarks() {}
}
