package io.millwright.operator.attention;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.IndexedResourceCache;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Notices a resource whose newer generation nobody looks at: a fault in the queue can leave a resource "under processing" for
 * ever (JOSDK issue 3416), which no failed reconciliation would show. Thread-safe.
 */
public final class ReconcileWatch<P extends HasMetadata> {

    /** A resource as it stands, that was looked at as it stood before. */
    record Behind(ResourceID resource, long generation, boolean leaving) {}

    private record Look(long generation, boolean leaving, Instant at) {}

    private final Clock clock;
    private final BooleanSupplier acting;
    private final Map<String, Look> looks = new ConcurrentHashMap<>();
    private final Map<String, Look> waiting = new ConcurrentHashMap<>();
    private volatile @Nullable IndexedResourceCache<P> resources;

    /** @param acting false while another operator leads: nobody waits for this one then */
    public ReconcileWatch(Clock clock, BooleanSupplier acting) {
        this.clock = clock;
        this.acting = acting;
    }

    /** From now on these are watched; what is returned calls up those that were overlooked. */
    public EventSource<?, P> observe(IndexedResourceCache<P> cache) {
        resources = cache;
        return new Overlooked<>(this);
    }

    /** All there are, none before the first list. */
    public Stream<P> resources() {
        IndexedResourceCache<P> cache = resources;
        return cache == null ? Stream.of() : cache.list();
    }

    /** Somebody looked at the resource as it is here, whatever came of it. */
    public void reconciled(P resource) {
        looks.put(uid(resource), new Look(generation(resource), isLeaving(resource), clock.instant()));
    }

    /** How long the resource that waits longest has been waiting since this was first asked; zero if none does. */
    public Duration longestWait() {
        if (!acting.getAsBoolean()) {
            waiting.clear();
            return Duration.ZERO;
        }
        Instant now = clock.instant();
        Map<String, Look> still = new ConcurrentHashMap<>();
        resources().filter(this::isBehind).forEach(resource -> still.put(uid(resource), since(resource, now)));
        waiting.keySet().retainAll(still.keySet());
        waiting.putAll(still);
        Optional<Instant> oldest = still.values().stream().map(Look::at).min(Instant::compareTo);
        return oldest.map(at -> Duration.between(at, now)).orElse(Duration.ZERO);
    }

    /** How many resources have a generation that this process has not looked at yet. */
    public long waiting() {
        return acting.getAsBoolean() ? resources().filter(this::isBehind).count() : 0;
    }

    /** Who was looked at, and not as it is now. What is gone is forgotten. */
    Stream<Behind> behind() {
        List<P> all = resources().toList();
        Set<String> there = all.stream().map(ReconcileWatch::uid).collect(Collectors.toSet());
        looks.keySet().retainAll(there);
        return all.stream()
                .filter(resource -> looks.containsKey(uid(resource)))
                .filter(this::isBehind)
                .map(resource ->
                        new Behind(ResourceID.fromResource(resource), generation(resource), isLeaving(resource)));
    }

    private boolean isBehind(P resource) {
        Look look = looks.get(uid(resource));
        return look == null || look.generation() < generation(resource) || isLeaving(resource) && !look.leaving();
    }

    /** A newer generation starts a new wait. */
    private Look since(P resource, Instant now) {
        Look before = waiting.get(uid(resource));
        return before != null && before.generation() == generation(resource)
                ? before
                : new Look(generation(resource), isLeaving(resource), now);
    }

    private static String uid(HasMetadata resource) {
        return resource.getMetadata().getUid();
    }

    private static boolean isLeaving(HasMetadata resource) {
        return resource.getMetadata().getDeletionTimestamp() != null;
    }

    private static long generation(HasMetadata resource) {
        Long generation = resource.getMetadata().getGeneration();
        return generation == null ? 0 : generation;
    }
}
