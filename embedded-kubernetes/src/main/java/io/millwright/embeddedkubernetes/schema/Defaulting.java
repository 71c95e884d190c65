package io.millwright.embeddedkubernetes.schema;

import java.util.Iterator;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Fills in the defaults of a schema, outer ones first, so that inner ones find something to go into. */
final class Defaulting {

    private Defaulting() {}

    static void apply(JsonNode value, StructuralSchema schema) {
        if (value instanceof ObjectNode object) {
            dropNulls(object, schema);
            if (schema.anyDefaults) {
                schema.properties.forEach((name, property) -> {
                    if (property.defaultValue != null && !object.has(name)) {
                        object.set(name, property.defaultValue.deepCopy());
                    }
                });
                if (schema.computedDefaults != null) {
                    schema.computedDefaults.accept(object);
                }
            }
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                StructuralSchema property = schema.property(member.getKey());
                if (property != null && member.getValue().isContainer()) {
                    apply(member.getValue(), property);
                }
            }
        } else if (value.isArray() && schema.items != null) {
            for (JsonNode entry : value) {
                apply(entry, schema.items);
            }
        }
    }

    /** Null stands for absence wherever the schema does not allow it; a default then takes its place. */
    private static void dropNulls(ObjectNode object, StructuralSchema schema) {
        Iterator<Map.Entry<String, JsonNode>> members = object.properties().iterator();
        while (members.hasNext()) {
            Map.Entry<String, JsonNode> member = members.next();
            StructuralSchema property = schema.property(member.getKey());
            if (member.getValue().isNull()
                    && property != null
                    && !property.nullable
                    && (!property.type.isEmpty() || property.intOrString)
                    && !(property.defaultValue != null && property.defaultValue.isNull())) {
                members.remove();
            }
        }
    }
}
