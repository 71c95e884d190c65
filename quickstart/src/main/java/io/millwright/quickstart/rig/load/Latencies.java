package io.millwright.quickstart.rig.load;

import java.util.Arrays;

/** Every latency of a run, so that a percentile is exact. Thread-safe. */
public final class Latencies {

    private long[] nanos = new long[1 << 16];
    private int size;

    public synchronized void add(long value) {
        if (size == nanos.length) {
            nanos = Arrays.copyOf(nanos, size * 2);
        }
        nanos[size] = value;
        size++;
    }

    public synchronized void clear() {
        size = 0;
    }

    public synchronized int count() {
        return size;
    }

    /** The smallest latency that so many percent of all do not exceed, 0 of none. */
    public synchronized double percentileMillis(double percent) {
        if (size == 0) {
            return 0;
        }
        long[] sorted = Arrays.copyOf(nanos, size);
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(percent / 100 * size);
        return sorted[Math.max(0, rank - 1)] / 1e6;
    }
}
