package io.millwright.embeddedkubernetes.objects;

import io.millwright.embeddedkubernetes.json.Json;
import io.millwright.embeddedkubernetes.registry.Served;
import io.millwright.embeddedkubernetes.store.Stored;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Between the version that a client speaks and the one in the store. */
public final class Versions {

    /** How core/v1 names what events.k8s.io/v1 names otherwise. */
    private static final Map<String, String> EVENT_MEMBERS = Map.of(
            "note", "message",
            "regarding", "involvedObject",
            "deprecatedSource", "source",
            "deprecatedFirstTimestamp", "firstTimestamp",
            "deprecatedLastTimestamp", "lastTimestamp",
            "deprecatedCount", "count",
            "reportingController", "reportingComponent");

    /** What core/v1 writes out when it is empty. */
    private static final List<String> EMPTY_IN_CORE = List.of("reportingController", "reportingInstance");

    private Versions() {}

    /** The object as a client of that version reads it: a tree of its own. */
    public static ObjectNode read(Served served, Stored stored) {
        ObjectNode object = stored.object();
        if (!isCurrent(served, stored)) {
            if (served.storage().equals("/events") && !served.type().group().isEmpty()) {
                EVENT_MEMBERS.forEach((theirs, ours) -> rename(object, ours, theirs));
                EMPTY_IN_CORE.forEach(member -> {
                    if (Json.text(object, member).isEmpty()) {
                        object.remove(member);
                    }
                });
            }
            object.put("apiVersion", served.apiVersion());
            if (served.type().custom()) {
                served.type().prune(object);
                served.type().applyDefaults(object);
            }
        }
        return object;
    }

    /** The JSON text of the same; copied from the store where nothing has to be converted. */
    public static byte[] json(Served served, Stored stored) {
        return isCurrent(served, stored) ? stored.json() : Json.bytes(read(served, stored));
    }

    private static boolean isCurrent(Served served, Stored stored) {
        return served.apiVersion().equals(served.storedAs()) && stored.revision() > served.since();
    }

    /** In the stored version, kind and apiVersion first: lists cut them off. */
    static ObjectNode stored(Served served, ObjectNode object) {
        ObjectNode converted = toStorage(served, object.deepCopy());
        ObjectNode ordered = Json.object();
        for (String first : List.of("kind", "apiVersion", "metadata")) {
            JsonNode value = converted.remove(first);
            if (value != null) {
                ordered.set(first, value);
            }
        }
        ordered.setAll(converted);
        return ordered;
    }

    /** Turns what a client of that version sent into what is stored, in place. */
    static ObjectNode toStorage(Served served, ObjectNode object) {
        if (!served.apiVersion().equals(served.storedAs())) {
            if (served.storage().equals("/events")) {
                EVENT_MEMBERS.forEach((theirs, ours) -> rename(object, theirs, ours));
            }
            object.put("apiVersion", served.storedAs());
        }
        return object;
    }

    private static void rename(ObjectNode object, String from, String to) {
        JsonNode value = object.remove(from);
        if (value != null) {
            object.set(to, value);
        }
    }
}
