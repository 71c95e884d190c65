package io.millwright.quickstart.node;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The status that the workload controllers of a cluster would write, as the content of a merge patch. */
final class WorkloadStatus {

    /** Why a workload does not run as asked; shown as condition {@code Realisable=False}. */
    record Trouble(String reason, String message) {
        static final String NODE_CANNOT_REALISE = "NodeCannotRealise";
    }

    private WorkloadStatus() {}

    /**
     * @param current the status the workload has now, from which times of unchanged conditions are kept
     * @param pods how many pods there are, and how many of them are ready
     */
    static Map<String, Object> of(
            Workload workload, JsonNode current, int pods, int ready, Optional<Trouble> trouble, Instant now) {
        List<Map<String, String>> conditions = new ArrayList<>();
        if (workload.key().kind() == Workload.Kind.DEPLOYMENT) {
            boolean available = ready >= workload.replicas();
            conditions.add(condition(
                    "Available",
                    available,
                    available ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
                    available
                            ? "Deployment has minimum availability."
                            : "Deployment does not have minimum availability.",
                    current,
                    now));
            conditions.add(condition(
                    "Progressing",
                    true,
                    available ? "NewReplicaSetAvailable" : "ReplicaSetUpdated",
                    available ? "All pods of the newest template are available." : "Pods are being started.",
                    current,
                    now));
        }
        trouble.ifPresent(
                why -> conditions.addFirst(condition("Realisable", false, why.reason(), why.message(), current, now)));

        Map<String, Object> status = new LinkedHashMap<>();
        status.put("observedGeneration", workload.generation());
        status.put("replicas", pods);
        status.put("readyReplicas", ready);
        status.put("availableReplicas", ready);
        status.put("updatedReplicas", pods);
        if (workload.key().kind() == Workload.Kind.DEPLOYMENT) {
            status.put("unavailableReplicas", Math.max(workload.replicas() - ready, 0));
        } else {
            String revision = workload.key().name() + "-" + workload.templateHash();
            status.put("currentReplicas", pods);
            status.put("currentRevision", revision);
            status.put("updateRevision", revision);
            status.put("collisionCount", 0);
        }
        status.put("conditions", conditions);
        return status;
    }

    private static Map<String, String> condition(
            String type, boolean holds, String reason, String message, JsonNode current, Instant now) {
        String status = holds ? "True" : "False";
        String since = now.toString();
        for (JsonNode old : current.path("conditions")) {
            if (type.equals(old.path("type").asText())
                    && status.equals(old.path("status").asText())) {
                since = old.path("lastTransitionTime").asText(since);
            }
        }
        Map<String, String> condition = new LinkedHashMap<>();
        condition.put("type", type);
        condition.put("status", status);
        condition.put("reason", reason);
        condition.put("message", message);
        condition.put("lastTransitionTime", since);
        return condition;
    }

    /** Whether the current status already says all of it; an absent number is zero and an absent list is empty. */
    static boolean says(JsonNode current, JsonNode wanted) {
        for (Map.Entry<String, JsonNode> field : wanted.properties()) {
            JsonNode value = current.path(field.getKey());
            boolean absent = value.isMissingNode() || value.isNull();
            boolean nothing = (field.getValue().isNumber() && field.getValue().asLong() == 0)
                    || (field.getValue().isArray() && field.getValue().isEmpty());
            if (absent ? !nothing : !same(value, field.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(JsonNode one, JsonNode other) {
        boolean numbers = one.isNumber() && other.isNumber();
        return numbers ? one.asLong() == other.asLong() : one.equals(other);
    }
}
