package io.millwright.embeddedkubernetes.http;

import io.millwright.embeddedkubernetes.json.Json;
import io.millwright.embeddedkubernetes.objects.Address;
import io.millwright.embeddedkubernetes.objects.Objects;
import io.millwright.embeddedkubernetes.objects.Refusals;
import io.millwright.embeddedkubernetes.objects.Result;
import io.millwright.embeddedkubernetes.objects.WriteOptions;
import io.millwright.embeddedkubernetes.patch.JsonPatch;
import io.millwright.embeddedkubernetes.patch.MergePatch;
import io.millwright.embeddedkubernetes.patch.StrategicMergePatch;
import io.millwright.embeddedkubernetes.resource.ResourceType;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** PATCH in its four kinds. */
final class Patches {

    private final Objects objects;

    Patches(Objects objects) {
        this.objects = objects;
    }

    Answer answer(Address address, Request request) {
        ResourceType type = address.served().type();
        Negotiation form = Negotiation.of(request.header("Accept"), true, false);
        String kind = request.contentType();
        boolean strategic = type.strategicMerge() && kind.equals("application/strategic-merge-patch+json");
        if (!strategic
                && !kind.equals("application/merge-patch+json")
                && !kind.equals("application/json-patch+json")
                && !kind.equals("application/apply-patch+yaml")) {
            throw Bodies.unsupported(
                    type.strategicMerge()
                            ? "application/json-patch+json, application/merge-patch+json,"
                                    + " application/strategic-merge-patch+json, application/apply-patch+yaml"
                            : "application/json-patch+json, application/merge-patch+json,"
                                    + " application/apply-patch+yaml");
        }
        Bodies.checkSize(request);
        WriteOptions options = Options.write(request, "PatchOptions");
        return Resources.warned(
                options, () -> Resources.written(address, request, form, patched(address, request, options), options));
    }

    private Result patched(Address address, Request request, WriteOptions options) {
        ResourceType type = address.served().type();
        return switch (request.contentType()) {
            case "application/apply-patch+yaml" -> objects.apply(address, applied(request), options);
            case "application/json-patch+json" -> {
                ArrayNode patch = operations(request);
                yield objects.patch(address, options, current -> {
                    JsonPatch.apply(current, patch);
                    return current;
                });
            }
            case "application/strategic-merge-patch+json" -> {
                ObjectNode patch = object(request);
                yield objects.patch(address, options, current -> {
                    StrategicMergePatch.apply(current, patch, type.schema());
                    return current;
                });
            }
            default -> {
                ObjectNode patch = object(request);
                yield objects.patch(address, options, current -> {
                    MergePatch.apply(current, patch);
                    return current;
                });
            }
        };
    }

    private static ObjectNode applied(Request request) {
        try {
            if (Json.parseYaml(request.body()) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            throw Refusals.badRequest("error decoding YAML: " + e.getOriginalMessage());
        }
        throw Refusals.badRequest("error decoding YAML: the patch is no object");
    }

    private static ObjectNode object(Request request) {
        JsonNode patch = parsed(request);
        if (patch instanceof ObjectNode object) {
            return object;
        }
        throw Refusals.badRequest(
                "error decoding patch: json: cannot unmarshal array into Go value of type map[string]interface {}");
    }

    private static ArrayNode operations(Request request) {
        JsonNode patch = parsed(request);
        if (patch instanceof ArrayNode list) {
            return list;
        }
        throw Refusals.badRequest(
                "error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp");
    }

    private static JsonNode parsed(Request request) {
        try {
            return Json.parse(request.body());
        } catch (JacksonException e) {
            throw Refusals.badRequest("error decoding patch: " + e.getOriginalMessage());
        }
    }
}
