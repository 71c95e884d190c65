package io.millwright.runtime.live;

import io.millwright.wire.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Hands committed points to listeners in this process. A tenant nobody listens to costs one look into a map per batch; while
 * somebody does, and for a while after, its latest points are kept so that a connection that broke can go on where it was.
 */
public final class LivePoints implements CommittedPoints {

    /** The largest batch fits several times; at 1,000 points a second it is half a minute. */
    private static final int KEPT = 32_768;

    /** Longer than a browser or a proxy takes to come back. */
    private static final Duration LINGER = Duration.ofMinutes(2);

    /** Each has a thread and a connection; a tenant has screens, not thousands of them. */
    private static final int LISTENERS = 100;

    private final Map<TenantId, Ring> rings = new ConcurrentHashMap<>();

    @Override
    public boolean wanted(TenantId tenant) {
        Ring ring = rings.get(tenant);
        if (ring == null) {
            return false;
        }
        if (ring.retire(LINGER)) {
            rings.remove(tenant, ring);
            return false;
        }
        return true;
    }

    @Override
    public void committed(TenantId tenant, List<CommittedPoint> points) {
        Ring ring = rings.get(tenant);
        if (ring != null) {
            ring.append(points);
        }
    }

    /**
     * Listens from now on, or from after the point that {@code lastId} names if that is still kept.
     *
     * @return empty when the tenant has as many listeners as it may have
     */
    public Optional<Listening> listen(TenantId tenant, Predicate<CommittedPoint> filter, Optional<String> lastId) {
        while (true) {
            Ring ring = rings.computeIfAbsent(tenant, _ -> new Ring(KEPT));
            switch (ring.join(LISTENERS)) {
                case JOINED -> {
                    return Optional.of(new Listening(ring, filter, lastId));
                }
                case FULL -> {
                    return Optional.empty();
                }
                case RETIRED -> rings.remove(tenant, ring);
            }
        }
    }

    /** How many listen to a tenant now. */
    public int listeners(TenantId tenant) {
        Ring ring = rings.get(tenant);
        return ring == null ? 0 : ring.listeners();
    }

    /** Ends every listening of a tenant that is no longer served here. */
    public void forget(TenantId tenant) {
        Ring ring = rings.remove(tenant);
        if (ring != null) {
            ring.end();
        }
    }

    /** Ends every listening. */
    public void endAll() {
        rings.keySet().forEach(this::forget);
    }
}
