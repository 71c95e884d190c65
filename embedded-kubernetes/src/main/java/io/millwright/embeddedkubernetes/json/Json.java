package io.millwright.embeddedkubernetes.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The one way JSON is read, written, addressed and compared here. */
public final class Json {

    /**
     * Deepest nesting that is read. Trees are walked by recursion, so depth is stack; definitions, the deepest of what
     * people write, stay below 100.
     */
    static final int MAX_DEPTH = 200;

    private static final StreamReadConstraints BOUNDS =
            StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build();
    private static final JsonMapper MAPPER = JsonMapper.builder(
                    JsonFactory.builder().streamReadConstraints(BOUNDS).build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final YAMLMapper YAML = YAMLMapper.builder(
                    YAMLFactory.builder().streamReadConstraints(BOUNDS).build())
            .build();
    /** What is stored was read once, and may have grown by patches since: it must never become unreadable. */
    private static final JsonMapper STORED = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(2 * StreamWriteConstraints.DEFAULT_MAX_DEPTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /** @throws JacksonException when the bytes are not exactly one JSON value, or nested deeper than 200 levels */
    public static JsonNode parse(byte[] bytes) {
        return MAPPER.readTree(bytes);
    }

    /** JSON is YAML too, but its own parser is much quicker: it is tried where the text begins like JSON. */
    public static JsonNode parseYaml(byte[] bytes) {
        return bytes.length > 0 && bytes[0] == '{' ? parse(bytes) : YAML.readTree(bytes);
    }

    /** @throws JacksonException when the text is not exactly one JSON object */
    public static ObjectNode object(byte[] bytes) {
        return STORED.readValue(bytes, ObjectNode.class);
    }

    public static byte[] bytes(JsonNode node) {
        return MAPPER.writeValueAsBytes(node);
    }

    public static byte[] yaml(JsonNode node) {
        return YAML.writeValueAsBytes(node);
    }

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** The value at the member names, or null where there is none or an explicit null. */
    public static @Nullable JsonNode at(JsonNode from, String... members) {
        JsonNode node = from;
        for (String member : members) {
            node = node.get(member);
            if (node == null || node.isNull()) {
                return null;
            }
        }
        return node;
    }

    /** The object at the member names, or null. */
    public static @Nullable ObjectNode objectAt(JsonNode from, String... members) {
        return at(from, members) instanceof ObjectNode object ? object : null;
    }

    /** The text at the member names, or the empty string. */
    public static String text(JsonNode from, String... members) {
        JsonNode node = at(from, members);
        return node != null && node.isString() ? node.stringValue() : "";
    }

    /** The texts of the list at the member names. */
    public static List<String> texts(JsonNode from, String... members) {
        List<String> texts = new ArrayList<>();
        JsonNode node = at(from, members);
        if (node != null && node.isArray()) {
            node.forEach(entry -> texts.add(entry.isString() ? entry.stringValue() : entry.toString()));
        }
        return texts;
    }

    /** The whole number at the member names, or zero. */
    public static long number(JsonNode from, String... members) {
        JsonNode node = at(from, members);
        return node != null && node.canConvertToLong() ? node.longValue() : 0;
    }

    /** The metadata of an object, created where it is missing or no object. */
    public static ObjectNode metadata(ObjectNode object) {
        return member(object, "metadata");
    }

    /** The object member of that name, created where it is missing or no object. */
    public static ObjectNode member(ObjectNode object, String name) {
        return object.get(name) instanceof ObjectNode found ? found : object.putObject(name);
    }

    /** Equality of values: the order of members and the width of numbers do not count. */
    public static boolean same(@Nullable JsonNode a, @Nullable JsonNode b) {
        if (a == null || b == null) {
            return a == null && b == null;
        }
        return a.equals(
                (x, y) -> {
                    if (x.isNumber() && y.isNumber()) {
                        return decimal(x).compareTo(decimal(y));
                    }
                    return x.equals(y) ? 0 : 1;
                },
                b);
    }

    private static BigDecimal decimal(JsonNode number) {
        return number.decimalValue();
    }

    /** Reads the bytes and reports every member that an object has twice, as (path, name); the last one is kept. */
    public static void duplicates(byte[] bytes, BiConsumer<String, String> found) {
        Duplicates.find(MAPPER.reader().without(StreamReadFeature.STRICT_DUPLICATE_DETECTION), bytes, found);
    }
}
