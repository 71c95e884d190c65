package io.millwright.runtime.rollup;

/**
 * How long a stretch of time one statement sums up: as long as holds some ten thousand points, which is some hundredths of a second
 * of one processor, however dense they are. For one thread.
 */
final class Slices {

    static final long POINTS = 32_000;

    static final long SHORTEST_MILLIS = 10;

    static final long LONGEST_MILLIS = 86_400_000;

    private static final long BEGIN_MILLIS = 1_000;

    /** From one to the next. */
    private static final int MOST_CHANGE = 4;

    private final long most;

    private long millis = BEGIN_MILLIS;

    /** @param most points that a slice is meant to hold */
    Slices(long most) {
        this.most = most;
    }

    long millis() {
        return millis;
    }

    /**
     * What was in a stretch decides about the next.
     *
     * @param length in ms; less than {@link #millis} where a range ended
     * @param points or what takes as long
     */
    void held(long length, long points) {
        long wanted = points == 0 ? Long.MAX_VALUE : length * most / points;
        long next = Math.max(length / MOST_CHANGE, Math.min(wanted, Math.max(length, SHORTEST_MILLIS) * MOST_CHANGE));
        millis = Math.max(SHORTEST_MILLIS, Math.min(next, LONGEST_MILLIS));
    }

    boolean unknown() {
        return millis == BEGIN_MILLIS;
    }

    /** After a failure, perhaps because of too many at once, and where nothing is known of what comes. */
    void begin() {
        millis = BEGIN_MILLIS;
    }
}
