package io.millwright.controlplane.metering;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;

/** Into which spans usage is summed; days and months are those of UTC. */
public enum Granularity {
    HOUR,
    DAY,
    MONTH,
    TOTAL;

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Granularity> of(String key) {
        for (Granularity granularity : values()) {
            if (granularity.key().equals(key)) {
                return Optional.of(granularity);
            }
        }
        return Optional.empty();
    }

    /** Where a span that begins there ends; the end of the question for a total. */
    public Instant end(Instant from, Instant last) {
        var start = from.atOffset(ZoneOffset.UTC);
        return switch (this) {
            case HOUR -> start.plusHours(1).toInstant();
            case DAY -> start.plusDays(1).toInstant();
            case MONTH -> start.plusMonths(1).toInstant();
            case TOTAL -> last;
        };
    }
}
