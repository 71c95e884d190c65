package io.millwright.embeddedkubernetes.controllers;

import io.millwright.embeddedkubernetes.json.Json;
import io.millwright.embeddedkubernetes.store.Store;
import io.millwright.embeddedkubernetes.store.Stored;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Deletes events an hour after they last happened, as Kubernetes does. */
final class EventExpiry {

    private static final Duration LIFE = Duration.ofHours(1);
    private static final Duration EVERY = Duration.ofMinutes(10);

    private final Store store;
    private final Writes writes;
    private final Clock clock;
    private Instant next;

    EventExpiry(Store store, Writes writes, Clock clock) {
        this.store = store;
        this.writes = writes;
        this.clock = clock;
        this.next = clock.instant();
    }

    void expire() {
        Instant now = clock.instant();
        if (now.isBefore(next)) {
            return;
        }
        next = now.plus(EVERY);
        for (Stored event : store.list("/events", null).objects()) {
            if (last(event.object()).plus(LIFE).isBefore(now)) {
                writes.delete(event, "Background");
            }
        }
    }

    private static Instant last(ObjectNode event) {
        Instant last = Instant.EPOCH;
        for (String time : List.of(
                Json.text(event, "metadata", "creationTimestamp"),
                Json.text(event, "lastTimestamp"),
                Json.text(event, "series", "lastObservedTime"))) {
            try {
                Instant one = time.isEmpty()
                        ? Instant.EPOCH
                        : OffsetDateTime.parse(time).toInstant();
                last = one.isAfter(last) ? one : last;
            } catch (DateTimeParseException e) {
                // Clients may write what they like there: the server's own time of creation counts then.
                continue;
            }
        }
        return last;
    }
}
