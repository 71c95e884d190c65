package io.millwright.embeddedkubernetes.apply;

import io.millwright.embeddedkubernetes.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a change has done, field by field. */
final class Comparison {

    /** Fields that are new or have another value. */
    final FieldSet set = new FieldSet();

    final FieldSet removed = new FieldSet();

    Comparison(Shape shape, JsonNode before, JsonNode after) {
        compare(shape, before, after, set, removed);
    }

    private static void compare(
            Shape shape, @Nullable JsonNode before, @Nullable JsonNode after, FieldSet set, FieldSet removed) {
        if (before == null && after != null) {
            shape.all(after, set);
        } else if (after == null && before != null) {
            shape.all(before, removed);
        } else if (before != null && after != null) {
            // Null has no parts: what follows it is new part by part, as in a status whose conditions were null.
            boolean comparable = shape.fallsApart(before) && before.getNodeType() == after.getNodeType();
            if (!shape.fallsApart(after) || !(comparable || before.isNull())) {
                if (!Json.same(before, after)) {
                    set.include();
                }
                return;
            }
            var was = shape.parts(before);
            var is = shape.parts(after);
            was.forEach((element, part) ->
                    compare(shape.part(element), part, is.get(element), set.child(element), removed.child(element)));
            is.forEach((element, part) -> {
                if (!was.containsKey(element)) {
                    compare(shape.part(element), null, part, set.child(element), removed.child(element));
                }
            });
        }
    }
}
