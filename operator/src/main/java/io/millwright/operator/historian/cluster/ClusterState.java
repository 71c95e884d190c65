package io.millwright.operator.historian.cluster;

import io.fabric8.kubernetes.api.model.Condition;
import io.millwright.operator.cluster.WorkloadState;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What CloudNativePG says of a historian of several instances. */
public final class ClusterState {

    /** Condition of a cluster whose write-ahead log is copied to the object storage. */
    private static final String ARCHIVING = "ContinuousArchiving";

    /** @param wanted instances of the tier */
    public static WorkloadState of(Optional<PostgresCluster> cluster, int wanted) {
        if (cluster.isEmpty()) {
            return new WorkloadState.Starting(0, wanted);
        }
        PostgresCluster found = cluster.get();
        if (found.getMetadata().getDeletionTimestamp() != null) {
            return new WorkloadState.Refused(
                    "HistorianDeleted",
                    "Somebody deleted Cluster %s; finalizer %s still keeps it and its volumes: save the data, then take the finalizer off, and an empty one is made."
                            .formatted(found.getMetadata().getName(), HistorianCluster.FINALIZER));
        }
        PostgresClusterStatus status = found.getStatus();
        int ready = status == null ? 0 : Objects.requireNonNullElse(status.readyInstances(), 0);
        if (ready >= wanted) {
            return new WorkloadState.Running();
        }
        return status == null || status.phase() == null
                ? new WorkloadState.Starting(ready, wanted)
                : new WorkloadState.Refused(
                        "HistorianStarting",
                        "Historian: %d of %d instances answer; CloudNativePG says: %s."
                                .formatted(ready, wanted, said(status.phase(), status.phaseReason())));
    }

    /** Why nothing can be restored from now on, in CloudNativePG's words; empty if that is not so. */
    public static Optional<String> archivingFailure(PostgresCluster cluster) {
        PostgresClusterStatus status = cluster.getStatus();
        List<Condition> conditions = status == null || status.conditions() == null ? List.of() : status.conditions();
        return conditions.stream()
                .filter(condition -> ARCHIVING.equals(condition.getType()) && "False".equals(condition.getStatus()))
                .map(condition -> Objects.requireNonNullElse(condition.getMessage(), "no reason given"))
                .findFirst();
    }

    private static String said(String phase, @Nullable String reason) {
        String text = reason == null || reason.isBlank() ? phase : phase + ": " + reason;
        return text.strip().replaceAll("\\.$", "");
    }

    private ClusterState() {}
}
