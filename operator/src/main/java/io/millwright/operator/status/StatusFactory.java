package io.millwright.operator.status;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.crd.v1alpha1.TenantEndpoints;
import io.millwright.crd.v1alpha1.TenantStatus;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns a report into the status the operator owns: every field but {@code usage}, which is the control plane's. Transition
 * times move only when a condition changes its value, and nothing is written if nothing changed.
 */
public final class StatusFactory {

    private final Clock clock;

    public StatusFactory(Clock clock) {
        this.clock = clock;
    }

    /** The Tenant to apply to the status subresource, holding our fields only; empty if they already say so. */
    @SuppressWarnings("NullAway") // no spec and no usage: what is absent from an apply is not ours
    public Optional<Tenant> patch(Tenant tenant, TenantReport report) {
        TenantStatus current = tenant.getStatus() == null ? new TenantStatus() : tenant.getStatus();
        TenantStatus next = status(tenant, current, report);
        if (same(current, next)) {
            return Optional.empty();
        }
        Tenant patch = new Tenant();
        patch.setMetadata(
                new ObjectMetaBuilder().withName(tenant.getMetadata().getName()).build());
        patch.setSpec(null);
        patch.setStatus(next);
        return Optional.of(patch);
    }

    private TenantStatus status(Tenant tenant, TenantStatus current, TenantReport report) {
        long generation = tenant.getMetadata().getGeneration() == null
                ? 0
                : tenant.getMetadata().getGeneration();
        TenantStatus next = new TenantStatus();
        next.setObservedGeneration(generation);
        next.setPhase(report.phase());
        next.setTier(report.tier().orElse(null));
        next.setNamespace(report.namespace());
        next.setIncarnation(report.incarnation());
        if (report.mqtt().isPresent() || report.dashboards().isPresent()) {
            TenantEndpoints endpoints = new TenantEndpoints();
            endpoints.setMqtt(report.mqtt().orElse(null));
            endpoints.setDashboards(report.dashboards().orElse(null));
            next.setEndpoints(endpoints);
        }
        List<Condition> conditions = new ArrayList<>();
        for (TenantCondition type : TenantCondition.values()) {
            Verdict verdict = report.verdicts().get(type);
            if (verdict != null) {
                conditions.add(condition(current, type, verdict, generation));
            }
        }
        next.setConditions(conditions);
        return next;
    }

    private Condition condition(TenantStatus current, TenantCondition type, Verdict verdict, long generation) {
        String since = current.getConditions().stream()
                .filter(condition -> type.type().equals(condition.getType()))
                .filter(condition -> verdict.value().text().equals(condition.getStatus()))
                .map(Condition::getLastTransitionTime)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        return new ConditionBuilder()
                .withType(type.type())
                .withStatus(verdict.value().text())
                .withReason(verdict.reason())
                .withMessage(verdict.message())
                .withObservedGeneration(generation)
                .withLastTransitionTime(since)
                .build();
    }

    private static boolean same(TenantStatus current, TenantStatus next) {
        return Objects.equals(current.getObservedGeneration(), next.getObservedGeneration())
                && current.getPhase() == next.getPhase()
                && Objects.equals(current.getTier(), next.getTier())
                && Objects.equals(current.getNamespace(), next.getNamespace())
                && Objects.equals(current.getIncarnation(), next.getIncarnation())
                && Objects.equals(mqtt(current), mqtt(next))
                && Objects.equals(dashboards(current), dashboards(next))
                && current.getConditions().equals(next.getConditions());
    }

    private static @Nullable String dashboards(TenantStatus status) {
        return status.getEndpoints() == null ? null : status.getEndpoints().getDashboards();
    }

    private static @Nullable String mqtt(TenantStatus status) {
        return status.getEndpoints() == null ? null : status.getEndpoints().getMqtt();
    }
}
