package io.millwright.simulator.machine;

/** Randomness without state: a number for each seed, channel and index. */
record Noise(long seed) {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    /** Four uniform numbers have a variance of 4/12; this makes it 1. */
    private static final double TO_ONE = Math.sqrt(3);

    /** Evenly between 0 and 1. */
    double uniform(int channel, long index) {
        return (mix(mix(seed + GOLDEN * (channel + 1L)) + GOLDEN * index) >>> 11) * 0x1.0p-53;
    }

    /** About normal, with mean 0 and deviation 1, and never further out than 3.5. */
    double normal(int channel, long index) {
        double sum = 0;
        for (int part = 0; part < 4; part++) {
            sum += uniform(channel, index * 4 + part);
        }
        return (sum - 2) * TO_ONE;
    }

    /** A curve without corners through one normal number every {@code period} seconds. */
    double drift(int channel, double seconds, double period) {
        double place = seconds / period;
        long index = (long) Math.floor(place);
        double part = place - index;
        double ease = part * part * (3 - 2 * part);
        return normal(channel, index) * (1 - ease) + normal(channel, index + 1) * ease;
    }

    /** What a sensor adds: a new normal number every 100 ms. */
    double sensor(int channel, double seconds) {
        return normal(channel, (long) Math.floor(seconds * 10));
    }

    // The finaliser of SplitMix64: equal steps of the input give unrelated outputs.
    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
