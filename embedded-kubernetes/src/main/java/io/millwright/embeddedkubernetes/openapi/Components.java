package io.millwright.embeddedkubernetes.openapi;

import io.millwright.embeddedkubernetes.resource.Schema.ListType;
import io.millwright.embeddedkubernetes.schema.StructuralSchema;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The named schemas of a document; built-in types are added as others refer to them. */
final class Components {

    static final String REFERENCE = "#/components/schemas/";

    private final ObjectNode schemas = JsonNodeFactory.instance.objectNode();

    ObjectNode all() {
        return schemas;
    }

    void put(String name, ObjectNode schema) {
        schemas.set(name, schema);
    }

    void add(StructuralSchema type) {
        if (!schemas.has(type.typeName())) {
            schemas.putObject(type.typeName());
            schemas.set(type.typeName(), inline(type));
        }
    }

    /** A schema in full, with references to the named types in it. */
    ObjectNode inline(StructuralSchema schema) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (!schema.description().isEmpty()) {
            json.put("description", schema.description());
        }
        type(schema, json);
        if (!schema.required().isEmpty()) {
            ArrayNode required = json.putArray("required");
            schema.required().forEach(required::add);
        }
        if (!schema.properties().isEmpty()) {
            ObjectNode properties = json.putObject("properties");
            schema.properties().forEach((name, property) -> properties.set(name, member(property)));
        }
        if (schema.additionalProperties() instanceof StructuralSchema values) {
            json.set("additionalProperties", member(values));
        }
        if (schema.items() instanceof StructuralSchema items) {
            json.set("items", member(items));
            merging(schema, json);
        }
        if (!schema.allowedValues().isEmpty()) {
            ArrayNode words = json.putArray("enum");
            schema.allowedValues().forEach(words::add);
        }
        if (schema.atomicMap()) {
            json.put("x-kubernetes-map-type", "atomic");
        }
        return json;
    }

    private ObjectNode member(StructuralSchema schema) {
        if (schema.typeName().isEmpty()) {
            ObjectNode json = inline(schema);
            if (schema.defaultValue() != null && !schema.defaultValue().isNull()) {
                json.set("default", schema.defaultValue());
            }
            return json;
        }
        add(schema);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putArray("allOf").addObject().put("$ref", REFERENCE + schema.typeName());
        return json;
    }

    private static void type(StructuralSchema schema, ObjectNode json) {
        if (schema.intOrString() || schema.format().equals("quantity")) {
            ArrayNode either = json.putArray("oneOf");
            either.addObject().put("type", "string");
            either.addObject().put("type", schema.intOrString() ? "integer" : "number");
            if (schema.intOrString()) {
                json.put("format", "int-or-string");
            }
            return;
        }
        json.put("type", schema.type().isEmpty() ? "object" : schema.type());
        String format = schema.format().equals("micro-time") ? "date-time" : schema.format();
        if (!format.isEmpty()) {
            json.put("format", format);
        }
    }

    private static void merging(StructuralSchema list, ObjectNode json) {
        json.put("x-kubernetes-list-type", list.listType().name().toLowerCase(Locale.ROOT));
        if (!list.listMapKeys().isEmpty()) {
            ArrayNode keys = json.putArray("x-kubernetes-list-map-keys");
            list.listMapKeys().forEach(keys::add);
        }
        if (list.patchMergeKey() != null) {
            json.put("x-kubernetes-patch-merge-key", list.patchMergeKey());
        }
        if (list.patchMergeKey() != null || list.listType() == ListType.SET) {
            json.put("x-kubernetes-patch-strategy", "merge");
        }
    }
}
