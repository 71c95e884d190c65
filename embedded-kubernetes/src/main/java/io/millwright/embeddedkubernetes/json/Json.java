package io.millwright.embeddedkubernetes.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The one way JSON is read, written, addressed and compared here. */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final YAMLMapper YAML = YAMLMapper.builder().build();

    private Json() {}

    /** @throws JacksonException when the bytes are not exactly one JSON value */
    public static JsonNode parse(byte[] bytes) {
        return MAPPER.readTree(bytes);
    }

    /** JSON is YAML too, but its own parser is much quicker: it is tried where the text begins like JSON. */
    public static JsonNode parseYaml(byte[] bytes) {
        return bytes.length > 0 && bytes[0] == '{' ? parse(bytes) : YAML.readTree(bytes);
    }

    /** @throws JacksonException when the text is not exactly one JSON object */
    public static ObjectNode object(byte[] bytes) {
        return MAPPER.readValue(bytes, ObjectNode.class);
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
