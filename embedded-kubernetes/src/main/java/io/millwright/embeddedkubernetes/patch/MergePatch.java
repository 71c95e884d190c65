package io.millwright.embeddedkubernetes.patch;

import io.millwright.embeddedkubernetes.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON merge patch, RFC 7386. */
public final class MergePatch {

    private MergePatch() {}

    /** Changes the target in place. */
    public static void apply(ObjectNode target, ObjectNode patch) {
        for (var entry : patch.properties()) {
            String name = entry.getKey();
            JsonNode value = entry.getValue();
            if (value.isNull()) {
                target.remove(name);
            } else if (value instanceof ObjectNode object) {
                ObjectNode inner = target.get(name) instanceof ObjectNode there ? there : Json.object();
                apply(inner, object);
                target.set(name, inner);
            } else {
                target.set(name, value.deepCopy());
            }
        }
    }
}
