package io.millwright.operator.tenant;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.millwright.operator.cluster.Cluster;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.TenantPlan;
import io.millwright.operator.pool.PoolSettings;
import io.millwright.operator.status.Verdict;
import io.millwright.operator.tier.Tier;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What keeps a tenant from running although the API server took every object, each as one sentence.
 *
 * @param owner an owner reference that is not ours, on something that must not go with anything
 * @param quota the tier's ceiling is below what the tier runs
 * @param stuck own workloads that do not come to run, by {@code app.kubernetes.io/name}
 * @param pool no shard of the pool has a place for it, or its own serves as many as it may
 */
record Obstacles(Optional<String> owner, Optional<String> quota, Map<String, Verdict> stuck, Optional<String> pool) {

    static Obstacles of(TenantPlan plan, Observation seen, PoolSettings pool, Cluster<?> cluster, Instant now) {
        return new Obstacles(
                owner(plan, cluster),
                quota(plan.tier()),
                StuckWorkloads.of(plan, seen, cluster, now),
                pool(plan, seen, pool, cluster));
    }

    private static Optional<String> owner(TenantPlan plan, Cluster<?> cluster) {
        return Stream.<Optional<? extends HasMetadata>>of(
                        cluster.read(Namespace.class, null, plan.namespace()),
                        cluster.read(
                                Secret.class, Names.PKI_NAMESPACE, Names.authority(plan.tenant(), plan.incarnation())),
                        cluster.read(StatefulSet.class, plan.namespace(), Names.HISTORIAN))
                .flatMap(Optional::stream)
                .flatMap(object ->
                        object.getMetadata().getOwnerReferences().stream().map(reference -> owned(object, reference)))
                .findFirst();
    }

    private static String owned(HasMetadata object, OwnerReference reference) {
        return "%s %s has an owner reference to %s %s that the operator did not set: it would go with that object; remove the reference."
                .formatted(object.getKind(), object.getMetadata().getName(), reference.getKind(), reference.getName());
    }

    /** What runs at least, without the pod that a roll-out adds; a tier that keeps nothing of its own needs nothing. */
    static Optional<String> quota(Tier tier) {
        BigDecimal cpu = sum(tier, Tier.Size::cpu);
        BigDecimal memory = sum(tier, Tier.Size::memory);
        boolean fits = cpu.compareTo(Quantity.getAmountInBytes(
                                new Quantity(tier.quota().cpu())))
                        <= 0
                && memory.compareTo(Quantity.getAmountInBytes(
                                new Quantity(tier.quota().memory())))
                        <= 0;
        return fits
                ? Optional.empty()
                : Optional.of(
                        "Tier %s grants its namespace cpu %s and memory %s, which is less than its pods ask for; raise the tier's quota."
                                .formatted(
                                        tier.name(),
                                        tier.quota().cpu(),
                                        tier.quota().memory()));
    }

    private static BigDecimal sum(Tier tier, Function<Tier.Size, String> part) {
        return Stream.of(
                        times(tier.broker().size(), tier.broker().replicas(), part),
                        times(tier.historian().size(), tier.historian().replicas(), part),
                        times(tier.runtime().size(), tier.runtime().minimum(), part),
                        times(tier.dashboards().size(), tier.dashboards().replicas(), part))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal times(Tier.@Nullable Size size, int replicas, Function<Tier.Size, String> part) {
        return size == null
                ? BigDecimal.ZERO
                : Quantity.getAmountInBytes(new Quantity(part.apply(size))).multiply(BigDecimal.valueOf(replicas));
    }

    private static Optional<String> pool(TenantPlan plan, Observation seen, PoolSettings pool, Cluster<?> cluster) {
        if (plan.waits()) {
            return Optional.of(
                    "The pool serves %d tenants in each of %d shards, as many as it may, and this one comes after them; raise millwright.operator.pool.shards or millwright.operator.pool.tenants, or choose a tier with a broker and a runtime of its own."
                            .formatted(pool.tenants(), pool.shards()));
        }
        if (plan.ownRuntime() || seen.mounted()) {
            return Optional.empty();
        }
        long served = cluster.read(Deployment.class, plan.runtimeNamespace(), Names.RUNTIME).stream()
                .mapToLong(Observation::served)
                .sum();
        return served < pool.tenants()
                ? Optional.empty()
                : Optional.of(
                        "Shard %s of the pool serves %d tenants, as many as it may, and this one comes after them; raise millwright.operator.pool.tenants, or choose a tier with a runtime of its own."
                                .formatted(plan.runtimeNamespace(), served));
    }

    Optional<Verdict> stuck(String workload) {
        return Optional.ofNullable(stuck.get(workload));
    }

    /** Looked at again after a while, because no event tells of it. */
    boolean isSilent() {
        return !stuck.isEmpty() || owner.isPresent();
    }
}
