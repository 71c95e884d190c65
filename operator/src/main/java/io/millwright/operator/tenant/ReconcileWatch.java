package io.millwright.operator.tenant;

import io.javaoperatorsdk.operator.api.reconciler.IndexedResourceCache;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.millwright.crd.v1alpha1.Tenant;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Notices a tenant whose newer generation nobody looks at: a fault in the queue can leave a resource "under processing" for
 * ever (JOSDK issue 3416), which no failed reconciliation would show.
 */
final class ReconcileWatch {

    /** A tenant as it stands, that was looked at as it stood before. */
    record Behind(ResourceID tenant, long generation, boolean leaving) {}

    private record Look(long generation, boolean leaving, Instant at) {}

    private final Clock clock;
    private final BooleanSupplier acting;
    private final Map<String, Look> looks = new ConcurrentHashMap<>();
    private final Map<String, Look> waiting = new ConcurrentHashMap<>();
    private volatile @Nullable IndexedResourceCache<Tenant> tenants;

    /** @param acting false while another operator leads: nobody waits for this one then */
    ReconcileWatch(Clock clock, BooleanSupplier acting) {
        this.clock = clock;
        this.acting = acting;
    }

    void observe(IndexedResourceCache<Tenant> cache) {
        tenants = cache;
    }

    /** All there are, none before the first list. */
    Stream<Tenant> tenants() {
        IndexedResourceCache<Tenant> cache = tenants;
        return cache == null ? Stream.of() : cache.list();
    }

    void reconciled(Tenant tenant) {
        looks.put(tenant.getMetadata().getUid(), new Look(generation(tenant), isLeaving(tenant), clock.instant()));
    }

    void forget(Tenant tenant) {
        looks.remove(tenant.getMetadata().getUid());
    }

    /** How long the tenant that waits longest has been waiting since this was first asked; zero if none does. */
    Duration longestWait() {
        IndexedResourceCache<Tenant> cache = tenants;
        if (cache == null || !acting.getAsBoolean()) {
            waiting.clear();
            return Duration.ZERO;
        }
        Instant now = clock.instant();
        Map<String, Look> still = new ConcurrentHashMap<>();
        cache.list()
                .filter(this::isBehind)
                .forEach(tenant -> still.put(tenant.getMetadata().getUid(), since(tenant, now)));
        waiting.keySet().retainAll(still.keySet());
        waiting.putAll(still);
        Optional<Instant> oldest = still.values().stream().map(Look::at).min(Instant::compareTo);
        return oldest.map(at -> Duration.between(at, now)).orElse(Duration.ZERO);
    }

    /** How many tenants have a generation that this process has not looked at yet. */
    long waiting() {
        IndexedResourceCache<Tenant> cache = tenants;
        return cache == null || !acting.getAsBoolean()
                ? 0
                : cache.list().filter(this::isBehind).count();
    }

    /** Who was looked at, and not as it is now. */
    Stream<Behind> behind() {
        return tenants()
                .filter(tenant -> looks.containsKey(tenant.getMetadata().getUid()))
                .filter(this::isBehind)
                .map(tenant -> new Behind(ResourceID.fromResource(tenant), generation(tenant), isLeaving(tenant)));
    }

    private boolean isBehind(Tenant tenant) {
        Look look = looks.get(tenant.getMetadata().getUid());
        return look == null || look.generation() < generation(tenant) || isLeaving(tenant) && !look.leaving();
    }

    /** A newer generation starts a new wait. */
    private Look since(Tenant tenant, Instant now) {
        Look before = waiting.get(tenant.getMetadata().getUid());
        return before != null && before.generation() == generation(tenant)
                ? before
                : new Look(generation(tenant), isLeaving(tenant), now);
    }

    private static boolean isLeaving(Tenant tenant) {
        return tenant.getMetadata().getDeletionTimestamp() != null;
    }

    private static long generation(Tenant tenant) {
        Long generation = tenant.getMetadata().getGeneration();
        return generation == null ? 0 : generation;
    }
}
