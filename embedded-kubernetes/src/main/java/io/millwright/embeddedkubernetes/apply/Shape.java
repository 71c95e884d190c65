package io.millwright.embeddedkubernetes.apply;

import io.millwright.embeddedkubernetes.json.Json;
import io.millwright.embeddedkubernetes.resource.Schema;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a value falls into parts that can be owned apart. Where the schema says nothing, objects fall apart and lists do
 * not.
 */
record Shape(@Nullable Schema schema) {

    boolean fallsApart(@Nullable JsonNode value) {
        if (value instanceof ObjectNode) {
            return schema == null || !schema.atomicMap();
        }
        return value instanceof ArrayNode && schema != null && schema.listType() != Schema.ListType.ATOMIC;
    }

    Shape member(String name) {
        return new Shape(schema == null ? null : schema.property(name));
    }

    Shape part(String element) {
        if (element.startsWith("f:")) {
            return member(element.substring(2));
        }
        return new Shape(schema == null ? null : schema.items());
    }

    /** The parts by their path elements, in the value's order; of what does not fall apart none. */
    Map<String, JsonNode> parts(@Nullable JsonNode value) {
        Map<String, JsonNode> parts = new LinkedHashMap<>();
        if (value == null || !fallsApart(value)) {
            return parts;
        }
        if (value instanceof ObjectNode object) {
            object.properties().forEach(entry -> parts.put("f:" + entry.getKey(), entry.getValue()));
        } else {
            value.forEach(entry -> parts.put(element(entry), entry));
        }
        return parts;
    }

    String element(JsonNode entry) {
        if (schema == null || schema.listType() != Schema.ListType.MAP) {
            return "v:" + entry;
        }
        ObjectNode keys = Json.object();
        Schema items = schema.items();
        for (String key : new TreeSet<>(schema.listMapKeys())) {
            JsonNode value = entry.get(key);
            if (value == null && items != null) {
                Schema declared = items.property(key);
                value = declared == null ? null : declared.defaultValue();
            }
            if (value != null) {
                keys.set(key, value);
            }
        }
        return "k:" + keys;
    }

    /** What somebody who sent the value has said: every leaf, and every entry of a list. */
    FieldSet said(JsonNode value) {
        FieldSet set = new FieldSet();
        say(value, set);
        return set;
    }

    private void say(JsonNode value, FieldSet into) {
        Map<String, JsonNode> parts = parts(value);
        if (parts.isEmpty()) {
            into.include();
            return;
        }
        parts.forEach((element, part) -> {
            FieldSet child = into.child(element);
            if (!element.startsWith("f:") || part(element).schema == null) {
                child.include();
            }
            if (!element.startsWith("v:")) {
                part(element).say(part, child);
            }
        });
    }

    /** Everything there is, what holds other parts included. */
    void all(JsonNode value, FieldSet into) {
        into.include();
        parts(value).forEach((element, part) -> part(element).all(part, into.child(element)));
    }

    /** Puts what was applied into a copy of what is there. */
    JsonNode merged(@Nullable JsonNode live, JsonNode applied) {
        if (live == null || !fallsApart(applied) || live.getNodeType() != applied.getNodeType()) {
            return applied.deepCopy();
        }
        Map<String, JsonNode> parts = parts(live);
        parts(applied)
                .forEach((element, part) -> parts.put(element, part(element).merged(parts.get(element), part)));
        return whole(live, parts);
    }

    /** Without the parts in the set; a holder left empty by that goes too. */
    @Nullable
    JsonNode without(JsonNode value, FieldSet gone) {
        if (!fallsApart(value)) {
            return value;
        }
        Map<String, JsonNode> parts = parts(value);
        gone.children().forEach((element, child) -> {
            JsonNode part = parts.get(element);
            if (part == null) {
                return;
            }
            JsonNode left = child.isMember() ? null : part(element).without(part, child);
            if (left == null) {
                parts.remove(element);
            } else {
                parts.put(element, left);
            }
        });
        return parts.isEmpty() && !value.isEmpty() ? null : whole(value, parts);
    }

    private static JsonNode whole(JsonNode like, Map<String, JsonNode> parts) {
        if (like instanceof ObjectNode) {
            ObjectNode object = Json.object();
            parts.forEach((element, part) -> object.set(element.substring(2), part));
            return object;
        }
        ArrayNode list = Json.array();
        parts.values().forEach(list::add);
        return list;
    }
}
