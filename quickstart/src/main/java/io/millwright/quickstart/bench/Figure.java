package io.millwright.quickstart.bench;

import java.util.Locale;

/**
 * One measured quantity.
 *
 * @param bar the largest value that is good enough
 * @param beside the baseline it was measured against, for people
 */
record Figure(String name, String unit, double median, double min, double max, double bar, String beside) {

    /** Measured once, so that median, minimum and maximum are the same. */
    static Figure once(String name, String unit, double value, double bar, String beside) {
        return new Figure(name, unit, value, value, value, bar, beside);
    }

    boolean held() {
        return median <= bar;
    }

    static String text(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.2f", value);
    }
}
