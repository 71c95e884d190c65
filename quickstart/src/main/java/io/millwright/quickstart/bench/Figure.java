package io.millwright.quickstart.bench;

import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * One measured quantity.
 *
 * @param beside the baseline it was measured against, for people
 */
record Figure(String name, String unit, double median, double min, double max, Bar bar, String beside) {

    /** What is good enough, bound included. */
    record Bar(boolean atLeast, double value) {

        static Bar atMost(double value) {
            return new Bar(false, value);
        }

        static Bar atLeast(double value) {
            return new Bar(true, value);
        }

        boolean holds(double measured) {
            return atLeast ? measured >= value : measured <= value;
        }

        @Override
        public String toString() {
            return (atLeast ? ">= " : "<= ") + text(value);
        }
    }

    /** Measured once, so that median, minimum and maximum are the same. */
    static Figure once(String name, String unit, double value, Bar bar, String beside) {
        return new Figure(name, unit, value, value, value, bar, beside);
    }

    /** Measured several times. */
    static Figure of(String name, String unit, List<Double> values, Bar bar, String beside) {
        return new Figure(name, unit, median(values), Collections.min(values), Collections.max(values), bar, beside);
    }

    /** The middle one; of an even number the mean of both in the middle. */
    static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    boolean held() {
        return bar.holds(median);
    }

    static String text(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.2f", value);
    }
}
