package io.millwright.controlplane.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The part of a resource's spec that one manager applied. Server-side apply takes back what an apply does not repeat, so
 * a change of one field has to say all of these again.
 */
final class OwnedFields {

    private static final String FIELD = "f:";

    static Map<String, Object> ofSpec(GenericKubernetesResource live, String manager) {
        List<ManagedFieldsEntry> entries =
                Objects.requireNonNullElse(live.getMetadata().getManagedFields(), List.of());
        return entries.stream()
                .filter(entry -> manager.equals(entry.getManager())
                        && "Apply".equals(entry.getOperation())
                        && (entry.getSubresource() == null
                                || entry.getSubresource().isEmpty())
                        && entry.getFieldsV1() != null)
                .findFirst()
                .map(entry -> entry.getFieldsV1().getAdditionalProperties().get(FIELD + "spec"))
                .map(fields -> of(fields, live.getAdditionalProperties().get("spec")))
                .orElseGet(LinkedHashMap::new);
    }

    private static Map<String, Object> of(@Nullable Object fields, @Nullable Object live) {
        Map<String, Object> owned = new LinkedHashMap<>();
        if (fields instanceof Map<?, ?> tree && live instanceof Map<?, ?> values) {
            tree.forEach((key, below) -> {
                String name = String.valueOf(key);
                Object value = name.startsWith(FIELD) ? values.get(name.substring(FIELD.length())) : null;
                if (value != null) {
                    owned.put(name.substring(FIELD.length()), value(below, value));
                }
            });
        }
        return owned;
    }

    /** A list is said again as a whole: items of others are then owned together, and equal, so nothing conflicts. */
    private static Object value(@Nullable Object fields, Object live) {
        boolean leaf = !(fields instanceof Map<?, ?> tree)
                || tree.keySet().stream().noneMatch(key -> String.valueOf(key).startsWith(FIELD));
        return leaf || !(live instanceof Map<?, ?>) ? live : of(fields, live);
    }

    private OwnedFields() {}
}
