package io.millwright.wire.usage;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A UTC hour of the data's own time. */
public record UsageHour(Instant start) implements Comparable<UsageHour> {

    /** @throws IllegalArgumentException if it is not the beginning of an hour */
    public UsageHour {
        if (!start.equals(start.truncatedTo(ChronoUnit.HOURS))) {
            throw new IllegalArgumentException("not the beginning of an hour: " + start);
        }
    }

    /** The hour that a message of this {@code ts} or {@code t0} is counted in, whenever it arrives. */
    public static UsageHour of(long epochMillis) {
        return new UsageHour(Instant.ofEpochMilli(epochMillis).truncatedTo(ChronoUnit.HOURS));
    }

    @Override
    public int compareTo(UsageHour other) {
        return start.compareTo(other.start);
    }

    /** RFC 3339. */
    @Override
    public String toString() {
        return start.toString();
    }
}
