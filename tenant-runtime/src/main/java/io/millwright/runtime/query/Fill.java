package io.millwright.runtime.query;

import io.millwright.runtime.query.Buckets.Bucket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What stands in buckets without points. A count is 0 there, whatever else is. */
public enum Fill {
    /** Such buckets are left out. */
    NONE,
    /** Nothing: the bucket is there, its values are null. */
    NULL,
    /** What the bucket before has; nothing before the first one. */
    PREVIOUS,
    /** On the straight line between its neighbours; nothing where one of them is missing or no number. */
    LINEAR;

    public static Optional<Fill> named(String name) {
        return Arrays.stream(values())
                .filter(fill -> fill.toString().equals(name))
                .findFirst();
    }

    public static String names() {
        return Arrays.stream(values()).map(Fill::toString).collect(Collectors.joining(", "));
    }

    /** @param found all buckets of the range that have points, ascending */
    public List<Bucket> applied(List<Bucket> found, HistoryRange range, Buckets buckets) {
        if (this == NONE) {
            return found;
        }
        long step = buckets.length().toMillis();
        List<Bucket> all = new ArrayList<>();
        long ts = buckets.begin(range.from()).toEpochMilli();
        Optional<Bucket> before = Optional.empty();
        for (Bucket bucket : found) {
            for (; ts < bucket.ts(); ts += step) {
                all.add(empty(ts, buckets, before, Optional.of(bucket)));
            }
            all.add(bucket);
            before = Optional.of(bucket);
            ts = bucket.ts() + step;
        }
        for (long end = ceiling(range); ts < end; ts += step) {
            all.add(empty(ts, buckets, before, Optional.empty()));
        }
        return all;
    }

    /** A range that ends within a millisecond touches the bucket of that millisecond. */
    private static long ceiling(HistoryRange range) {
        return range.to().plus(Duration.ofNanos(999_999)).toEpochMilli();
    }

    private Bucket empty(long ts, Buckets buckets, Optional<Bucket> before, Optional<Bucket> after) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < buckets.aggregates().size(); i++) {
            values.add(
                    buckets.aggregates().get(i) == Aggregate.COUNT
                            ? Long.valueOf(0)
                            : value(ts, before.orElse(null), after.orElse(null), i));
        }
        return new Bucket(ts, Collections.unmodifiableList(values), 0);
    }

    private @Nullable Object value(long ts, @Nullable Bucket before, @Nullable Bucket after, int i) {
        return switch (this) {
            case NONE, NULL -> null;
            case PREVIOUS -> before == null ? null : before.values().get(i);
            case LINEAR ->
                before != null
                                && after != null
                                && before.values().get(i) instanceof Number from
                                && after.values().get(i) instanceof Number to
                        ? from.doubleValue()
                                + (to.doubleValue() - from.doubleValue())
                                        * (ts - before.ts())
                                        / (after.ts() - before.ts())
                        : null;
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
