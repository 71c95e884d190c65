package io.millwright.operator.tenant;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.millwright.operator.cluster.Cluster;
import io.millwright.operator.network.TenantNamespace;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.TenantPlan;
import io.millwright.operator.pool.PoolPlaces;
import io.millwright.operator.pool.PoolPlaces.Claim;
import io.millwright.operator.pool.PoolPlaces.Resident;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * In which shard of the pool a tenant is. Its namespace says so. Where that says nothing, because it was deleted or an older
 * release wrote it, or says something else than what is, because somebody edited it, the shard whose runtime was given the
 * tenant's Secret is the one. Who is in none is given a place.
 */
final class PlaceInPool {

    private final PoolPlaces places;

    PlaceInPool(PoolPlaces places) {
        this.places = places;
    }

    /** Empty of a tenant that needs no pool, and of one that waits for a place. */
    Optional<String> of(TenantPlan plan, Optional<String> remembered, Cluster<?> cluster) {
        if (!plan.pooled()) {
            places.left(plan.tenant());
            return Optional.empty();
        }
        Resident resident = new Resident(plan.tenant(), plan.incarnation().ulid());
        Optional<String> recorded = remembered.filter(pool -> isThere(pool, cluster));
        Optional<String> place = recorded.filter(pool -> holds(pool, plan, cluster))
                .or(() -> places.pools()
                        .filter(pool -> holds(pool, plan, cluster) && serves(pool, plan, cluster))
                        .findFirst())
                .or(() -> recorded)
                .or(() -> places.place(resident, () -> claims(cluster)));
        place.ifPresent(pool -> places.found(resident, pool));
        return place;
    }

    /** One beyond those there may be is left over from when there could be more, and goes on. */
    private boolean isThere(String pool, Cluster<?> cluster) {
        return places.pools().anyMatch(pool::equals)
                || (Names.isPool(pool)
                        && cluster.read(Namespace.class, null, pool).isPresent());
    }

    private static boolean holds(String pool, TenantPlan plan, Cluster<?> cluster) {
        return cluster.read(Secret.class, pool, Names.runtimeSecret(plan.tenant()))
                .flatMap(Labels::incarnationOf)
                .filter(plan.incarnation().ulid()::equals)
                .isPresent();
    }

    private static boolean serves(String pool, TenantPlan plan, Cluster<?> cluster) {
        return cluster.read(Deployment.class, pool, Names.RUNTIME)
                .filter(runtime -> Observation.mounts(runtime, plan.tenant()))
                .isPresent();
    }

    /** A namespace that was deleted by hand claims nothing, but what lies in the shard still does. */
    private static List<Claim> claims(Cluster<?> cluster) {
        return Stream.concat(
                        cluster.list(Namespace.class)
                                .flatMap(namespace -> Labels.annotation(namespace, TenantNamespace.POOL)
                                        .filter(Names::isPool)
                                        .flatMap(pool -> resident(namespace).map(who -> new Claim(pool, who, true)))
                                        .stream()),
                        cluster.list(Secret.class)
                                .filter(secret ->
                                        Names.isPool(secret.getMetadata().getNamespace()))
                                .flatMap(secret -> resident(secret)
                                        .map(who ->
                                                new Claim(secret.getMetadata().getNamespace(), who, false))
                                        .stream()))
                .toList();
    }

    private static Optional<Resident> resident(HasMetadata object) {
        return Labels.tenantOf(object)
                .flatMap(tenant -> Labels.incarnationOf(object).map(incarnation -> new Resident(tenant, incarnation)));
    }
}
