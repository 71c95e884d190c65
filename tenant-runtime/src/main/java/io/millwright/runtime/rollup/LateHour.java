package io.millwright.runtime.rollup;

import java.util.Comparator;

/**
 * An hour of a series that late points came into.
 *
 * @param hour when it begins, in epoch ms
 */
public record LateHour(long series, long hour) implements Comparable<LateHour> {

    private static final Comparator<LateHour> ORDER =
            Comparator.comparingLong(LateHour::hour).thenComparingLong(LateHour::series);

    /** In one order for all writers, so that none waits for another that waits for it. */
    @Override
    public int compareTo(LateHour other) {
        return ORDER.compare(this, other);
    }
}
