package io.millwright.embeddedkubernetes.http;

import io.millwright.embeddedkubernetes.json.Json;
import io.millwright.embeddedkubernetes.objects.Refusals;
import io.millwright.embeddedkubernetes.resource.Refusal;
import java.util.Base64;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Where a list goes on: from which key, as of which revision. */
record ContinueToken(long revision, String start) {

    String encoded() {
        ObjectNode json =
                Json.object().put("v", "meta.k8s.io/v1").put("rv", revision).put("start", start);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(json));
    }

    /** @throws Refusal 400 for what no list gave */
    static ContinueToken decoded(String continuation) {
        JsonNode json;
        try {
            json = Json.parse(Base64.getUrlDecoder().decode(continuation));
        } catch (JacksonException | IllegalArgumentException e) {
            throw Refusals.badRequest(
                    "invalid continue token: continue key is not valid: it is no token of this server");
        }
        String format = Json.text(json, "v");
        if (!format.equals("meta.k8s.io/v1")) {
            throw Refusals.badRequest(
                    "invalid continue token: continue key is not valid: server does not recognize this encoded"
                            + " version "
                            + format);
        }
        String start = Json.text(json, "start");
        if (start.isEmpty()) {
            throw Refusals.badRequest(
                    "invalid continue token: continue key is not valid: encoded start key empty (version"
                            + " meta.k8s.io/v1)");
        }
        return new ContinueToken(Json.number(json, "rv"), start);
    }
}
