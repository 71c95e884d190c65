package io.millwright.operator.tenant;

import io.millwright.operator.cluster.RouteState;
import io.millwright.operator.dashboards.DashboardsOutcome;
import io.millwright.operator.plan.TenantPlan;
import java.util.Optional;

/** Where a tenant is reached from outside, as far as it is. */
record TenantAddresses(Optional<String> mqtt, Optional<String> dashboards) {

    static final TenantAddresses NONE = new TenantAddresses(Optional.empty(), Optional.empty());

    static TenantAddresses of(TenantPlan plan, Observation seen, Optional<DashboardsOutcome> dashboards) {
        Optional<String> own = plan.dashboardsHost()
                .filter(_ -> seen.dashboardsRoute() instanceof RouteState.Accepted)
                .map(host -> "https://" + host + "/");
        return new TenantAddresses(seen.mqtt(), own.or(() -> dashboards.flatMap(TenantAddresses::served)));
    }

    private static Optional<String> served(DashboardsOutcome outcome) {
        return outcome instanceof DashboardsOutcome.Served(String address) ? Optional.of(address) : Optional.empty();
    }
}
