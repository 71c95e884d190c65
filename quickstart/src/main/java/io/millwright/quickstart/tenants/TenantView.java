package io.millwright.quickstart.tenants;

import io.millwright.crd.v1alpha1.Tenant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One tenant as the home page and scripts see it. */
public record TenantView(
        String name, String tier, String phase, @Nullable String mqtt, List<ConditionView> conditions) {

    /** A condition of the Kubernetes kind. */
    public record ConditionView(String type, String status, String reason, String message) {}

    static TenantView of(Tenant tenant) {
        var status = Optional.ofNullable(tenant.getStatus());
        return new TenantView(
                tenant.getMetadata().getName(),
                status.flatMap(now -> Optional.ofNullable(now.getTier()))
                        .orElse(String.valueOf(tenant.getSpec().getTier())),
                status.flatMap(now -> Optional.ofNullable(now.getPhase()))
                        .map(TenantView::text)
                        .orElse("Pending"),
                status.flatMap(now -> Optional.ofNullable(now.getEndpoints()))
                        .map(endpoints -> endpoints.getMqtt())
                        .orElse(null),
                status.map(now -> now.getConditions().stream()
                                .map(condition -> new ConditionView(
                                        condition.getType(),
                                        condition.getStatus(),
                                        text(condition.getReason()),
                                        text(condition.getMessage())))
                                .toList())
                        .orElse(List.of()));
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
