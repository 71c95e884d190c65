package io.millwright.embeddedkubernetes.patch;

import io.millwright.embeddedkubernetes.json.Json;
import io.millwright.embeddedkubernetes.resource.Refusal;
import io.millwright.embeddedkubernetes.resource.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Strategic merge patch: a merge patch that knows by which member a list's entries are told apart. */
public final class StrategicMergePatch {

    private static final String DIRECTIVE = "$patch";
    private static final String RETAIN = "$retainKeys";
    private static final String ORDER = "$setElementOrder/";
    private static final String DELETE = "$deleteFromPrimitiveList/";

    private StrategicMergePatch() {}

    /** Changes the target in place. */
    public static void apply(ObjectNode target, ObjectNode patch, @Nullable Schema schema) {
        String directive = Json.text(patch, DIRECTIVE);
        switch (directive) {
            case "" -> {}
            case "replace" -> {
                target.removeAll();
                patch.properties().stream()
                        .filter(e -> !e.getKey().equals(DIRECTIVE))
                        .forEach(e -> target.set(e.getKey(), e.getValue().deepCopy()));
                return;
            }
            case "delete" -> {
                target.removeAll();
                return;
            }
            case "merge" -> {}
            default -> throw unknown(directive, patch);
        }
        if (patch.get(RETAIN) != null) {
            target.retain(Json.texts(patch, RETAIN).toArray(String[]::new));
        }
        for (Map.Entry<String, JsonNode> entry : patch.properties()) {
            String name = entry.getKey();
            if (name.startsWith(DELETE)) {
                deleteValues(target, name.substring(DELETE.length()), entry.getValue());
            } else if (name.startsWith(ORDER)) {
                String list = name.substring(ORDER.length());
                if (patch.get(list) == null && target.get(list) instanceof ArrayNode live) {
                    Schema member = schema == null ? null : schema.property(list);
                    target.set(list, merge(live, Json.array(), entry.getValue(), member));
                }
            } else if (!name.equals(RETAIN) && !name.equals(DIRECTIVE)) {
                member(target, name, entry.getValue(), patch.get(ORDER + name), schema);
            }
        }
    }

    private static Refusal unknown(String directive, ObjectNode patch) {
        return new Refusal(500, "", "unknown patch type: " + directive + " in map: " + goMap(patch), null);
    }

    private static void member(
            ObjectNode target, String name, JsonNode value, @Nullable JsonNode order, @Nullable Schema schema) {
        Schema member = schema == null ? null : schema.property(name);
        JsonNode live = target.get(name);
        if (value.isNull()) {
            target.remove(name);
        } else if (value instanceof ObjectNode object) {
            if (Json.text(object, DIRECTIVE).equals("delete")) {
                target.remove(name);
                return;
            }
            ObjectNode inner = live instanceof ObjectNode there ? there : Json.object();
            apply(inner, object, member);
            target.set(name, inner);
        } else if (value instanceof ArrayNode list && merges(member)) {
            target.set(name, merge(live instanceof ArrayNode there ? there : Json.array(), list, order, member));
        } else {
            target.set(name, value.deepCopy());
        }
    }

    private static boolean merges(@Nullable Schema list) {
        return list != null && (list.patchMergeKey() != null || list.listType() == Schema.ListType.SET);
    }

    private static void deleteValues(ObjectNode target, String name, JsonNode values) {
        if (target.get(name) instanceof ArrayNode list) {
            ArrayNode kept = Json.array();
            list.forEach(v -> {
                if (!contains(values, v)) {
                    kept.add(v);
                }
            });
            target.set(name, kept);
        }
    }

    private static boolean contains(JsonNode values, JsonNode wanted) {
        for (JsonNode value : values) {
            if (Json.same(value, wanted)) {
                return true;
            }
        }
        return false;
    }

    private static ArrayNode merge(ArrayNode live, ArrayNode patch, @Nullable JsonNode order, @Nullable Schema schema) {
        String key = schema == null ? null : schema.patchMergeKey();
        List<JsonNode> serverOnly = new ArrayList<>();
        live.forEach(serverOnly::add);
        List<JsonNode> patched = new ArrayList<>();
        for (JsonNode entry : patch) {
            if (key == null) {
                serverOnly.removeIf(v -> Json.same(v, entry));
                if (!contains(Json.array().addAll(patched), entry)) {
                    patched.add(entry);
                }
                continue;
            }
            String directive = Json.text(entry, DIRECTIVE);
            if (directive.equals("replace")) {
                ArrayNode replaced = Json.array();
                patch.forEach(e -> {
                    if (e.get(DIRECTIVE) == null) {
                        replaced.add(e.deepCopy());
                    }
                });
                return replaced;
            }
            JsonNode id = entry.get(key);
            if (id == null) {
                throw new Refusal(
                        500,
                        "",
                        "map: " + goMap((ObjectNode) entry) + " does not contain declared merge key: " + key,
                        null);
            }
            JsonNode there = take(serverOnly, key, id);
            if (directive.equals("delete")) {
                continue;
            }
            ObjectNode merged = there instanceof ObjectNode object ? object.deepCopy() : Json.object();
            apply(merged, (ObjectNode) entry, schema == null ? null : schema.items());
            patched.add(merged);
        }
        if (order != null) {
            for (JsonNode wanted : order) {
                JsonNode id = key == null ? wanted : wanted.get(key);
                boolean isPatched = patched.stream().anyMatch(p -> Json.same(key == null ? p : p.get(key), id));
                JsonNode there = isPatched || id == null ? null : take(serverOnly, key, id);
                if (there != null) {
                    patched.add(there);
                }
            }
            patched.sort((a, b) -> Integer.compare(index(order, a, key), index(order, b, key)));
        }
        return interleaved(serverOnly, patched, live, key);
    }

    private static @Nullable JsonNode take(List<JsonNode> from, @Nullable String key, JsonNode id) {
        for (int i = 0; i < from.size(); i++) {
            JsonNode one = from.get(i);
            if (Json.same(key == null ? one : one.get(key), id)) {
                return from.remove(i);
            }
        }
        return null;
    }

    private static int index(JsonNode list, JsonNode entry, @Nullable String key) {
        for (int i = 0; i < list.size(); i++) {
            JsonNode one = list.get(i);
            if (Json.same(key == null ? one : one.get(key), key == null ? entry : entry.get(key))) {
                return i;
            }
        }
        return Integer.MAX_VALUE;
    }

    /** Kubernetes' order: by the place on the server where both have one, else the patched first. */
    private static ArrayNode interleaved(
            List<JsonNode> serverOnly, List<JsonNode> patched, ArrayNode live, @Nullable String key) {
        ArrayNode all = Json.array();
        int i = 0;
        int j = 0;
        while (i < serverOnly.size() || j < patched.size()) {
            boolean left = j == patched.size();
            if (!left && i < serverOnly.size()) {
                int other = index(live, patched.get(j), key);
                left = other != Integer.MAX_VALUE && index(live, serverOnly.get(i), key) < other;
            }
            all.add(left ? serverOnly.get(i++) : patched.get(j++));
        }
        return all;
    }

    /** As Go prints a map, which is what Kubernetes puts into these messages. */
    private static String goMap(ObjectNode object) {
        Map<String, String> sorted = new TreeMap<>();
        object.properties()
                .forEach(e -> sorted.put(
                        e.getKey(),
                        e.getValue().isString()
                                ? e.getValue().stringValue()
                                : e.getValue().toString()));
        List<String> pairs = new ArrayList<>();
        sorted.forEach((name, value) -> pairs.add(name + ":" + value));
        return "map[" + String.join(" ", pairs) + "]";
    }
}
