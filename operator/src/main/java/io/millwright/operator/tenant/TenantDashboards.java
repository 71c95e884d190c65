package io.millwright.operator.tenant;

import io.fabric8.kubernetes.api.model.Namespace;
import io.millwright.operator.cluster.Cluster;
import io.millwright.operator.dashboards.DashboardsOutcome;
import io.millwright.operator.dashboards.PooledOrganisations;
import io.millwright.operator.historian.HistorianOutcome;
import io.millwright.operator.network.TenantNamespace;
import io.millwright.operator.plan.DatabaseCredentials;
import io.millwright.operator.plan.Incarnation;
import io.millwright.operator.plan.TenantPlan;
import java.util.Optional;

/** The tenant's organisation in a pooled Grafana, over its life. Runs after everything that measures and stores. */
final class TenantDashboards {

    private final PooledOrganisations organisations;
    private final TenantNamespace namespace = new TenantNamespace();

    TenantDashboards(PooledOrganisations organisations) {
        this.organisations = organisations;
    }

    /** Empty where nothing is pooled, or the historian has nothing to show yet. */
    Optional<DashboardsOutcome> ensure(TenantPlan plan, Optional<HistorianOutcome> historian, Cluster<?> cluster) {
        if (!plan.pooledDashboards()) {
            return moveAway(plan, cluster);
        }
        DatabaseCredentials database = plan.material().database();
        boolean there = historian
                .filter(outcome ->
                        outcome instanceof HistorianOutcome.Ready || outcome instanceof HistorianOutcome.Changed)
                .isPresent();
        return database == null || !there ? Optional.empty() : Optional.of(organisations.ensure(plan, database));
    }

    /** Of a deleted tenant; what failed, if it did, and is to be tried again before the tenant may go. */
    Optional<DashboardsOutcome.Failed> leave(String tenant, Incarnation incarnation) {
        return organisations.remove(tenant, incarnation);
    }

    /** Only when the organisation is gone does the namespace forget where it was. */
    private Optional<DashboardsOutcome> moveAway(TenantPlan plan, Cluster<?> cluster) {
        String place = plan.pooledGrafana();
        if (place == null || !organisations.knows(place)) {
            return Optional.empty();
        }
        Optional<DashboardsOutcome.Failed> failed = organisations.remove(plan.tenant(), plan.incarnation());
        if (failed.isPresent()) {
            return Optional.of(failed.get());
        }
        cluster.ensure(Namespace.class, namespace.desired(plan.at(null)));
        return Optional.empty();
    }
}
