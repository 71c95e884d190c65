package io.millwright.operator.tenant;

import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.millwright.crd.v1alpha1.DeletionPolicy;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.operator.cluster.Cluster;
import io.millwright.operator.dashboards.DashboardsOutcome;
import io.millwright.operator.erasure.Doomed;
import io.millwright.operator.erasure.Erasure;
import io.millwright.operator.plan.Incarnation;
import io.millwright.operator.plan.Names;
import io.millwright.operator.status.PhaseEvents;
import io.millwright.operator.status.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What becomes of a deleted Tenant. If its definition is what was deleted, everything runs on and waits for the next Tenant of that
 * name. Policy Retain stops everything and keeps the data; Delete does the same, waits for the grace period and then destroys.
 */
final class TenantRemoval {

    private final TenantStandstill standstill;
    private final TenantDashboards dashboards;
    private final TenantMaterials materials;
    private final Erasure erasure;
    private final TenantReporter reporter;
    private final PhaseEvents events;
    private final Clock clock;

    TenantRemoval(
            TenantStandstill standstill,
            TenantDashboards dashboards,
            TenantMaterials materials,
            Erasure erasure,
            TenantReporter reporter,
            PhaseEvents events,
            Clock clock) {
        this.standstill = standstill;
        this.dashboards = dashboards;
        this.materials = materials;
        this.erasure = erasure;
        this.reporter = reporter;
        this.events = events;
        this.clock = clock;
    }

    /** Repeatable after a crash at any point; the finalizer goes last. */
    DeleteControl remove(Tenant tenant, Incarnation incarnation, Cluster<Tenant> cluster) {
        Instant deleted = Instant.parse(tenant.getMetadata().getDeletionTimestamp());
        Optional<Instant> definition = Continuation.definitionLeaving(cluster);
        if (definition.filter(leaving -> !deleted.isBefore(leaving)).isPresent()) {
            return leaveRunning(tenant, incarnation, cluster);
        }
        Doomed doomed = new Doomed(
                tenant.getMetadata().getName(),
                incarnation,
                tenant.getMetadata().getUid(),
                tenant.getMetadata().getDeletionTimestamp());
        // A definition that leaves cannot wait for a grace period, and takes nobody's data along.
        boolean keep = tenant.getSpec().getDeletionPolicy() == DeletionPolicy.RETAIN
                || definition.isPresent() && !erasure.isUnderWay(doomed, cluster.client());
        if (!erasure.isUnderWay(doomed, cluster.client())) {
            standstill.reach(doomed.tenant(), incarnation, keep, cluster);
        }
        Optional<DashboardsOutcome.Failed> left = dashboards.leave(doomed.tenant(), incarnation);
        if (left.isPresent()) {
            return reporter.kept(tenant, cluster, left.get());
        }
        return keep ? retain(tenant, incarnation, cluster) : erase(tenant, doomed, cluster);
    }

    private DeleteControl leaveRunning(Tenant tenant, Incarnation incarnation, Cluster<Tenant> cluster) {
        Continuation.offer(tenant, incarnation, clock.instant().truncatedTo(ChronoUnit.SECONDS), cluster);
        materials.forget(tenant.getMetadata().getName(), incarnation);
        return DeleteControl.defaultDelete();
    }

    private DeleteControl retain(Tenant tenant, Incarnation incarnation, Cluster<Tenant> cluster) {
        materials.forget(tenant.getMetadata().getName(), incarnation);
        events.tell(
                cluster.client(),
                tenant,
                false,
                "DataRetained",
                "Database, volumes and CA of incarnation %s are kept.".formatted(incarnation.ulid()));
        return DeleteControl.defaultDelete();
    }

    private DeleteControl erase(Tenant tenant, Doomed doomed, Cluster<Tenant> cluster) {
        Erasure.Progress progress = erasure.grace(doomed).orElseGet(() -> erasure.proceed(doomed, cluster.client()));
        return switch (progress) {
            case Erasure.Progress.Waiting(String reason, String sentence, Duration again) -> {
                reporter.terminating(tenant, doomed.incarnation(), cluster, Verdict.bad(reason, sentence));
                yield DeleteControl.noFinalizerRemoval().rescheduleAfter(again.toMillis());
            }
            case Erasure.Progress.Erased(String record) -> {
                Continuation.erased(tenant, clock.instant().truncatedTo(ChronoUnit.SECONDS), cluster);
                materials.forget(doomed.tenant(), doomed.incarnation());
                events.tell(
                        cluster.client(),
                        tenant,
                        false,
                        "Erased",
                        "Workloads, volumes, database and keys of incarnation %s are destroyed; ConfigMap %s of namespace %s is the record."
                                .formatted(doomed.incarnation().ulid(), record, Names.PKI_NAMESPACE));
                yield DeleteControl.defaultDelete();
            }
        };
    }
}
