package io.millwright.controlplane.cluster;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** RFC 7396 on trees of maps: null takes a field away, an object is merged, everything else replaces. */
final class MergePatch {

    static Map<String, Object> apply(Map<String, Object> target, Map<String, ? extends @Nullable Object> patch) {
        Map<String, Object> merged = new LinkedHashMap<>(target);
        patch.forEach((name, value) -> {
            if (value == null) {
                merged.remove(name);
            } else if (value instanceof Map<?, ?> below) {
                Object before = merged.get(name);
                merged.put(name, apply(before instanceof Map<?, ?> map ? tree(map) : Map.of(), tree(below)));
            } else {
                merged.put(name, value);
            }
        });
        return merged;
    }

    @SuppressWarnings("unchecked") // trees of JSON have text keys
    private static Map<String, Object> tree(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }

    private MergePatch() {}
}
