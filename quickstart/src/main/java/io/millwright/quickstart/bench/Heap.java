package io.millwright.quickstart.bench;

import java.lang.management.ManagementFactory;

/** The heap as it is after everything unreachable was collected. */
final class Heap {

    private static final int TIMES = 4;

    private Heap() {}

    /** The least of several full collections: references are cleared by one and their objects collected by the next. */
    static long usedAfterCollection() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < TIMES; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
