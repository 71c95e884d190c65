package io.millwright.brokerextension;

import com.codahale.metrics.MetricRegistry;
import io.millwright.wire.TenantId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Everything one broker counts; a tenant gets its tally when a certificate of its authority is first seen. */
final class Counters {

    private static final String DROPPED = "com.hivemq.messages.dropped.count";

    private final Map<TenantId, TenantTally> byTenant = new ConcurrentHashMap<>();
    private final RefusalTally unidentified;
    private final MetricRegistry metrics;

    Counters(MetricRegistry metrics) {
        this.metrics = metrics;
        this.unidentified = new RefusalTally("io.millwright.unidentified.refused", metrics);
    }

    TenantTally of(TenantId tenant) {
        return byTenant.computeIfAbsent(
                tenant,
                name -> new TenantTally(new RefusalTally("io.millwright.tenant." + name + ".refused", metrics)));
    }

    void refusedUnidentified(Enum<?> reason) {
        unidentified.count(reason);
    }

    BrokerCounters snapshot(Map<TenantId, Long> connections) {
        Map<TenantId, BrokerCounters.OfTenant> tenants = new HashMap<>();
        byTenant.forEach((tenant, tally) -> tenants.put(tenant, tally.snapshot(connections.getOrDefault(tenant, 0L))));
        long dropped = metrics.counter(DROPPED).getCount();
        // Counted by us before HiveMQ counts them: the difference can be too small for a moment, never too large.
        long consumed =
                byTenant.values().stream().mapToLong(TenantTally::consumedSoFar).sum();
        return new BrokerCounters(Map.copyOf(tenants), unidentified.snapshot(), Math.max(0, dropped - consumed));
    }
}
