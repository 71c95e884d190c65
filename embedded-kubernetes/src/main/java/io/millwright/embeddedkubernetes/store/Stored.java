package io.millwright.embeddedkubernetes.store;

import io.millwright.embeddedkubernetes.json.Json;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One object at one revision, immutable. It is kept as its JSON text, which is what most readers want, so that a
 * list or a watch copies bytes and an update parses a tree of its own to change.
 */
public final class Stored {

    private final Key key;
    private final String uid;
    private final long revision;
    private final Map<String, String> labels;
    private final byte[] json;

    Stored(Key key, ObjectNode object, long revision, byte[] json) {
        this.key = key;
        this.uid = Json.text(object, "metadata", "uid");
        this.revision = revision;
        this.json = json;
        JsonNode declared = Json.at(object, "metadata", "labels");
        Map<String, String> found = new HashMap<>();
        if (declared != null && declared.isObject()) {
            declared.properties()
                    .forEach(e -> found.put(e.getKey(), e.getValue().asString("")));
        }
        this.labels = Map.copyOf(found);
    }

    public Key key() {
        return key;
    }

    public String uid() {
        return uid;
    }

    public long revision() {
        return revision;
    }

    public Map<String, String> labels() {
        return labels;
    }

    /** The JSON text as stored; not to be changed. */
    public byte[] json() {
        return json;
    }

    /** A tree of its own for every caller. */
    public ObjectNode object() {
        return Json.object(json);
    }
}
