package io.millwright.brokerextension;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Refusals by reason; the reasons are enum constants, so it cannot grow. */
final class RefusalTally {

    private final Map<String, LongAdder> byReason = new ConcurrentHashMap<>();

    void count(Enum<?> reason) {
        byReason.computeIfAbsent(reason.name(), name -> new LongAdder()).increment();
    }

    Map<String, Long> snapshot() {
        Map<String, Long> snapshot = new HashMap<>();
        byReason.forEach((reason, adder) -> snapshot.put(reason, adder.sum()));
        return Map.copyOf(snapshot);
    }
}
