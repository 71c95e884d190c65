package io.millwright.quickstart.rig;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** Where a run's chance comes from: the same seed makes the same choices in the same order. Not thread-safe. */
public final class Seed {

    private final long value;
    private final SplittableRandom random;

    public Seed(long value) {
        this.value = value;
        this.random = new SplittableRandom(value);
    }

    /** What has to be given to see the same again. */
    public long value() {
        return value;
    }

    /** Evenly between both. */
    public Duration between(Duration least, Duration most) {
        return Duration.ofMillis(random.nextLong(least.toMillis(), most.toMillis() + 1));
    }

    public <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    public int below(int bound) {
        return random.nextInt(bound);
    }
}
