package io.millwright.embeddedkubernetes.http;

import io.millwright.embeddedkubernetes.json.Json;
import io.millwright.embeddedkubernetes.resource.Refusal;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a request is answered with. */
sealed interface Answer {

    /** A whole body. */
    record Body(int status, String contentType, byte[] bytes, List<String> warnings) implements Answer {}

    /** A body that is written as things happen. */
    record Stream(String contentType, Writing writing) implements Answer {}

    /** Writes until it has nothing more to say or nobody listens. */
    @FunctionalInterface
    interface Writing {
        void to(OutputStream out) throws IOException, InterruptedException;
    }

    static Body json(int status, JsonNode body) {
        return new Body(status, "application/json", Json.bytes(body), List.of());
    }

    static Body text(int status, String text) {
        return new Body(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8), List.of());
    }

    static Body pageNotFound() {
        return text(404, "404 page not found\n");
    }

    static ObjectNode status(Refusal refusal) {
        ObjectNode status = Json.object().put("kind", "Status").put("apiVersion", "v1");
        status.putObject("metadata");
        status.put("status", "Failure").put("message", String.valueOf(refusal.getMessage()));
        if (!refusal.reason().isEmpty()) {
            status.put("reason", refusal.reason());
        }
        ObjectNode details = refusal.details();
        if (details != null) {
            status.set("details", details);
        }
        return status.put("code", refusal.code());
    }
}
