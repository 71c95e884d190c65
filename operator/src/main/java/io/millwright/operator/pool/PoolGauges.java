package io.millwright.operator.pool;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.millwright.operator.plan.Names;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How full the pool is: by shard, from when a later one is first looked at, and how much there may be at all. */
final class PoolGauges {

    private final MeterRegistry meters;
    private final PoolSettings settings;
    private final Map<String, AtomicInteger> tenants = new ConcurrentHashMap<>();

    PoolGauges(MeterRegistry meters, PoolSettings settings) {
        this.meters = meters;
        this.settings = settings;
        Gauge.builder("millwright.operator.pool.places", settings, PoolSettings::places)
                .description(
                        "Tenants that all shards of the pool together serve at most, those that do not run yet among"
                                + " them")
                .register(meters);
        served(Names.POOL_NAMESPACE, 0);
    }

    void served(String pool, int count) {
        tenants.computeIfAbsent(pool, this::register).set(count);
    }

    private AtomicInteger register(String pool) {
        AtomicInteger count = new AtomicInteger();
        Gauge.builder("millwright.operator.pool.tenants", count, AtomicInteger::get)
                .tag("pool", pool)
                .description("Tenants that have a place in this shard of the pool")
                .register(meters);
        Gauge.builder("millwright.operator.pool.capacity", settings, PoolSettings::tenants)
                .tag("pool", pool)
                .description("Tenants that this shard of the pool serves at most")
                .register(meters);
        return count;
    }
}
