package io.millwright.embeddedkubernetes.apply;

import io.millwright.embeddedkubernetes.json.Json;
import io.millwright.embeddedkubernetes.resource.ResourceType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Who owns which fields of an object. */
public final class FieldOwnership {

    private FieldOwnership() {}

    public record Writer(
            ResourceType type, String manager, String apiVersion, String subresource, boolean force, String now) {}

    public static void update(Writer writer, @Nullable ObjectNode live, ObjectNode object) {
        Json.metadata(object).remove("managedFields");
    }

    public static void applied(Writer writer, ObjectNode object, ObjectNode applied) {
        Json.metadata(object).remove("managedFields");
    }

    public static void check(ResourceType type, ObjectNode applied, String apiVersion, String name) {}

    public static ObjectNode apply(Writer writer, ObjectNode live, ObjectNode applied, String name) {
        ObjectNode merged = live.deepCopy();
        applied.properties().forEach(e -> merged.set(e.getKey(), e.getValue()));
        merged.set("metadata", live.get("metadata").deepCopy());
        return merged;
    }

    public static void withoutTimes(ObjectNode object) {
        JsonNode managed = Json.at(object, "metadata", "managedFields");
        if (managed != null) {
            managed.forEach(entry -> ((ObjectNode) entry).remove("time"));
        }
    }
}
