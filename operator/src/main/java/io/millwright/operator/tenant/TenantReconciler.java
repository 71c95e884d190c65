package io.millwright.operator.tenant;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.operator.attention.ReconcileWatch;
import io.millwright.operator.cluster.Cluster;
import io.millwright.operator.cluster.WorkloadState;
import io.millwright.operator.cluster.WriteCounter;
import io.millwright.operator.dashboards.DashboardsOutcome;
import io.millwright.operator.historian.HistorianOutcome;
import io.millwright.operator.historian.server.HistorianDatabases;
import io.millwright.operator.leadership.Leadership;
import io.millwright.operator.plan.Credentials;
import io.millwright.operator.plan.DatabaseCredentials;
import io.millwright.operator.plan.Incarnation;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.TenantPlan;
import io.millwright.operator.pool.PoolPlaces;
import io.millwright.operator.pool.PoolSettings;
import io.millwright.operator.status.TenantCondition;
import io.millwright.operator.status.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Tenant -> running stack: resolve, plan, realise, observe, report. Events of anything a tenant consists of lead here, so a
 * deleted object is back at once; what no event tells (a database) is looked at on every resync.
 */
@ControllerConfiguration(
        name = "tenant",
        generationAwareEventProcessing = false,
        informer = @Informer(name = "tenants", onUpdateFilter = WorthALook.class))
final class TenantReconciler implements Reconciler<Tenant>, Cleaner<Tenant> {

    /** Something a person has to change, and that no event announces, is looked at again after this long. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

    private static final Duration HISTORIAN_AGAIN = Duration.ofSeconds(10);

    private final TenantResolver resolver;
    private final HistorianDatabases databases;
    private final TenantDashboards dashboards;
    private final TenantReporter reporter;
    private final TenantRemoval removal;
    private final TenantEventSources sources;
    private final PoolSettings pool;
    private final PoolPlaces places;
    private final Realisation realisation;
    private final Clock clock;
    private final ReconcileWatch<Tenant> watch;
    private final Leadership leadership;
    private final WriteCounter writes;

    TenantReconciler(
            TenantResolver resolver,
            HistorianDatabases databases,
            TenantDashboards dashboards,
            TenantReporter reporter,
            TenantRemoval removal,
            TenantEventSources sources,
            PoolSettings pool,
            PoolPlaces places,
            Realisation realisation,
            Clock clock,
            ReconcileWatch<Tenant> watch,
            Leadership leadership,
            WriteCounter writes) {
        this.resolver = resolver;
        this.databases = databases;
        this.dashboards = dashboards;
        this.reporter = reporter;
        this.removal = removal;
        this.sources = sources;
        this.pool = pool;
        this.places = places;
        this.realisation = realisation;
        this.clock = clock;
        this.watch = watch;
        this.leadership = leadership;
        this.writes = writes;
    }

    @Override
    public List<EventSource<?, Tenant>> prepareEventSources(EventSourceContext<Tenant> context) {
        List<EventSource<?, Tenant>> all = new ArrayList<>(sources.prepare(context));
        all.add(watch.observe(context.getPrimaryCache()));
        return all;
    }

    @Override
    public UpdateControl<Tenant> reconcile(Tenant tenant, Context<Tenant> context) {
        Cluster<Tenant> cluster = new Cluster<>(context, writes);
        String name = tenant.getMetadata().getName();
        Optional<Namespace> found = cluster.read(Namespace.class, null, Names.namespace(name));
        Incarnation incarnation = Continuation.of(tenant, found);
        Continuation.accept(tenant, found, cluster);
        UpdateControl<Tenant> control = switch (NamespaceState.of(found, name, incarnation)) {
            case NamespaceState.Foreign() ->
                blocked(
                        tenant,
                        incarnation,
                        cluster,
                        Verdict.bad(
                                "NamespaceNotOurs",
                                "Namespace %s exists and is not this tenant's; it is not adopted: remove it, or choose another name for the tenant."
                                        .formatted(Names.namespace(name))));
            case NamespaceState.Terminating() ->
                blocked(
                        tenant,
                        incarnation,
                        cluster,
                        Verdict.bad(
                                "NamespaceTerminating",
                                "Namespace %s is being deleted; when it is gone it is made anew."
                                        .formatted(Names.namespace(name))));
            case NamespaceState.Usable usable -> run(tenant, incarnation, usable, cluster);
        };
        watch.reconciled(tenant);
        return control;
    }

    @Override
    public DeleteControl cleanup(Tenant tenant, Context<Tenant> context) {
        Cluster<Tenant> cluster = new Cluster<>(context, writes);
        realisation.forget(tenant.getMetadata().getName());
        DeleteControl control = removal.remove(tenant, incarnationOf(tenant, cluster), cluster);
        places.left(tenant.getMetadata().getName());
        watch.reconciled(tenant);
        if (control.isRemoveFinalizer()) {
            databases.forget(tenant.getMetadata().getName());
        }
        return control;
    }

    /** The API server failed or a fault of ours: Ready says so, JOSDK tries again with back-off. */
    @Override
    public ErrorStatusUpdateControl<Tenant> updateErrorStatus(Tenant tenant, Context<Tenant> context, Exception e) {
        watch.reconciled(tenant);
        if (!leadership.isHeld()) {
            // It was interrupted in the middle: its successor says how the tenant is.
            return ErrorStatusUpdateControl.defaultErrorProcessing();
        }
        return reporter.failure(tenant, incarnationOf(tenant, new Cluster<>(context, writes)), cause(e))
                .map(ErrorStatusUpdateControl::patchStatus)
                .orElseGet(ErrorStatusUpdateControl::defaultErrorProcessing);
    }

