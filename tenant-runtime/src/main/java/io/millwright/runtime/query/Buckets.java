package io.millwright.runtime.query;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How points are put together: into buckets of equal length, counted from the epoch.
 *
 * @param length whole seconds, at least one
 * @param aggregates at least one, each once
 */
public record Buckets(Duration length, List<Aggregate> aggregates) {

    /**
     * One of them.
     *
     * @param ts when it begins, milliseconds since the epoch
     * @param values one for each aggregate, in their order; null where there is none
     * @param count of points in it
     */
    public record Bucket(long ts, List<@Nullable Object> values, long count) {}

    public Buckets {
        aggregates = List.copyOf(aggregates);
    }

    /** When the bucket begins in which a moment lies. */
    Instant begin(Instant moment) {
        return floor(moment, length);
    }

    /** How many a range touches at most. */
    public long in(HistoryRange range) {
        return Duration.between(begin(range.from()), range.to())
                .plus(length)
                .minusNanos(1)
                .dividedBy(length);
    }

    boolean areMultiplesOf(Duration unit) {
        return length.toSeconds() % unit.toSeconds() == 0;
    }

    /** A bucket of texts alone has no average; it is left out where nothing else was asked. */
    boolean ofNumbersOnly() {
        return aggregates.stream().allMatch(Aggregate::needsNumbers);
    }

    static Instant floor(Instant moment, Duration unit) {
        return Instant.ofEpochSecond(
                moment.getEpochSecond() - Math.floorMod(moment.getEpochSecond(), unit.toSeconds()));
    }

    static Instant ceiling(Instant moment, Duration unit) {
        Instant floor = floor(moment, unit);
        return floor.equals(moment) ? floor : floor.plus(unit);
    }
}
