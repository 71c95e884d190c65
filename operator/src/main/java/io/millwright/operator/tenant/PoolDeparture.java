package io.millwright.operator.tenant;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.millwright.operator.broker.BrokerRoute;
import io.millwright.operator.cluster.Cluster;
import io.millwright.operator.plan.Incarnation;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.OptionalApi;
import io.millwright.operator.plan.TenantPlan;
import io.millwright.operator.pool.PoolPlaces;
import io.millwright.operator.pool.PoolPlaces.Resident;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Takes what is a tenant's out of shards of the pool, so that no two of them serve it, and none serves whoever is gone. */
final class PoolDeparture {

    private final PoolPlaces places;

    PoolDeparture(PoolPlaces places) {
        this.places = places;
    }

    /** Leaves what the plan has in the pool, and nothing else. */
    void strays(TenantPlan plan, Cluster<?> cluster) {
        Set<OptionalApi> offers = plan.installation().offers();
        pools(Optional.ofNullable(plan.pool())).forEach(pool -> {
            boolean elsewhere = !pool.equals(plan.pool());
            if (elsewhere || plan.ownBroker()) {
                broker(plan.tenant(), pool, offers, cluster);
            }
            if (elsewhere || plan.ownRuntime()) {
                runtime(plan.tenant(), pool, cluster);
            }
        });
    }

    /**
     * Of a tenant that ends; its place is free then.
     *
     * @param recorded what the tenant's namespace says
     */
    void everything(
            String tenant,
            Incarnation incarnation,
            Optional<String> recorded,
            Set<OptionalApi> offers,
            Cluster<?> cluster) {
        pools(recorded.filter(Names::isPool)).forEach(pool -> {
            broker(tenant, pool, offers, cluster);
            runtime(tenant, pool, cluster);
        });
        places.ended(new Resident(tenant, incarnation.ulid()));
    }

    private Stream<String> pools(Optional<String> one) {
        return Stream.concat(places.pools(), one.stream()).distinct();
    }

    private static void broker(String tenant, String pool, Set<OptionalApi> offers, Cluster<?> cluster) {
        take(ConfigMap.class, pool, Names.pooledAuthority(tenant), tenant, cluster);
        BrokerRoute.of(offers).ifPresent(route -> take(route.type(), pool, Names.pooledRoute(tenant), tenant, cluster));
    }

    private static void runtime(String tenant, String pool, Cluster<?> cluster) {
        take(Secret.class, pool, Names.runtimeSecret(tenant), tenant, cluster);
    }

    private static void take(
            Class<? extends HasMetadata> type, String pool, String name, String tenant, Cluster<?> cluster) {
        cluster.read(type, pool, name)
                .filter(found -> Labels.tenantOf(found).filter(tenant::equals).isPresent())
                .ifPresent(cluster::delete);
    }
}
