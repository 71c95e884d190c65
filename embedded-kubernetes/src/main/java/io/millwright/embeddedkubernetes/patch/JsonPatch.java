package io.millwright.embeddedkubernetes.patch;

import io.millwright.embeddedkubernetes.json.Json;
import io.millwright.embeddedkubernetes.resource.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON patch, RFC 6902, with what Kubernetes makes of it: replacing a member that is not there adds it. */
public final class JsonPatch {

    private JsonPatch() {}

    /**
     * Changes the target in place.
     *
     * @throws Refusal with 422 when an operation cannot be carried out or a test does not hold
     */
    public static void apply(ObjectNode target, ArrayNode patch) {
        for (JsonNode operation : patch) {
            String path = Json.text(operation, "path");
            JsonNode value = operation.get("value");
            switch (Json.text(operation, "op")) {
                case "add" -> add(target, path, given(value), false);
                case "replace" -> add(target, path, given(value), true);
                case "remove" -> remove(target, path);
                case "test" -> {
                    JsonNode found = find(target, segments(path));
                    boolean absent = value == null || value.isNull();
                    boolean missing = found == null || found.isNull();
                    if (missing ? !absent : !Json.same(found, value)) {
                        throw failed();
                    }
                }
                case "copy" -> add(target, path, existing(target, operation).deepCopy(), false);
                case "move" -> {
                    JsonNode moved = existing(target, operation);
                    remove(target, Json.text(operation, "from"));
                    add(target, path, moved, false);
                }
                default -> throw failed();
            }
        }
    }

    private static Refusal failed() {
        return new Refusal(
                422, "Invalid", "the server rejected our request due to an error in our request", Json.object());
    }

    private static JsonNode given(@Nullable JsonNode value) {
        if (value == null) {
            throw failed();
        }
        return value.deepCopy();
    }

    private static JsonNode existing(ObjectNode target, JsonNode operation) {
        JsonNode found = find(target, segments(Json.text(operation, "from")));
        if (found == null) {
            throw failed();
        }
        return found;
    }

    private static List<String> segments(String pointer) {
        if (!pointer.startsWith("/")) {
            throw failed();
        }
        List<String> segments = new ArrayList<>();
        for (String segment : pointer.substring(1).split("/", -1)) {
            segments.add(segment.replace("~1", "/").replace("~0", "~"));
        }
        return segments;
    }

    private static @Nullable JsonNode find(JsonNode from, List<String> segments) {
        JsonNode node = from;
        for (String segment : segments) {
            node = node instanceof ArrayNode list ? list.get(index(segment, list.size() - 1)) : node.get(segment);
            if (node == null) {
                return null;
            }
        }
        return node;
    }

    private static JsonNode holder(ObjectNode target, List<String> segments) {
        JsonNode holder = find(target, segments.subList(0, segments.size() - 1));
        if (holder == null) {
            throw failed();
        }
        return holder;
    }

    /** @param highest the last index that may be meant */
    private static int index(String segment, int highest) {
        try {
            int index = Integer.parseInt(segment);
            if (index >= 0 && index <= highest) {
                return index;
            }
        } catch (NumberFormatException e) {
            throw failed();
        }
        throw failed();
    }

    private static void add(ObjectNode target, String path, JsonNode value, boolean replace) {
        List<String> segments = segments(path);
        String last = segments.getLast();
        switch (holder(target, segments)) {
            case ObjectNode object -> object.set(last, value);
            case ArrayNode list -> {
                if (replace) {
                    list.set(index(last, list.size() - 1), value);
                } else {
                    list.insert(last.equals("-") ? list.size() : index(last, list.size()), value);
                }
            }
            default -> throw failed();
        }
    }

    private static void remove(ObjectNode target, String path) {
        List<String> segments = segments(path);
        String last = segments.getLast();
        switch (holder(target, segments)) {
            case ObjectNode object -> {
                if (object.remove(last) == null) {
                    throw failed();
                }
            }
            case ArrayNode list -> list.remove(index(last, list.size() - 1));
            default -> throw failed();
        }
    }
}
