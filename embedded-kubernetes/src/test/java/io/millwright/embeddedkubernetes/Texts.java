package io.millwright.embeddedkubernetes;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON written with single quotes, so that tests can be read. */
public final class Texts {

    private Texts() {}

    public static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text.replace('\'', '"'));
    }

    public static ObjectNode object(String text) {
        return (ObjectNode) json(text);
    }
}
