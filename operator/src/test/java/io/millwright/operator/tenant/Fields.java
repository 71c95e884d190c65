package io.millwright.operator.tenant;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The scalar fields that a manager owns, those of spec and data first, then labels, each as the JSON patch that gives it another value. */
final class Fields {

    static void leaves(String path, Map<?, ?> owned, @Nullable Object value, List<Map<String, Object>> edits) {
        owned.forEach((key, below) -> {
            String name = key.toString();
            if (!name.startsWith("f:") || !(value instanceof Map<?, ?> object)) {
                return;
            }
            String field = name.substring(2);
            Object found = object.get(field);
            String pointer = path + "/" + field.replace("~", "~0").replace("/", "~1");
            if (found instanceof Map<?, ?> && below instanceof Map<?, ?> deeper && !deeper.isEmpty()) {
                leaves(pointer, deeper, found, edits);
            } else if (found != null && !(found instanceof Map<?, ?>) && !(found instanceof List<?>)) {
                Map<String, Object> edit = Map.of("op", "replace", "path", pointer, "value", other(found));
                // Annotations are the operator's memory and labels make an object ours: only where there is nothing
                // else.
                if (!path.startsWith("/metadata")) {
                    edits.addFirst(edit);
                } else if (path.startsWith("/metadata/labels")) {
                    edits.addLast(edit);
                }
            }
        });
    }

    private static Object other(Object value) {
        return switch (value) {
            case Boolean truth -> !truth;
            case Number number -> number.longValue() + 1;
            case String text
            when text.matches("[A-Za-z0-9+/]+={0,2}") && text.length() % 4 == 0 && text.length() > 30 ->
                "ZWRpdGVkIGJ5IGhhbmQ=";
            case String text when text.matches("\\d+[A-Za-z]+") -> "7" + text;
            default -> value + "x";
        };
    }

    private Fields() {}
}
