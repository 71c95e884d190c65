package io.millwright.operator.plan;

import io.millwright.operator.tier.BrokerEngine;
import io.millwright.operator.tier.DashboardsPlacement;
import io.millwright.operator.tier.HistorianEngine;
import io.millwright.operator.tier.Placement;
import io.millwright.operator.tier.Tier;
import io.millwright.operator.tier.TierChoice;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is needed to render a tenant: equal plans render equal objects, so whoever renders takes no client, clock
 * or randomness.
 *
 * @param historianEngine what an own historian is made as: for ever, because the other make would begin without data
 * @param volumes sizes that are fixed once the volume exists
 * @param material keys and passwords, found in Secrets or newly made
 * @param pooledGrafana name of the pooled Grafana that has the tenant's organisation, or is to have it
 * @param pool namespace of the shard of the pool that serves the tenant; null of one that needs none, or waits for a place
 */
public record TenantPlan(
        String tenant,
        Incarnation incarnation,
        Tier tier,
        TierChoice choice,
        boolean suspended,
        Installation installation,
        HistorianEngine historianEngine,
        Volumes volumes,
        Material material,
        @Nullable String pooledGrafana,
        @Nullable String pool) {

    /** The same plan with this place for the tenant's organisation, or none. */
    public TenantPlan at(@Nullable String grafana) {
        return at(grafana, pool);
    }

    /** The same plan with this shard of the pool, or none. */
    public TenantPlan in(@Nullable String shard) {
        return at(pooledGrafana, shard);
    }

    private TenantPlan at(@Nullable String grafana, @Nullable String shard) {
        return new TenantPlan(
                tenant,
                incarnation,
                tier,
                choice,
                suspended,
                installation,
                historianEngine,
                volumes,
                material,
                grafana,
                shard);
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

    /** An own historian that is one server. */
    public boolean historianServer() {
        return ownHistorian() && historianEngine == HistorianEngine.SERVER;
    }

    /** An own historian of several instances. */
    public boolean historianCluster() {
        return ownHistorian() && historianEngine == HistorianEngine.CLOUD_NATIVE_PG;
    }

    /** What a tenant that has no historian yet gets: one server where the cluster cannot have what the tier says. */
    public static HistorianEngine firstEngine(Tier tier, Installation installation) {
        return installation.offers().contains(OptionalApi.CLOUD_NATIVE_PG)
                ? tier.historian().engine()
                : HistorianEngine.SERVER;
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

    /** Whether a pool serves this tenant, or a part of it. */
    public boolean pooled() {
        return !ownBroker() || !ownRuntime();
    }

    /** Whether every shard of the pool is full: nothing of the tenant can be made there. */
    public boolean waits() {
        return pooled() && pool == null;
    }

    /** Where the broker of this tenant lives. */
    public String brokerNamespace() {
        return ownBroker() ? namespace() : shard();
    }

    /** Where the runtime of this tenant, and the Secret it reads, live. */
    public String runtimeNamespace() {
        return ownRuntime() ? namespace() : shard();
    }

    /** Where nobody has a place there is nothing of the tenant, and nothing is looked for but what would be in the first. */
    private String shard() {
        return pool == null ? Names.POOL_NAMESPACE : pool;
    }

    /** JDBC address of the historian server with a trailing slash, without a database. */
    public String historianUrl() {
        if (historianCluster()) {
            return installation.historianClusterUrl(namespace(), Names.historianCluster(incarnation));
        }
        return ownHistorian() ? installation.ownHistorianUrl(namespace()) : installation.pooledHistorianUrl();
    }

    /** The same plan with historian volumes of another size. */
    public TenantPlan growing(int historianGi) {
        return new TenantPlan(
                tenant,
                incarnation,
                tier,
                choice,
                suspended,
                installation,
                historianEngine,
                new Volumes(volumes.brokerGi(), historianGi),
                material,
                pooledGrafana,
                pool);
    }

    /**
     * What the objects that exist say, because claim templates cannot change.
     *
     * @param historianGi of each instance; whether it can follow a changed limit is looked at apart
     */
    public record Volumes(int brokerGi, int historianGi) {}
}
