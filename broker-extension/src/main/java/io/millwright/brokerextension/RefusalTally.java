package io.millwright.brokerextension;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Refusals by reason; the reasons are enum constants, so it cannot grow. */
final class RefusalTally {

    private final Map<String, LongAdder> byReason = new ConcurrentHashMap<>();
    private final String name;
    private final MetricRegistry metrics;

    /** @param name of HiveMQ's metrics that show the same to whoever collects those, followed by the reason */
    RefusalTally(String name, MetricRegistry metrics) {
        this.name = name;
        this.metrics = metrics;
    }

    void count(Enum<?> reason) {
        byReason.computeIfAbsent(reason.name(), this::adder).increment();
    }

    private LongAdder adder(String reason) {
        LongAdder adder = new LongAdder();
        metrics.gauge(MetricRegistry.name(name, reason), () -> (Gauge<Long>) adder::sum);
        return adder;
    }

    Map<String, Long> snapshot() {
        Map<String, Long> snapshot = new HashMap<>();
        byReason.forEach((reason, adder) -> snapshot.put(reason, adder.sum()));
        return Map.copyOf(snapshot);
    }
}
