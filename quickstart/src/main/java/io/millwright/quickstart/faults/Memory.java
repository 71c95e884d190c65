package io.millwright.quickstart.faults;

import io.millwright.quickstart.rig.Rig;
import io.millwright.quickstart.rig.process.PartProcess;
import java.util.stream.Stream;

/**
 * The most that the parts had in RAM at any moment of a fault, in MiB.
 *
 * @param runtimeMegabytes of the runtime that had most; 0 where the system does not say
 */
record Memory(long runtimeMegabytes, long brokerMegabytes) {

    /** Of runtime and broker, unless a fault says otherwise. */
    static final int HEAP_MEGABYTES = 384;

    /**
     * Heap, and beside it what a JVM of this size takes for classes, code, threads and network buffers: 100 to 150 MiB idle, and
     * as much again so that only growth is complained about.
     */
    static final int BOUND_MEGABYTES = HEAP_MEGABYTES + 256;

    static Memory of(Rig rig) {
        return new Memory(
                rig.runtimes().stream()
                        .mapToLong(PartProcess::peakMegabytes)
                        .max()
                        .orElse(0),
                rig.broker().peakMegabytes());
    }

    String sentence() {
        return "Most memory at once: runtime " + runtimeMegabytes + " MiB (bound " + BOUND_MEGABYTES + "), broker "
                + brokerMegabytes + " MiB.";
    }

    Stream<String> complaint() {
        return runtimeMegabytes <= BOUND_MEGABYTES
                ? Stream.empty()
                : Stream.of(
                        "The runtime had " + runtimeMegabytes + " MiB in memory, more than " + BOUND_MEGABYTES + ".");
    }
}
