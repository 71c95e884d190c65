package io.millwright.embeddedkubernetes.openapi;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The same schemas for clients that read OpenAPI v2 only. */
final class Version2 {

    private static final List<String> UNKNOWN_TO_IT = List.of("oneOf", "anyOf", "not", "nullable");

    private Version2() {}

    static ObjectNode of(ObjectNode schemas) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("swagger", "2.0");
        document.putObject("info").put("title", "Kubernetes").put("version", "v1.36.0");
        document.putObject("paths");
        ObjectNode definitions = (ObjectNode) schemas.deepCopy();
        rewrite(definitions, true);
        document.set("definitions", definitions);
        return document;
    }

    /** @param names whether the members are named by somebody, not words of OpenAPI */
    private static void rewrite(JsonNode node, boolean names) {
        if (node instanceof ObjectNode object) {
            if (!names) {
                object.remove(UNKNOWN_TO_IT);
                // A reference stands alone here.
                JsonNode all = object.path("allOf");
                if (all.size() == 1 && all.get(0).has("$ref")) {
                    object.remove("allOf");
                    object.put(
                            "$ref", all.get(0).path("$ref").asString().replace(Components.REFERENCE, "#/definitions/"));
                }
                if (object.path("$ref").asString("").startsWith(Components.REFERENCE)) {
                    object.put("$ref", object.path("$ref").asString().replace(Components.REFERENCE, "#/definitions/"));
                }
            }
            object.properties()
                    .forEach(member ->
                            rewrite(member.getValue(), !names && member.getKey().equals("properties")));
        } else if (node.isArray()) {
            node.forEach(entry -> rewrite(entry, false));
        }
    }
}