    /** The metrics wrap what a reconciliation throws: the innermost says what it was. */
    private static String cause(Throwable e) {
        if (e instanceof KubernetesClientException refused && refused.getCode() > 0) {
            return "HTTP " + refused.getCode();
        }
        return e.getCause() == null ? e.getClass().getSimpleName() : cause(e.getCause());
    }

    private UpdateControl<Tenant> run(
            Tenant tenant, Incarnation incarnation, NamespaceState.Usable namespace, Cluster<Tenant> cluster) {
        Resolved resolved = resolver.resolve(tenant, incarnation, namespace, cluster);
        if (resolved.plan().isEmpty()) {
            return reporter.report(
                    tenant, incarnation, cluster, Optional.empty(), TenantAddresses.NONE, refused(resolved));
        }
        TenantPlan plan = resolved.plan().get();
        Map<String, String> refusals = realisation.realise(plan, cluster);
        Observation seen = Observation.of(plan, cluster, HistorianVolumes.grow(plan, cluster));
        Obstacles obstacles = Obstacles.of(plan, seen, pool, cluster, clock.instant());
        Optional<HistorianOutcome> historian = historian(plan, seen);
        Optional<DashboardsOutcome> shown = dashboards.ensure(plan, historian, cluster);
        UpdateControl<Tenant> control = reporter.report(
                tenant,
                incarnation,
                cluster,
                Optional.of(plan.tier().name()),
                TenantAddresses.of(plan, seen, shown),
                Assessment.of(resolved, refusals, seen, obstacles, historian, shown, plan.suspended()));
        if (historian.isPresent() && historian.get() instanceof HistorianOutcome.Unreachable) {
            return control.rescheduleAfter(HISTORIAN_AGAIN);
        }
        if (shown.isPresent() && shown.get() instanceof DashboardsOutcome.Failed failed) {
            return control.rescheduleAfter(failed.again());
        }
        boolean personNeeded = !refusals.isEmpty()
                || obstacles.isSilent()
                || seen.isStarting()
                || plan.waits()
                || resolved.pki().isPresent()
                || resolved.credentials().isPresent()
                || (historian.isPresent() && historian.get() instanceof HistorianOutcome.Refused);
        return personNeeded ? control.rescheduleAfter(LOOK_AGAIN) : control;
    }

    private static Map<TenantCondition, Verdict> refused(Resolved resolved) {
        Verdict why = resolved.refusal()
                .map(refusal -> Verdict.bad(refusal.reason().text(), refusal.message()))
                .orElseThrow();
        return Assessment.blocked(TenantCondition.READY, why);
    }

    private UpdateControl<Tenant> blocked(
            Tenant tenant, Incarnation incarnation, Cluster<Tenant> cluster, Verdict why) {
        return reporter.report(
                tenant,
                incarnation,
                cluster,
                Optional.empty(),
                TenantAddresses.NONE,
                Assessment.blocked(TenantCondition.NAMESPACE_READY, why));
    }

    private Optional<HistorianOutcome> historian(TenantPlan plan, Observation seen) {
        DatabaseCredentials database = plan.material().database();
        if (database == null || !(seen.historian() instanceof WorkloadState.Running)) {
            return Optional.empty();
        }
        Credentials administrator =
                Objects.requireNonNullElse(plan.material().historianAdministrator(), new Credentials("", ""));
        return Optional.of(databases.ensure(plan, database, administrator));
    }

    private static Incarnation incarnationOf(Tenant tenant, Cluster<Tenant> cluster) {
        return Continuation.of(
                tenant,
                cluster.read(
                        Namespace.class,
                        null,
                        Names.namespace(tenant.getMetadata().getName())));
    }
}
