package io.millwright.embeddedkubernetes.schema;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Removes members of a custom resource that its schema does not know. */
final class Pruning {

    private Pruning() {}

    static List<String> prune(ObjectNode object, StructuralSchema schema) {
        List<String> removed = new ArrayList<>();
        prune(FieldPath.ROOT, object, schema, false, removed);
        removed.sort(null);
        return removed;
    }

    private static void prune(
            FieldPath path,
            JsonNode value,
            @Nullable StructuralSchema schema,
            boolean keepsUnknown,
            List<String> removed) {
        boolean keeps = schema == null ? keepsUnknown : schema.preserveUnknown;
        if (value instanceof ObjectNode object) {
            Iterator<Map.Entry<String, JsonNode>> members = object.properties().iterator();
            while (members.hasNext()) {
                Map.Entry<String, JsonNode> member = members.next();
                StructuralSchema known = schema == null ? null : schema.property(member.getKey());
                if (known == null && !keeps) {
                    removed.add(path.child(member.getKey()).toString());
                    members.remove();
                } else if (member.getValue().isContainer()) {
                    prune(path.child(member.getKey()), member.getValue(), known, keeps, removed);
                }
            }
        } else if (value.isArray()) {
            StructuralSchema items = schema == null ? null : schema.items;
            for (int i = 0; i < value.size(); i++) {
                if (value.get(i).isContainer()) {
                    prune(path.index(i), value.get(i), items, keeps, removed);
                }
            }
        }
    }
}
