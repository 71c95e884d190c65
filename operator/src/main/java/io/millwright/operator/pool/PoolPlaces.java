package io.millwright.operator.pool;

import io.millwright.operator.plan.Names;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which shard of the pool a tenant gets. A place is given once and recorded on the tenant's namespace; what is given here and not
 * recorded yet is counted too, so that tenants that come at once do not get the same place. An operator that dies in between has
 * made nothing in the shard: the namespace is written first, and the next operator gives a place anew.
 *
 * <p>Safe for use by several threads.
 */
public final class PoolPlaces {

    /** One life of a tenant. */
    public record Resident(String tenant, String incarnation) {}

    /**
     * Somebody who takes up a place.
     *
     * @param recorded whether the tenant's namespace says so; else something of the tenant merely lies there
     */
    public record Claim(String pool, Resident resident, boolean recorded) {}

    private final PoolSettings settings;
    private final Map<Resident, String> given = new HashMap<>();

    /** Lives that are over, and of which the caches may still show what was theirs. */
    private final Set<Resident> over = ConcurrentHashMap.newKeySet();

    private final Map<String, String> known = new ConcurrentHashMap<>();
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();
    private volatile Consumer<String> call = _ -> {};

    public PoolPlaces(PoolSettings settings) {
        this.settings = settings;
    }

    /** Namespaces of the shards that there may be, in the order in which they are filled. */
    public Stream<String> pools() {
        return IntStream.rangeClosed(1, settings.shards()).mapToObj(Names::pool);
    }

    /** @param call is told of each tenant that waits, when a place is free */
    public void calling(Consumer<String> call) {
        this.call = call;
    }

    /**
     * A place in the first shard that has one; empty if all are full, and then the tenant is called when a place is free. Asked
     * again, the answer is the same.
     *
     * @param claims who takes up places as far as the cluster tells, asked while nobody else is given one
     */
    public synchronized Optional<String> place(Resident newcomer, Supplier<List<Claim>> claims) {
        Map<String, Set<Resident>> taken = new HashMap<>();
        Set<Resident> stillShown = new HashSet<>();
        for (Claim claim : claims.get()) {
            if (over.contains(claim.resident())) {
                stillShown.add(claim.resident());
                continue;
            }
            if (claim.recorded()) {
                // The cluster knows it by now, and will tell when it ends.
                given.remove(claim.resident(), claim.pool());
                if (claim.resident().equals(newcomer)) {
                    return Optional.of(claim.pool());
                }
            }
            taken.computeIfAbsent(claim.pool(), _ -> new HashSet<>()).add(claim.resident());
        }
        over.retainAll(stillShown);
        // Somebody may bring back what a deleted tenant left: it lives again.
        over.remove(newcomer);
        String before = given.get(newcomer);
        if (before != null) {
            return Optional.of(before);
        }
        given.forEach((resident, pool) ->
                taken.computeIfAbsent(pool, _ -> new HashSet<>()).add(resident));
        Optional<String> free = pools().filter(
                        pool -> others(taken.getOrDefault(pool, Set.of()), newcomer) < settings.tenants())
                .findFirst();
        free.ifPresentOrElse(pool -> given.put(newcomer, pool), () -> waiting.add(newcomer.tenant()));
        return free;
    }

    private static long others(Set<Resident> residents, Resident newcomer) {
        return residents.size() - (residents.contains(newcomer) ? 1 : 0);
    }

    /** Remembers where a pooled tenant is. */
    public void found(Resident resident, String pool) {
        known.put(resident.tenant(), pool);
        waiting.remove(resident.tenant());
        over.remove(resident);
    }

    /** Of a tenant that no pool serves, or nobody speaks of any more; nothing if none did. */
    public void left(String tenant) {
        boolean waited = waiting.remove(tenant);
        if (known.remove(tenant) != null || waited) {
            forget(tenant);
            waiting.forEach(call);
        }
    }

    private synchronized void forget(String tenant) {
        given.keySet().removeIf(resident -> resident.tenant().equals(tenant));
    }

    /** Of a life of which nothing is left in any shard. Its place is free at once, whatever the caches still show. */
    public void ended(Resident resident) {
        end(resident);
        waiting.remove(resident.tenant());
        known.remove(resident.tenant());
        waiting.forEach(call);
    }

    private synchronized void end(Resident resident) {
        over.add(resident);
        given.remove(resident);
    }

    /** Whether what happens to that shard's workloads may be news to a pooled tenant. */
    public boolean concerns(String pool, String tenant) {
        return pool.equals(known.getOrDefault(tenant, pool));
    }
}
