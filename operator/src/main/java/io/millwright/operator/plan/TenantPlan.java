package io.millwright.operator.plan;

import io.millwright.operator.tier.BrokerEngine;
import io.millwright.operator.tier.DashboardsPlacement;
import io.millwright.operator.tier.Placement;
import io.millwright.operator.tier.Tier;
import io.millwright.operator.tier.TierChoice;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is needed to render a tenant: equal plans render equal objects, so whoever renders takes no client, clock
 * or randomness.
 *
 * @param volumes sizes that are fixed once the volume exists
 * @param material keys and passwords, found in Secrets or newly made
 * @param pooledGrafana name of the pooled Grafana that has the tenant's organisation, or is to have it
 */
public record TenantPlan(
        String tenant,
        Incarnation incarnation,
        Tier tier,
        TierChoice choice,
        boolean suspended,
        Installation installation,
        Volumes volumes,
        Material material,
        @Nullable String pooledGrafana) {

    /** The same plan with this place for the tenant's organisation, or none. */
    public TenantPlan at(@Nullable String grafana) {
        return new TenantPlan(tenant, incarnation, tier, choice, suspended, installation, volumes, material, grafana);
    }

    public String namespace() {
        return Names.namespace(tenant);
    }

    public boolean ownBroker() {
        return tier.broker().placement() == Placement.OWN;
    }

    /** Whether the tenant's own broker is EMQX. */
    public boolean emqx() {
        return ownBroker() && tier.broker().engine() == BrokerEngine.EMQX;
    }

    public boolean ownHistorian() {
        return tier.historian().placement() == Placement.OWN;
    }

    public boolean ownRuntime() {
        return tier.runtime().placement() == Placement.OWN;
    }

    public boolean ownDashboards() {
        return installation.grafana() != null && tier.dashboards().placement() == DashboardsPlacement.OWN;
    }

    public boolean pooledDashboards() {
        return installation.grafana() != null && tier.dashboards().placement() == DashboardsPlacement.POOLED;
    }

    /** Where browsers reach an own Grafana; empty where there is none, or no way in. */
    public Optional<String> dashboardsHost() {
        return ownDashboards() ? installation.dashboardsHost(tenant) : Optional.empty();
    }

    /** Where the broker of this tenant lives. */
    public String brokerNamespace() {
        return ownBroker() ? namespace() : Names.POOL_NAMESPACE;
    }

    /** Where the runtime of this tenant, and the Secret it reads, live. */
    public String runtimeNamespace() {
        return ownRuntime() ? namespace() : Names.POOL_NAMESPACE;
    }

    /** JDBC address of the historian server with a trailing slash, without a database. */
    public String historianUrl() {
        return ownHistorian() ? installation.ownHistorianUrl(namespace()) : installation.pooledHistorianUrl();
    }

    /** @param brokerGi and historianGi: an existing volume's size wins over a changed limit, because claims cannot be resized here */
    public record Volumes(int brokerGi, int historianGi) {}
}
