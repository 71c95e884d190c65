package io.millwright.runtime.query;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What becomes of the points of one bucket. Quality is not looked at; texts count, and can be first or last. */
public enum Aggregate {
    AVG,
    MIN,
    MAX,
    SUM,
    COUNT,
    FIRST,
    LAST;

    private static final String MEAN = "mean";

    /** Whether a bucket without numbers has none. */
    boolean needsNumbers() {
        return switch (this) {
            case AVG, MIN, MAX, SUM -> true;
            case COUNT, FIRST, LAST -> false;
        };
    }

    boolean picksOnePoint() {
        return this == FIRST || this == LAST;
    }

    /** By its name; {@code mean} is another of {@code avg}. */
    public static Optional<Aggregate> named(String name) {
        return name.equals(MEAN)
                ? Optional.of(AVG)
                : Arrays.stream(values())
                        .filter(aggregate -> aggregate.toString().equals(name))
                        .findFirst();
    }

    public static String names() {
        return Arrays.stream(values()).map(Aggregate::toString).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
