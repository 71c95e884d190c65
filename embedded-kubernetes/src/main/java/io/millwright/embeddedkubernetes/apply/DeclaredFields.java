package io.millwright.embeddedkubernetes.apply;

import io.millwright.embeddedkubernetes.resource.Refusal;
import io.millwright.embeddedkubernetes.resource.ResourceType;
import io.millwright.embeddedkubernetes.resource.Schema;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Whether what is applied fits the schema: merging needs a place for every field, and one element for every key. */
public final class DeclaredFields {

    /** @throws Refusal with 500, as Kubernetes has it, naming the first field that does not fit */
    public static void check(ResourceType type, ObjectNode applied, String apiVersion, String namespace, String name) {
        String problem = problem(type.schema(), applied, "");
        if (problem != null) {
            String group = apiVersion.contains("/") ? apiVersion : "/" + apiVersion;
            throw new Refusal(
                    500,
                    "",
                    "failed to create typed patch object (" + namespace + "/" + name + "; " + group + ", Kind="
                            + type.kind() + "): " + problem,
                    null);
        }
    }

    private static @Nullable String problem(@Nullable Schema schema, JsonNode value, String path) {
        if (schema == null) {
            return null;
        }
        Shape shape = new Shape(schema);
        if (value instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> entry : object.properties()) {
                Schema member = schema.property(entry.getKey());
                String at = path + "." + entry.getKey();
                if (member == null && !schema.preservesUnknownFields()) {
                    return at + ": field not declared in schema";
                }
                String found = problem(member, entry.getValue(), at);
                if (found != null) {
                    return found;
                }
            }
        } else if (value instanceof ArrayNode list) {
            Set<String> seen = new HashSet<>();
            for (int i = 0; i < list.size(); i++) {
                String element = shape.fallsApart(list) ? FieldSet.readable(shape.element(list.get(i))) : "[" + i + "]";
                if (!seen.add(element)) {
                    return path + ": duplicate entries for key " + element;
                }
                String found = problem(schema.items(), list.get(i), path + element);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private DeclaredFields() {}
}
