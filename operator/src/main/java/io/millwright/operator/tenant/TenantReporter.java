package io.millwright.operator.tenant;

import io.fabric8.kubernetes.api.model.Condition;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.micrometer.core.instrument.MeterRegistry;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.crd.v1alpha1.TenantPhase;
import io.millwright.crd.v1alpha1.TenantStatus;
import io.millwright.operator.cluster.Cluster;
import io.millwright.operator.cluster.WriteCounter;
import io.millwright.operator.dashboards.DashboardsOutcome;
import io.millwright.operator.plan.Incarnation;
import io.millwright.operator.plan.Names;
import io.millwright.operator.status.PhaseEvents;
import io.millwright.operator.status.StatusFactory;
import io.millwright.operator.status.TenantCondition;
import io.millwright.operator.status.TenantReport;
import io.millwright.operator.status.Verdict;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what a look at a tenant amounts to: status, and on a change of phase an event, a log line and a count. */
final class TenantReporter {

    private static final Logger LOG = LoggerFactory.getLogger(TenantReporter.class);

    private final StatusFactory factory;
    private final PhaseEvents events;
    private final MeterRegistry meters;
    private final WriteCounter writes;

    TenantReporter(StatusFactory factory, PhaseEvents events, MeterRegistry meters, WriteCounter writes) {
        this.factory = factory;
        this.events = events;
        this.meters = meters;
        this.writes = writes;
    }

    /** @param tier what runs, empty as long as nothing does */
    UpdateControl<Tenant> report(
            Tenant tenant,
            Incarnation incarnation,
            Cluster<Tenant> cluster,
            Optional<String> tier,
            TenantAddresses addresses,
            Map<TenantCondition, Verdict> verdicts) {
        Optional<TenantPhase> before = before(tenant, incarnation);
        TenantReport report = new TenantReport(
                phase(tenant, before, tier.isPresent(), verdicts),
                tier.or(() -> running(tenant, incarnation)),
                Names.namespace(tenant.getMetadata().getName()),
                incarnation.ulid(),
                addresses.mqtt(),
                addresses.dashboards(),
                verdicts);
        Optional<Tenant> patch = factory.patch(tenant, report);
        if (patch.isEmpty()) {
            return UpdateControl.noUpdate();
        }
        writes.status(Tenant.class);
        Verdict ready = Objects.requireNonNull(verdicts.get(TenantCondition.READY));
        if (before.isEmpty() || before.get() != report.phase()) {
            tell(tenant, cluster, report.phase(), ready);
        }
        return UpdateControl.patchStatus(patch.get());
    }

    /** A deleted tenant whose organisation a pooled Grafana still has: it goes when that is gone. */
    DeleteControl kept(Tenant tenant, Cluster<Tenant> cluster, DashboardsOutcome.Failed left) {
        meters.counter(
                        "millwright.operator.failures",
                        "tenant",
                        tenant.getMetadata().getName(),
                        "reason",
                        left.reason())
                .increment();
        events.tell(
                cluster.client(),
                tenant,
                true,
                left.reason(),
                "The tenant goes when its organisation is gone; a Grafana that will not come back is taken out of"
                        + " millwright.operator.grafana.pooled. " + left.sentence());
        return DeleteControl.noFinalizerRemoval().rescheduleAfter(left.again());
    }

    /** Of a deleted tenant that is not gone yet; {@code why} says what is waited for. */
    void terminating(Tenant tenant, Incarnation incarnation, Cluster<Tenant> cluster, Verdict why) {
        Map<TenantCondition, Verdict> verdicts = new EnumMap<>(TenantCondition.class);
        for (TenantCondition condition : TenantCondition.values()) {
            verdicts.put(
                    condition, Verdict.unknown("Terminating", "The tenant is deleted; Ready says how far that is."));
        }
        verdicts.put(TenantCondition.READY, why);
        Optional<String> reason = Optional.ofNullable(tenant.getStatus())
                .flatMap(status -> status.getConditions().stream()
                        .filter(condition -> TenantCondition.READY.type().equals(condition.getType()))
                        .map(Condition::getReason)
                        .findFirst());
        factory.patch(
                        tenant,
                        new TenantReport(
                                TenantPhase.TERMINATING,
                                running(tenant, incarnation),
                                Names.namespace(tenant.getMetadata().getName()),
                                incarnation.ulid(),
                                Optional.empty(),
                                Optional.empty(),
                                verdicts))
                .ifPresent(patch -> {
                    writes.status(Tenant.class);
                    cluster.applyStatus(patch);
                    if (reason.filter(why.reason()::equals).isEmpty()) {
                        events.tell(cluster.client(), tenant, true, why.reason(), why.message());
                    }
                });
    }

