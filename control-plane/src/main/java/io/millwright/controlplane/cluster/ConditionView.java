package io.millwright.controlplane.cluster;

import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A Kubernetes condition as the API shows it. */
public record ConditionView(
        String type,
        String status,
        @Nullable String reason,
        @Nullable String message,
        @Nullable String lastTransitionTime) {

    public static List<ConditionView> of(@Nullable List<Condition> conditions) {
        return Objects.requireNonNullElse(conditions, List.<Condition>of()).stream()
                .map(condition -> new ConditionView(
                        condition.getType(),
                        condition.getStatus(),
                        condition.getReason(),
                        condition.getMessage(),
                        condition.getLastTransitionTime()))
                .toList();
    }

    /** Whether the condition {@code Ready} is true. */
    public static boolean ready(List<ConditionView> conditions) {
        return conditions.stream()
                .anyMatch(condition ->
                        condition.type().equals("Ready") && condition.status().equals("True"));
    }
}
