package io.millwright.controlplane.metering;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** When each tenant's runtime is asked again: failures wait twice as long each time. Thread-safe. */
public final class Patience {

    private final Map<String, Wait> waits = new ConcurrentHashMap<>();
    private final Duration longest;
    private final Clock clock;

    private record Wait(Duration length, Instant until) {}

    public Patience(Duration longest, Clock clock) {
        this.longest = longest;
        this.clock = clock;
    }

    /**
     * Asks unless it is too early.
     *
     * @return the failure if it is the first in a row, the one that is worth a word
     */
    public Optional<Collected.Failed> ask(String incarnation, Supplier<Collected> question) {
        if (!isOver(incarnation)) {
            return Optional.empty();
        }
        return switch (question.get()) {
            case Collected.UpToDate _, Collected.More _ -> {
                waits.remove(incarnation);
                yield Optional.empty();
            }
            case Collected.Failed failed ->
                failed(incarnation, failed.atLeast()) ? Optional.of(failed) : Optional.empty();
        };
    }

    private boolean isOver(String incarnation) {
        Wait wait = waits.get(incarnation);
        return wait == null || !clock.instant().isBefore(wait.until());
    }

    /** Whether it is the first failure in a row. */
    private boolean failed(String incarnation, Duration atLeast) {
        Wait before = waits.get(incarnation);
        Duration length = before == null ? atLeast : before.length().multipliedBy(2);
        Duration bounded = length.compareTo(longest) > 0 ? longest : length;
        waits.put(incarnation, new Wait(bounded, clock.instant().plus(bounded)));
        return before == null;
    }

    void forgetAllBut(Set<String> incarnations) {
        waits.keySet().retainAll(incarnations);
    }
}