    /** Ready alone changes: what the other conditions said last is the best that is known. */
    Optional<Tenant> failure(Tenant tenant, Incarnation incarnation, String cause) {
        meters.counter(
                        "millwright.operator.failures",
                        "tenant",
                        tenant.getMetadata().getName(),
                        "reason",
                        cause)
                .increment();
        TenantStatus status = tenant.getStatus() == null ? new TenantStatus() : tenant.getStatus();
        Map<TenantCondition, Verdict> verdicts = new EnumMap<>(TenantCondition.class);
        for (TenantCondition type : TenantCondition.values()) {
            verdicts.put(type, last(status, type));
        }
        verdicts.put(
                TenantCondition.READY,
                Verdict.bad(
                        "ReconcileFailed",
                        "The operator could not finish its work (%s) and tries again; if it stays so, see its log."
                                .formatted(cause)));
        Optional<TenantPhase> before = before(tenant, incarnation);
        return factory.patch(
                tenant,
                new TenantReport(
                        phase(tenant, before, status.getTier() != null, verdicts),
                        running(tenant, incarnation),
                        Names.namespace(tenant.getMetadata().getName()),
                        incarnation.ulid(),
                        Optional.ofNullable(status.getEndpoints()).map(endpoints -> endpoints.getMqtt()),
                        Optional.ofNullable(status.getEndpoints()).map(endpoints -> endpoints.getDashboards()),
                        verdicts));
    }

    private static Verdict last(TenantStatus status, TenantCondition type) {
        return status.getConditions().stream()
                .filter(condition -> type.type().equals(condition.getType()))
                .findFirst()
                .map(TenantReporter::verdict)
                .orElseGet(() -> Verdict.unknown("Waiting", "This has not been looked at yet."));
    }

    private static Verdict verdict(Condition condition) {
        return switch (condition.getStatus()) {
            case "True" -> Verdict.good(condition.getReason(), condition.getMessage());
            case "False" -> Verdict.bad(condition.getReason(), condition.getMessage());
            default -> Verdict.unknown(condition.getReason(), condition.getMessage());
        };
    }

    private void tell(Tenant tenant, Cluster<Tenant> cluster, TenantPhase phase, Verdict ready) {
        String name = tenant.getMetadata().getName();
        boolean warning = phase == TenantPhase.DEGRADED || phase == TenantPhase.PENDING;
        LOG.atInfo()
                .addKeyValue("tenant", name)
                .addKeyValue("phase", phase)
                .addKeyValue("reason", ready.reason())
                .log("Tenant changed its phase");
        meters.counter("millwright.operator.phase.changes", "phase", text(phase), "reason", ready.reason())
                .increment();
        events.tell(cluster.client(), tenant, warning, text(phase), ready.message());
    }

    private static TenantPhase phase(
            Tenant tenant, Optional<TenantPhase> before, boolean runs, Map<TenantCondition, Verdict> verdicts) {
        if (tenant.getMetadata().getDeletionTimestamp() != null) {
            return TenantPhase.TERMINATING;
        }
        boolean ready =
                Objects.requireNonNull(verdicts.get(TenantCondition.READY)).isGood();
        if (ready) {
            return TenantPhase.READY;
        }
        boolean everythingElse = verdicts.entrySet().stream()
                .filter(entry -> entry.getKey() != TenantCondition.READY)
                .allMatch(entry -> entry.getValue().isGood());
        if (tenant.getSpec().isSuspended() && everythingElse) {
            return TenantPhase.SUSPENDED;
        }
        boolean ranBefore = before.filter(phase ->
                        phase == TenantPhase.READY || phase == TenantPhase.DEGRADED || phase == TenantPhase.SUSPENDED)
                .isPresent();
        if (ranBefore) {
            return TenantPhase.DEGRADED;
        }
        if (runs && onlyDashboardsFail(verdicts)) {
            return TenantPhase.DEGRADED;
        }
        return runs ? TenantPhase.PROVISIONING : TenantPhase.PENDING;
    }

    /** Whoever measures can work: a new tenant is not kept in its making by a Grafana that is down. */
    private static boolean onlyDashboardsFail(Map<TenantCondition, Verdict> verdicts) {
        boolean dataPath = verdicts.entrySet().stream()
                .filter(entry -> entry.getKey() != TenantCondition.READY)
                .filter(entry -> entry.getKey() != TenantCondition.DASHBOARDS_READY)
                .allMatch(entry -> entry.getValue().isGood());
        Verdict dashboards = verdicts.get(TenantCondition.DASHBOARDS_READY);
        return dataPath
                && dashboards != null
                && !dashboards.isGood()
                && !Assessment.DASHBOARDS_STARTING.contains(dashboards.reason());
    }

    private static Optional<TenantPhase> before(Tenant tenant, Incarnation incarnation) {
        return ofThis(tenant, incarnation).map(TenantStatus::getPhase);
    }

    private static Optional<String> running(Tenant tenant, Incarnation incarnation) {
        return ofThis(tenant, incarnation).map(TenantStatus::getTier);
    }

    private static Optional<TenantStatus> ofThis(Tenant tenant, Incarnation incarnation) {
        return Optional.ofNullable(tenant.getStatus())
                .filter(status -> incarnation.ulid().equals(status.getIncarnation()));
    }

    private static String text(TenantPhase phase) {
        String name = phase.name();
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }
}
