package io.millwright.controlplane.metering;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

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

    public boolean isOver(String incarnation) {
        Wait wait = waits.get(incarnation);
        return wait == null || !clock.instant().isBefore(wait.until());
    }

    public void succeeded(String incarnation) {
        waits.remove(incarnation);
    }

    /** @return whether it is the first failure in a row */
    public boolean failed(String incarnation, Duration atLeast) {
        Wait before = waits.get(incarnation);
        Duration length = before == null ? atLeast : before.length().multipliedBy(2);
        Duration bounded = length.compareTo(longest) > 0 ? longest : length;
        waits.put(incarnation, new Wait(bounded, clock.instant().plus(bounded)));
        return before == null;
    }

    public void forgetAllBut(Set<String> incarnations) {
        waits.keySet().retainAll(incarnations);
    }
}
