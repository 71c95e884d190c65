package io.millwright.controlplane.metering;

import io.millwright.wire.usage.MeterKey;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A tenant's usage by hour, to be added up over any span. Immutable. */
public final class MeteredUsage {

    private final Map<MeterKey, NavigableMap<Instant, BigDecimal>> hours = new EnumMap<>(MeterKey.class);

    /** Hours of the same meter that stand more than once are added. */
    public MeteredUsage(Collection<MeteredHour> metered) {
        for (MeteredHour hour : metered) {
            hours.computeIfAbsent(hour.meter(), _ -> new TreeMap<>())
                    .merge(hour.hour().start(), hour.quantity(), BigDecimal::add);
        }
    }

    /** Exact sum of the hours that begin in {@code [from, to)}. */
    public BigDecimal sum(MeterKey meter, Instant from, Instant to) {
        if (!from.isBefore(to)) {
            return BigDecimal.ZERO;
        }
        return hours
                .getOrDefault(meter, Collections.emptyNavigableMap())
                .subMap(from, true, to, false)
                .values()
                .stream()
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
