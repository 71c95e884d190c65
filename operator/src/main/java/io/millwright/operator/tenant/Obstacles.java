package io.millwright.operator.tenant;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.millwright.operator.cluster.Cluster;
import io.millwright.operator.cluster.WorkloadState;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.TenantPlan;
import io.millwright.operator.tier.Tier;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What keeps a tenant from running although the API server took every object, each as one sentence.
 *
 * @param owner an owner reference that is not ours, on something that must not go with anything
 * @param quota the tier's ceiling is below what the tier runs
 * @param brokerVolume and historianVolume a claim that stays unbound
 * @param pool the pooled runtime has no room
 */
record Obstacles(
        Optional<String> owner,
        Optional<String> quota,
        Optional<String> brokerVolume,
        Optional<String> historianVolume,
        Optional<String> pool) {

    static final Obstacles NONE =
            new Obstacles(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** A claim is bound within seconds; nobody is asked about it earlier. */
    private static final Duration BINDING = Duration.ofSeconds(30);

    /** @param poolCapacity tenants that the pooled runtime serves at most */
    static Obstacles of(TenantPlan plan, Observation seen, int poolCapacity, Cluster<?> cluster, Instant now) {
        return new Obstacles(
                owner(plan, cluster),
                quota(plan.tier()),
                plan.ownBroker() ? volume(plan, Names.BROKER, seen.broker(), cluster, now) : Optional.empty(),
                plan.ownHistorian() ? volume(plan, Names.HISTORIAN, seen.historian(), cluster, now) : Optional.empty(),
                plan.ownRuntime() || seen.mounted() ? Optional.empty() : pool(plan, poolCapacity, cluster));
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

    private static Optional<String> volume(
            TenantPlan plan, String workload, WorkloadState state, Cluster<?> cluster, Instant now) {
        boolean late = state instanceof WorkloadState.Starting
                && cluster.read(StatefulSet.class, plan.namespace(), workload)
                        .map(set -> set.getMetadata().getCreationTimestamp())
                        .filter(created -> Instant.parse(created).plus(BINDING).isBefore(now))
                        .isPresent();
        if (!late) {
            return Optional.empty();
        }
        String claim = Names.dataVolume(plan.incarnation()) + "-" + workload + "-0";
        return cluster.readThrough(PersistentVolumeClaim.class, plan.namespace(), claim)
                .flatMap(Obstacles::unbound);
    }

    static Optional<String> unbound(PersistentVolumeClaim claim) {
        String phase = claim.getStatus() == null ? "Pending" : claim.getStatus().getPhase();
        if ("Bound".equals(phase)) {
            return Optional.empty();
        }
        String storageClass = claim.getSpec().getStorageClassName();
        return Optional.of("Volume claim %s of namespace %s is not bound: %s; kubectl describe pvc says more."
                .formatted(
                        claim.getMetadata().getName(),
                        claim.getMetadata().getNamespace(),
                        storageClass == null || storageClass.isEmpty()
                                ? "it names no storage class and the cluster has no default one"
                                : "storage class " + storageClass + " is not there or cannot provide it"));
    }

    private static Optional<String> pool(TenantPlan plan, int capacity, Cluster<?> cluster) {
        long served = cluster.read(Deployment.class, plan.runtimeNamespace(), Names.RUNTIME).stream()
                .mapToLong(Observation::served)
                .sum();
        return served < capacity
                ? Optional.empty()
                : Optional.of(
                        "The pool serves %d tenants, as many as it may, and this one comes after them; raise millwright.operator.pool.tenants, or choose a tier with a runtime of its own."
                                .formatted(served));
    }

    /** Looked at again after a while, because no event tells of it. */
    boolean isSilent() {
        return brokerVolume.isPresent() || historianVolume.isPresent() || owner.isPresent();
    }
}
