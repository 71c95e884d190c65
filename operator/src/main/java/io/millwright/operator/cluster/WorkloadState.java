package io.millwright.operator.cluster;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetCondition;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a node says about a workload. */
public sealed interface WorkloadState {

    /** Everything asked for is running and answers. */
    record Running() implements WorkloadState {}

    /** On its way; {@code ready} of {@code wanted} pods answer. */
    record Starting(int ready, int wanted) implements WorkloadState {}

    /** The node cannot or could not; its own reason and sentence. */
    record Refused(String reason, String message) implements WorkloadState {}

    static WorkloadState of(Optional<StatefulSet> set) {
        if (set.isEmpty()) {
            return new Starting(0, 1);
        }
        StatefulSet found = set.get();
        StatefulSetStatus status = found.getStatus() == null ? new StatefulSetStatus() : found.getStatus();
        Optional<WorkloadState> refused = orEmpty(status.getConditions()).stream()
                .filter(condition -> isRefusal(condition.getType(), condition.getStatus()))
                .map(WorkloadState::refused)
                .findFirst();
        int wanted = Objects.requireNonNullElse(found.getSpec().getReplicas(), 1);
        return refused.orElseGet(() -> counted(
                seen(found.getMetadata().getGeneration(), status.getObservedGeneration()),
                status.getReadyReplicas(),
                wanted));
    }

    static WorkloadState ofDeployment(Optional<Deployment> deployment) {
        if (deployment.isEmpty()) {
            return new Starting(0, 1);
        }
        Deployment found = deployment.get();
        DeploymentStatus status = found.getStatus() == null ? new DeploymentStatus() : found.getStatus();
        Optional<WorkloadState> refused = orEmpty(status.getConditions()).stream()
                .filter(condition -> isRefusal(condition.getType(), condition.getStatus()))
                .map(WorkloadState::refused)
                .findFirst();
        int wanted = Objects.requireNonNullElse(found.getSpec().getReplicas(), 1);
        return refused.orElseGet(() -> counted(
                seen(found.getMetadata().getGeneration(), status.getObservedGeneration()),
                status.getReadyReplicas(),
                wanted));
    }

    /**
     * Of one that many tenants share: while it rolls on to a new configuration its old pods keep serving, and whoever was
     * served before is served still.
     */
    static WorkloadState ofSharedDeployment(Optional<Deployment> deployment) {
        WorkloadState state = ofDeployment(deployment);
        return state instanceof Starting(int ready, int _) && ready > 0 ? new Running() : state;
    }

    private static WorkloadState refused(StatefulSetCondition condition) {
        return new Refused(
                text(condition.getReason(), "WorkloadRefused"), text(condition.getMessage(), "No reason given."));
    }

    private static WorkloadState refused(DeploymentCondition condition) {
        return new Refused(
                text(condition.getReason(), "WorkloadRefused"), text(condition.getMessage(), "No reason given."));
    }

    /** A Deployment that merely starts says Available=False, and one whose pods cannot be made says ReplicaFailure=True. */
    private static boolean isRefusal(String type, String status) {
        return switch (type) {
            case "Available" -> false;
            case "ReplicaFailure" -> status.equals("True");
            default -> status.equals("False");
        };
    }

    private static WorkloadState counted(boolean seen, @Nullable Integer ready, int wanted) {
        int answering = ready == null ? 0 : ready;
        return seen && answering >= wanted ? new Running() : new Starting(answering, wanted);
    }

    private static boolean seen(@Nullable Long generation, @Nullable Long observed) {
        return generation == null || (observed != null && observed >= generation);
    }

    private static String text(@Nullable String given, String otherwise) {
        return given == null || given.isBlank() ? otherwise : given;
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
