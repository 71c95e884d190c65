package io.millwright.embeddedkubernetes.apply;

import io.millwright.embeddedkubernetes.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The list {@code metadata.managedFields}: who set which fields, how and when. */
final class ManagedFields {

    /** Above that many entries of Updates the oldest become one, as in Kubernetes. */
    private static final int MOST_UPDATES = 10;

    private static final String ANCIENT = "ancient-changes";

    final Map<Manager, Owned> entries = new LinkedHashMap<>();

    /** @param apiVersion of an Update; those of Apply are one across versions */
    record Manager(String name, String operation, String apiVersion, String subresource) {

        static Manager apply(FieldOwnership.Writer writer) {
            return new Manager(writer.manager(), "Apply", "", writer.subresource());
        }

        static Manager update(FieldOwnership.Writer writer) {
            return new Manager(writer.manager(), "Update", writer.apiVersion(), writer.subresource());
        }

        String described() {
            return "\"" + name + "\"" + (subresource.isEmpty() ? "" : " with subresource \"" + subresource + "\"")
                    + (apiVersion.isEmpty() ? "" : " using " + apiVersion);
        }
    }

    record Owned(FieldSet fields, String apiVersion, String time) {}

    /** Reads an object's list. */
    static ManagedFields of(@Nullable JsonNode object) {
        ManagedFields managed = new ManagedFields();
        JsonNode list = object == null ? null : Json.at(object, "metadata", "managedFields");
        if (list == null || !list.isArray()) {
            return managed;
        }
        for (JsonNode entry : list) {
            JsonNode fields = Json.at(entry, "fieldsV1");
            if (fields == null || !fields.isObject()) {
                continue;
            }
            String operation = Json.text(entry, "operation");
            String apiVersion = Json.text(entry, "apiVersion");
            Manager manager = new Manager(
                    Json.text(entry, "manager"),
                    operation,
                    operation.equals("Apply") ? "" : apiVersion,
                    Json.text(entry, "subresource"));
            managed.entries.put(manager, new Owned(FieldSet.of(fields), apiVersion, Json.text(entry, "time")));
        }
        return managed;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    void into(ObjectNode object) {
        entries.values().removeIf(owned -> owned.fields.isEmpty());
        cap();
        ObjectNode metadata = Json.metadata(object);
        if (entries.isEmpty()) {
            metadata.remove("managedFields");
            return;
        }
        List<Map.Entry<Manager, Owned>> sorted = new ArrayList<>(entries.entrySet());
        sorted.sort(Comparator.<Map.Entry<Manager, Owned>, String>comparing(e -> e.getKey().operation)
                .thenComparing(e -> e.getValue().time)
                .thenComparing(e -> e.getKey().name));
        ArrayNode list = metadata.putArray("managedFields");
        sorted.forEach(e -> {
            ObjectNode entry = list.addObject()
                    .put("manager", e.getKey().name)
                    .put("operation", e.getKey().operation)
                    .put("apiVersion", e.getValue().apiVersion);
            if (!e.getValue().time.isEmpty()) {
                entry.put("time", e.getValue().time);
            }
            entry.put("fieldsType", "FieldsV1");
            entry.set("fieldsV1", e.getValue().fields.json());
            if (!e.getKey().subresource.isEmpty()) {
                entry.put("subresource", e.getKey().subresource);
            }
        });
    }

    private void cap() {
        List<Manager> updates = new ArrayList<>(entries.keySet().stream()
                .filter(m -> m.operation.equals("Update") && m.subresource.isEmpty())
                .toList());
        if (updates.size() <= MOST_UPDATES) {
            return;
        }
        updates.sort(Comparator.comparing(m -> entries.getOrDefault(m, new Owned(new FieldSet(), "", "")).time));
        FieldSet all = new FieldSet();
        String apiVersion = updates.getFirst().apiVersion;
        String time = "";
        for (Manager old : updates.subList(0, updates.size() - MOST_UPDATES + 1)) {
            Owned owned = entries.remove(old);
            if (owned != null) {
                all.add(owned.fields);
                time = owned.time;
            }
        }
        entries.put(new Manager(ANCIENT, "Update", apiVersion, ""), new Owned(all, apiVersion, time));
    }

    /** Takes from all others what a change has set or removed; what was set is what they may object to. */
    Map<Manager, FieldSet> yield(Comparison change, @Nullable Manager but) {
        Map<Manager, FieldSet> lost = new LinkedHashMap<>();
        entries.forEach((manager, owned) -> {
            if (!manager.equals(but)) {
                FieldSet common = owned.fields.common(change.set);
                if (!common.isEmpty()) {
                    lost.put(manager, common);
                }
                owned.fields.remove(common).remove(change.removed);
            }
        });
        return lost;
    }
}
