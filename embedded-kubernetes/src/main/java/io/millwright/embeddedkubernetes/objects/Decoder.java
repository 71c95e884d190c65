package io.millwright.embeddedkubernetes.objects;

import io.millwright.embeddedkubernetes.json.Json;
import io.millwright.embeddedkubernetes.registry.Served;
import io.millwright.embeddedkubernetes.resource.Refusal;
import io.millwright.embeddedkubernetes.resource.ResourceType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What a sent object is taken for: of the right kind, without what its schema does not know, with defaults filled in. */
final class Decoder {

    /** @param name for the refusal, where the object has none yet */
    static ObjectNode decoded(Served served, ObjectNode body, WriteOptions options, String name) {
        checkType(served, body);
        ObjectNode object = body;
        List<String> unknown = served.type().prune(object);
        if (!unknown.isEmpty()) {
            List<String> sentences =
                    unknown.stream().map(p -> "unknown field \"" + p + "\"").toList();
            switch (options.unknownFields()) {
                case IGNORE -> {}
                case WARN ->
                    sentences.stream()
                            .filter(s -> !options.warnings().contains(s))
                            .forEach(options.warnings()::add);
                case STRICT -> throw Refusals.strict(served, sentences, name);
            }
        }
        served.type().applyDefaults(object);
        return object;
    }

    private static void checkType(Served served, ObjectNode object) {
        String kind = Json.text(object, "kind");
        String apiVersion = Json.text(object, "apiVersion");
        ResourceType type = served.type();
        if (kind.isEmpty()) {
            throw Refusals.unrecognised(type.kind(), new String(Json.bytes(object), StandardCharsets.UTF_8));
        }
        if (type.custom() || kind.equals(type.kind())) {
            if (!apiVersion.equals(served.apiVersion())) {
                throw Refusals.badRequest("the API version in the data (" + apiVersion
                        + ") does not match the expected API version (" + served.apiVersion() + ")");
            }
            if (!kind.equals(type.kind())) {
                throw Refusals.invalid(
                        type.group(),
                        kind,
                        Json.text(object, "metadata", "name"),
                        List.of(Metadata.invalid("kind", kind, "must be " + type.kind())));
            }
            return;
        }
        String version = apiVersion.substring(apiVersion.indexOf('/') + 1);
        throw Refusals.badRequest(kind + " in version \"" + version + "\" cannot be handled as a " + type.kind()
                + ": converting (" + version + "." + kind + ") to ("
                + (type.group().isEmpty() ? "core" : type.group().split("\\.")[0]) + "." + type.kind()
                + "): unknown conversion");
    }

    /** What makes a patched object undecodable is said to be wrong with the patch. */
    static ObjectNode patched(Served served, ObjectNode object, WriteOptions options, String name) {
        try {
            return decoded(served, object, options, name);
        } catch (Refusal e) {
            throw e.code() == 400 ? new Refusal(422, "Invalid", String.valueOf(e.getMessage()), Json.object()) : e;
        }
    }

    private Decoder() {}
}
