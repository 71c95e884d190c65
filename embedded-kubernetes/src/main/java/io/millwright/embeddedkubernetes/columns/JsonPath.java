package io.millwright.embeddedkubernetes.columns;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The JSON paths of printer columns, compiled: members ({@code .spec.tier}, {@code ['a.b']}), indices, {@code [*]}
 * and the filter {@code [?(@.type=="Ready")]}.
 */
public final class JsonPath {

    private static final Pattern STEP = Pattern.compile("\\G(?:"
            + "\\.(?<member>(?:[^.\\[\\]\\\\]|\\\\.)+)"
            + "|\\['(?<quoted>[^']*)'\\]"
            + "|\\[(?<index>-?\\d+)\\]"
            + "|(?<all>\\[\\*\\]|\\.\\*)"
            + "|\\[\\?\\(@\\.(?<key>[\\w.]+)\\s*==\\s*[\"'](?<value>[^\"']*)[\"']\\)\\])");

    private final List<Function<JsonNode, Stream<JsonNode>>> steps = new ArrayList<>();

    private JsonPath() {}

    /**
     * Compiles a path, with or without its first dot.
     *
     * @throws IllegalArgumentException with a sentence for what is no path
     */
    public static JsonPath compile(String text) {
        JsonPath path = new JsonPath();
        String dotted = text.startsWith(".") || text.startsWith("[") ? text : "." + text;
        Matcher step = STEP.matcher(dotted);
        int end = 0;
        while (step.find()) {
            path.steps.add(step(step));
            end = step.end();
        }
        if (end != dotted.length()) {
            throw new IllegalArgumentException("is no JSON path: " + text);
        }
        return path;
    }

    private static Function<JsonNode, Stream<JsonNode>> step(Matcher step) {
        String quoted = step.group("quoted");
        String member = quoted != null ? quoted : step.group("member");
        if (member != null) {
            String name = member.replace("\\", "");
            return node -> Stream.of(node.path(name));
        }
        String index = step.group("index");
        if (index != null) {
            int at = Integer.parseInt(index);
            return node -> Stream.of(node.path(at < 0 ? node.size() + at : at));
        }
        if (step.group("all") != null) {
            return JsonNode::valueStream;
        }
        JsonPath key = compile(step.group("key"));
        String value = step.group("value");
        return node -> node.valueStream().filter(entry -> {
            JsonNode found = key.first(entry);
            return found != null && found.asString("").equals(value);
        });
    }

    /** Whether a definition may use it: it starts with a dot and can be compiled. */
    public static boolean isPath(String text) {
        try {
            compile(text);
            return text.startsWith(".");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The first value that the path finds; null where there is none. */
    public @Nullable JsonNode first(JsonNode root) {
        Stream<JsonNode> found = Stream.of(root);
        for (Function<JsonNode, Stream<JsonNode>> step : steps) {
            found = found.flatMap(step);
        }
        return found.filter(node -> !node.isMissingNode() && !node.isNull())
                .findFirst()
                .orElse(null);
    }
}
