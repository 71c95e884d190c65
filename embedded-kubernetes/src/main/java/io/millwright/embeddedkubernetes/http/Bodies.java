package io.millwright.embeddedkubernetes.http;

import io.millwright.embeddedkubernetes.json.Json;
import io.millwright.embeddedkubernetes.objects.Refusals;
import io.millwright.embeddedkubernetes.objects.WriteOptions;
import io.millwright.embeddedkubernetes.registry.Served;
import io.millwright.embeddedkubernetes.resource.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads request bodies. */
final class Bodies {

    private Bodies() {}

    static Refusal unsupported(String accepted) {
        return new Refusal(
                415,
                "UnsupportedMediaType",
                "the body of the request was in an unknown format - accepted media types include: " + accepted,
                null);
    }

    static void checkSize(Request request) {
        if (request.body().length > Request.MAX_BODY) {
            throw new Refusal(
                    413, "RequestEntityTooLarge", "Request entity too large: limit is " + Request.MAX_BODY, null);
        }
    }

    /** The object in the body; what it has twice is refused or warned of. */
    static ObjectNode object(Served served, Request request, WriteOptions options) {
        checkSize(request);
        String type = request.contentType();
        if (type.equals("application/vnd.kubernetes.protobuf")) {
            throw new Refusal(
                    415,
                    "UnsupportedMediaType",
                    "this server does not read protobuf: send JSON, with kubectl for example by `kubectl apply -f` or"
                            + " `create -f`",
                    null);
        }
        boolean yaml = type.equals("application/yaml");
        if (!yaml && !type.isEmpty() && !type.equals("application/json")) {
            throw unsupported("application/json, application/yaml");
        }
        byte[] body = request.body();
        String text = new String(body, StandardCharsets.UTF_8);
        JsonNode parsed;
        try {
            parsed = yaml ? Json.parseYaml(body) : Json.parse(body);
        } catch (JacksonException e) {
            throw Refusals.badRequest("couldn't get version/kind; json parse error: " + e.getOriginalMessage());
        }
        String kind = served.type().kind();
        if (!(parsed instanceof ObjectNode object)) {
            throw Refusals.badRequest("the object provided is unrecognized (must be of type " + kind
                    + "): couldn't get version/kind; json parse error: unexpected end of JSON input (<empty>)");
        }
        if (Json.text(object, "kind").isEmpty()) {
            throw Refusals.unrecognised(kind, text);
        }
        if (!yaml) {
            duplicates(served, body, options);
        }
        return object;
    }

    private static void duplicates(Served served, byte[] body, WriteOptions options) {
        if (options.unknownFields() == WriteOptions.UnknownFields.IGNORE) {
            return;
        }
        List<String> sentences = new ArrayList<>();
        Json.duplicates(body, (path, name) -> sentences.add("duplicate field \"" + path + "\""));
        if (sentences.isEmpty()) {
            return;
        }
        if (options.unknownFields() == WriteOptions.UnknownFields.STRICT) {
            throw Refusals.strict(served, sentences, "");
        }
        sentences.stream().distinct().forEach(options.warnings()::add);
    }
}
