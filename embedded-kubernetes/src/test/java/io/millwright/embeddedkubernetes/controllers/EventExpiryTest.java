package io.millwright.embeddedkubernetes.controllers;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.embeddedkubernetes.builtin.BuiltInTypes;
import io.millwright.embeddedkubernetes.json.Json;
import io.millwright.embeddedkubernetes.objects.Objects;
import io.millwright.embeddedkubernetes.registry.Registry;
import io.millwright.embeddedkubernetes.store.Key;
import io.millwright.embeddedkubernetes.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class EventExpiryTest {

    private final Clock clock = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);
    private final Store store = new Store(null);
    private final Registry registry = new Registry(BuiltInTypes.all(clock));
    private final Writes writes = new Writes(store, registry, new Objects(store, clock), "test");

    private void event(String name, String created, String last) {
        ObjectNode event = Json.object().put("kind", "Event").put("apiVersion", "v1");
        event.putObject("metadata")
                .put("namespace", "n")
                .put("name", name)
                .put("uid", name)
                .put("creationTimestamp", created);
        event.put("lastTimestamp", last);
        store.put(new Key("/events", "n", name), event, null);
    }

    @Test
    void an_event_goes_an_hour_after_it_last_happened() {
        event("old", "2026-11-21T10:00:00Z", "2026-11-21T10:30:00Z");
        event("repeated", "2026-11-21T10:00:00Z", "2026-11-21T11:30:00Z");
        event("young", "2026-11-21T11:30:00Z", "no time at all");

        new EventExpiry(store, writes, clock).expire();

        assertThat(store.list("/events", null).objects())
                .extracting(s -> s.key().name())
                .containsExactly("repeated", "young");
    }
}
