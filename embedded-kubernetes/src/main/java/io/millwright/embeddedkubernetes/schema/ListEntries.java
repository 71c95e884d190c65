package io.millwright.embeddedkubernetes.schema;

import io.millwright.embeddedkubernetes.resource.Schema.ListType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Who is who among the entries of a list: by its keys in a map list, by itself in a set. */
final class ListEntries {

    private final StructuralSchema list;

    ListEntries(StructuralSchema list) {
        this.list = list;
    }

    JsonNode keyOf(JsonNode entry) {
        if (list.listType != ListType.MAP) {
            return entry;
        }
        ObjectNode key = JsonNodeFactory.instance.objectNode();
        for (String name : list.listMapKeys) {
            JsonNode value = entry.get(name);
            if (value != null) {
                key.set(name, value);
            }
        }
        return key;
    }

    /** The entries of an older list; empty for an atomic one, whose entries have no identity. */
    Map<JsonNode, JsonNode> byKey(@Nullable JsonNode array) {
        if (array == null || !array.isArray() || list.listType == ListType.ATOMIC) {
            return Map.of();
        }
        Map<JsonNode, JsonNode> entries = new HashMap<>();
        array.forEach(entry -> entries.putIfAbsent(keyOf(entry), entry));
        return entries;
    }

    void refuseDuplicates(FieldPath path, ArrayNode array, FieldErrors errors) {
        Set<JsonNode> seen = new HashSet<>();
        for (int i = 0; i < array.size(); i++) {
            JsonNode key = keyOf(array.get(i));
            if (!seen.add(key)) {
                errors.duplicate(path.index(i), key);
            }
        }
    }
}
