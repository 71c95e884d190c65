package io.millwright.embeddedkubernetes.apply;

import io.millwright.embeddedkubernetes.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A set of fields of an object, as a tree of path elements in the notation of FieldsV1: {@code f:name} a member,
 * {@code k:{...}} a list's entry by its keys, {@code v:...} a set's entry by its value.
 */
final class FieldSet {

    /** Whether the path to here is in the set itself, not only paths below it. */
    private boolean member;

    private final Map<String, FieldSet> children = new TreeMap<>();

    static FieldSet of(JsonNode fieldsV1) {
        FieldSet set = new FieldSet();
        fieldsV1.properties().forEach(entry -> {
            if (entry.getKey().equals(".")) {
                set.member = true;
            } else {
                FieldSet child = of(entry.getValue());
                child.member |= entry.getValue().isEmpty();
                set.children.put(entry.getKey(), child);
            }
        });
        return set;
    }

    ObjectNode json() {
        ObjectNode json = Json.object();
        if (member && !children.values().stream().allMatch(FieldSet::isEmpty)) {
            json.putObject(".");
        }
        children.forEach((element, child) -> {
            if (!child.isEmpty()) {
                json.set(element, child.json());
            }
        });
        return json;
    }

    FieldSet child(String element) {
        return children.computeIfAbsent(element, e -> new FieldSet());
    }

    @Nullable
    FieldSet find(String element) {
        return children.get(element);
    }

    Map<String, FieldSet> children() {
        return children;
    }

    boolean isMember() {
        return member;
    }

    void include() {
        member = true;
    }

    boolean isEmpty() {
        return !member && children.values().stream().allMatch(FieldSet::isEmpty);
    }

    FieldSet copy() {
        return new FieldSet().add(this);
    }

    FieldSet add(FieldSet other) {
        member |= other.member;
        other.children.forEach((element, child) -> child(element).add(child));
        return this;
    }

    FieldSet remove(FieldSet other) {
        member &= !other.member;
        other.children.forEach((element, child) -> {
            FieldSet own = children.get(element);
            if (own != null) {
                own.remove(child);
                if (own.isEmpty()) {
                    children.remove(element);
                }
            }
        });
        return this;
    }

    void drop(String element) {
        children.remove(element);
    }

    void keepOnly(String element) {
        children.keySet().removeIf(e -> !e.equals(element));
    }

    FieldSet common(FieldSet other) {
        FieldSet common = new FieldSet();
        common.member = member && other.member;
        children.forEach((element, child) -> {
            FieldSet theirs = other.children.get(element);
            if (theirs != null) {
                FieldSet both = child.common(theirs);
                if (!both.isEmpty()) {
                    common.children.put(element, both);
                }
            }
        });
        return common;
    }

    boolean same(FieldSet other) {
        return json().equals(other.json());
    }

    /** The paths in the set, as conflicts name them: {@code .spec.ports[name="http"].port}. */
    List<String> paths() {
        List<String> paths = new ArrayList<>();
        collect("", paths);
        return paths;
    }

    private void collect(String path, List<String> into) {
        if (member && !path.isEmpty()) {
            into.add(path);
        }
        children.forEach((element, child) -> child.collect(path + readable(element), into));
    }

    static String readable(String element) {
        String rest = element.substring(2);
        return switch (element.charAt(0)) {
            case 'k' -> {
                List<String> keys = new ArrayList<>();
                BiConsumer<String, JsonNode> add = (name, value) -> keys.add(name + "=" + value);
                Json.parse(rest.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .forEachEntry(add);
                yield "[" + String.join(",", keys) + "]";
            }
            case 'v' -> "[=" + rest + "]";
            default -> "." + rest;
        };
    }
}
