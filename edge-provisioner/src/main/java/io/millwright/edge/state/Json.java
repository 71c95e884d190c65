package io.millwright.edge.state;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON as trees: the agent binds nothing by reflection, which would cost a third of its time to start. */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Empty if the bytes are not exactly one JSON object. */
    public static Optional<ObjectNode> read(byte[] bytes) {
        try {
            JsonNode node = MAPPER.readTree(bytes);
            return node instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    public static byte[] bytes(JsonNode node) {
        return MAPPER.writeValueAsBytes(node);
    }

    /** For people: indented, with a line break at the end. */
    public static byte[] pretty(JsonNode node) {
        return (node.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** A member that is a string; empty if it is absent or anything else. */
    public static Optional<String> text(JsonNode object, String name) {
        JsonNode member = object.get(name);
        return member != null && member.isString() ? Optional.of(member.stringValue()) : Optional.empty();
    }

    private Json() {}
}
