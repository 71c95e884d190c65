package io.millwright.simulator.machine;

/**
 * When a machine works and when it stands: every block of time has one stop of the same length, at a place of its own.
 * So what a counter shows at any time follows from the time alone.
 *
 * @param block seconds of a block
 * @param stop seconds of its stop
 * @param step a stop begins at a whole number of these seconds of work: no stroke is cut in two
 */
record Schedule(Noise noise, int channel, double block, double stop, double step) {

    private static final int LAGS_REMEMBERED = 8;

    boolean working(double seconds) {
        double within = seconds - start(seconds);
        double stopped = stopAt(number(seconds));
        return within < stopped || within >= stopped + stop;
    }

    /** Seconds of work from the epoch until then. */
    double worked(double seconds) {
        double within = seconds - start(seconds);
        double stopped = stopAt(number(seconds));
        double part = within < stopped ? within : Math.max(stopped, within - stop);
        return number(seconds) * (block - stop) + part;
    }

    /**
     * Something with inertia, such as a temperature: it follows {@code work} while the machine works and {@code rest}
     * while it stands, each with the time constant {@code lag} in seconds.
     */
    double inert(double seconds, double lag, double work, double rest) {
        double value = rest + (work - rest) * (block - stop) / block;
        // What lies more than a few lags back has no say any more.
        long first = (long) Math.floor((seconds - LAGS_REMEMBERED * lag) / block);
        for (long number = first; number <= number(seconds); number++) {
            double begin = number * block;
            double stopped = begin + stopAt(number);
            value = follow(value, work, seconds, begin, stopped, lag);
            value = follow(value, rest, seconds, stopped, stopped + stop, lag);
            value = follow(value, work, seconds, stopped + stop, begin + block, lag);
        }
        return value;
    }

    private static double follow(double value, double target, double now, double from, double to, double lag) {
        double passed = Math.min(now, to) - from;
        return passed <= 0 ? value : target + (value - target) * Math.exp(-passed / lag);
    }

    private double stopAt(long number) {
        double place = (block - stop) * (0.1 + 0.8 * noise.uniform(channel, number));
        return Math.floor(place / step) * step;
    }

    private double start(double seconds) {
        return number(seconds) * block;
    }

    private long number(double seconds) {
        return (long) Math.floor(seconds / block);
    }
}
