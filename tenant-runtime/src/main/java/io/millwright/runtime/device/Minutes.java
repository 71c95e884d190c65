package io.millwright.runtime.device;

import io.millwright.runtime.device.Completeness.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Whole minutes, in milliseconds since the epoch. */
final class Minutes {

    static final long MINUTE = 60_000;

    /** Those of one reason side by side, by time. */
    private static final Comparator<Interval> ALIKE = Comparator.comparing(Interval::reason)
            .thenComparing(interval -> Objects.requireNonNullElse(interval.declared(), ""))
            .thenComparingLong(Interval::from);

    static long floor(long time) {
        return Math.floorDiv(time, MINUTE) * MINUTE;
    }

    /** The end of the minute that the time lies in. */
    static long end(long time) {
        return floor(time) + MINUTE;
    }

    /** Of one stream: intervals that touch or overlap are one if they say the same; the earliest first. */
    static List<Interval> coalesced(List<Interval> intervals) {
        List<Interval> joined = new ArrayList<>();
        for (Interval next : intervals.stream().sorted(ALIKE).toList()) {
            Interval last = joined.isEmpty() ? null : joined.getLast();
            if (last != null && next.from() <= last.to() && alike(last, next)) {
                joined.set(
                        joined.size() - 1,
                        new Interval(
                                last.from(),
                                Math.max(last.to(), next.to()),
                                last.reason(),
                                last.stream(),
                                last.declared(),
                                last.count() + next.count()));
            } else {
                joined.add(next);
            }
        }
        joined.sort(Comparator.comparingLong(Interval::from));
        return joined;
    }

    private static boolean alike(Interval one, Interval other) {
        return one.reason() == other.reason() && Objects.equals(one.declared(), other.declared());
    }

    private Minutes() {}
}
