package io.millwright.embeddedkubernetes.controllers;

import io.millwright.embeddedkubernetes.json.Json;
import io.millwright.embeddedkubernetes.registry.Registry;
import io.millwright.embeddedkubernetes.registry.Served;
import io.millwright.embeddedkubernetes.store.Event;
import io.millwright.embeddedkubernetes.store.Key;
import io.millwright.embeddedkubernetes.store.Store;
import io.millwright.embeddedkubernetes.store.Stored;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Deletes what has lost all its owners, also what was created after they went, and carries out orphan and foreground
 * deletion. Keeps two indexes, so that nothing is ever searched for.
 */
final class GarbageCollector {

    private static final String ORPHAN = "orphan";
    private static final String FOREGROUND = "foregroundDeletion";

    private final Store store;
    private final Registry registry;
    private final Writes writes;
    /** Where the object of a uid lies. */
    private final Map<String, Key> alive = new HashMap<>();
    /** Who names a uid as owner. */
    private final Map<String, Set<Key>> dependents = new HashMap<>();

    GarbageCollector(Store store, Registry registry, Writes writes) {
        this.store = store;
        this.registry = registry;
        this.writes = writes;
    }

    void learn(Stored stored) {
        alive.put(stored.uid(), stored.key());
        for (JsonNode owner : owners(stored.object())) {
            dependents
                    .computeIfAbsent(Json.text(owner, "uid"), u -> new LinkedHashSet<>())
                    .add(stored.key());
        }
    }

    private static List<JsonNode> owners(ObjectNode object) {
        List<JsonNode> owners = new ArrayList<>();
        JsonNode list = Json.at(object, "metadata", "ownerReferences");
        if (list != null) {
            list.forEach(owners::add);
        }
        return owners;
    }

    void handle(Event event) {
        Stored stored = event.object();
        Stored previous = event.previous();
        List<JsonNode> owners = owners(stored.object());
        if (previous != null) {
            forget(previous, event.removed() ? List.of() : owners);
        }
        if (event.removed()) {
            alive.remove(stored.uid(), stored.key());
            dependentsOf(stored.uid()).forEach(this::examine);
            owners.forEach(owner -> finish(Json.text(owner, "uid")));
            return;
        }
        learn(stored);
        if (!owners.isEmpty()) {
            examine(stored.key());
        }
        finish(stored.uid());
    }

    private void forget(Stored previous, List<JsonNode> keptOwners) {
        for (JsonNode owner : owners(previous.object())) {
            String uid = Json.text(owner, "uid");
            if (keptOwners.stream().noneMatch(o -> Json.text(o, "uid").equals(uid))) {
                Set<Key> keys = dependents.get(uid);
                if (keys != null) {
                    keys.remove(previous.key());
                    if (keys.isEmpty()) {
                        dependents.remove(uid);
                    }
                }
                finish(uid);
            }
        }
    }

    private List<Key> dependentsOf(String uid) {
        return List.copyOf(dependents.getOrDefault(uid, Set.of()));
    }

    /** Deletes the object if none of its owners is left; forgets those that are gone if others are. */
    private void examine(Key key) {
        Stored stored = store.get(key);
        if (stored == null) {
            return;
        }
        ObjectNode object = stored.object();
        if (Json.at(object, "metadata", "deletionTimestamp") != null) {
            return;
        }
        List<String> gone = new ArrayList<>();
        boolean solid = false;
        boolean unknown = false;
        for (JsonNode owner : owners(object)) {
            Stored found = owner(owner, key.namespace());
            if (found != null) {
                solid |= !waitsForDependents(found.object());
                unknown |= waitsForDependents(found.object());
            } else if (registry.byKind(group(owner), Json.text(owner, "kind")) == null) {
                // The kind is not served (yet): nothing can be said of the owner.
                solid = true;
            } else {
                gone.add(Json.text(owner, "uid"));
            }
        }
        if (!gone.isEmpty() && solid) {
            writes.change(stored, "", current -> without(current, gone));
        } else if (!solid && (unknown || !gone.isEmpty())) {
            boolean own = !dependentsOf(stored.uid()).isEmpty();
            writes.delete(stored, unknown && own ? "Foreground" : "Background");
        }
    }

    private static String group(JsonNode owner) {
        String apiVersion = Json.text(owner, "apiVersion");
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }

    /** The owner if it is there under that uid, name and kind, and in a place that may own. */
    private @Nullable Stored owner(JsonNode reference, String namespace) {
        String uid = Json.text(reference, "uid");
        Key key = alive.get(uid);
        Stored stored = key == null ? null : store.get(key);
        if (key == null || stored == null || !stored.uid().equals(uid)) {
            return null;
        }
        Served served = registry.stored(key.resource());
        boolean same = key.name().equals(Json.text(reference, "name"))
                && (key.namespace().isEmpty() || key.namespace().equals(namespace))
                && served != null
                && served.type().kind().equals(Json.text(reference, "kind"));
        return same ? stored : null;
    }

    private static boolean waitsForDependents(ObjectNode object) {
        return Json.at(object, "metadata", "deletionTimestamp") != null
                && Json.texts(object, "metadata", "finalizers").contains(FOREGROUND);
    }

    private static ObjectNode without(ObjectNode object, List<String> uids) {
        ArrayNode kept = Json.array();
        owners(object).stream().filter(o -> !uids.contains(Json.text(o, "uid"))).forEach(kept::add);
        Json.metadata(object).set("ownerReferences", kept);
        return object;
    }

    /** Goes on with an orphan or foreground deletion of that object, if there is one. */
    private void finish(String uid) {
        Key key = alive.get(uid);
        Stored stored = key == null ? null : store.get(key);
        if (stored == null || !stored.uid().equals(uid)) {
            return;
        }
        ObjectNode object = stored.object();
        if (Json.at(object, "metadata", "deletionTimestamp") == null) {
            return;
        }
        List<String> finalizers = Json.texts(object, "metadata", "finalizers");
        if (finalizers.contains(ORPHAN)) {
            for (Key dependent : dependentsOf(uid)) {
                Stored there = store.get(dependent);
                if (there != null) {
                    writes.change(there, "", current -> without(current, List.of(uid)));
                }
            }
            writes.removeFinalizer(stored, ORPHAN);
        } else if (finalizers.contains(FOREGROUND)) {
            boolean blocked = false;
            for (Key dependent : dependentsOf(uid)) {
                examine(dependent);
                blocked |= blocks(store.get(dependent), uid);
            }
            if (!blocked) {
                writes.removeFinalizer(stored, FOREGROUND);
            }
        }
    }

    private static boolean blocks(@Nullable Stored dependent, String uid) {
        return dependent != null
                && owners(dependent.object()).stream()
                        .anyMatch(o -> Json.text(o, "uid").equals(uid)
                                && o.path("blockOwnerDeletion").asBoolean(false));
    }
}
