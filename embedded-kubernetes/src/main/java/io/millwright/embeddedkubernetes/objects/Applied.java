package io.millwright.embeddedkubernetes.objects;

import io.millwright.embeddedkubernetes.json.Json;
import io.millwright.embeddedkubernetes.registry.Served;
import io.millwright.embeddedkubernetes.resource.ResourceType.ScalePaths;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a client sent to be applied, as a part of the whole object. */
final class Applied {

    private Applied() {}

    static ObjectNode checked(Address address, ObjectNode sent) {
        Served served = address.served();
        boolean scale = address.subresource().equals("scale");
        String apiVersion = scale ? "autoscaling/v1" : served.apiVersion();
        String kind = scale ? "Scale" : served.type().kind();
        if (!Json.text(sent, "apiVersion").equals(apiVersion)
                || !Json.text(sent, "kind").equals(kind)) {
            String said = Json.text(sent, "apiVersion");
            throw Refusals.badRequest(
                    "invalid object type: " + (said.isEmpty() ? "/" : said) + ", Kind=" + Json.text(sent, "kind"));
        }
        if (Json.text(sent, "metadata", "name").isEmpty()) {
            throw Refusals.badRequest("the name of the object (" + address.name()
                    + " based on URL) was undeterminable: name must be provided");
        }
        JsonNode managed = Json.at(sent, "metadata", "managedFields");
        if (managed != null && !managed.isEmpty()) {
            throw Refusals.badRequest("metadata.managedFields must be nil");
        }
        ScalePaths paths = served.type().scale();
        return scale && paths != null ? whole(served, sent, paths) : sent;
    }

    /** A Scale says one thing of the object that it is of. */
    private static ObjectNode whole(Served served, ObjectNode scale, ScalePaths paths) {
        ObjectNode object = Json.object()
                .put("apiVersion", served.apiVersion())
                .put("kind", served.type().kind());
        ObjectNode metadata = object.putObject("metadata");
        for (String member : List.of("name", "namespace", "uid", "resourceVersion")) {
            JsonNode value = Json.at(scale, "metadata", member);
            if (value != null) {
                metadata.set(member, value);
            }
        }
        JsonNode replicas = Json.at(scale, "spec", "replicas");
        if (replicas != null) {
            Subresources.put(object, paths.specReplicas(), replicas);
        }
        return object;
    }
}
