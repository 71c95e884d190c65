package io.millwright.embeddedkubernetes.builtin;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the API server itself writes into new objects. */
final class Preparations {

    private Preparations() {}

    static void namespace(ObjectNode namespace) {
        ObjectNode metadata = objectAt(namespace, "metadata");
        objectAt(metadata, "labels")
                .put("kubernetes.io/metadata.name", metadata.path("name").asString(""));
        ObjectNode spec = objectAt(namespace, "spec");
        if (!spec.has("finalizers")) {
            spec.putArray("finalizers").add("kubernetes");
        }
    }

    static void pod(ObjectNode pod) {
        ObjectNode spec = objectAt(pod, "spec");
        for (JsonNode list : new JsonNode[] {spec.path("containers"), spec.path("initContainers")}) {
            list.forEach(container -> requestLimits(container.path("resources")));
        }
        if (!spec.has("enableServiceLinks")) {
            spec.put("enableServiceLinks", true);
        }
        if (!spec.has("tolerations")) {
            ArrayNode tolerations = spec.putArray("tolerations");
            tolerate(tolerations, "node.kubernetes.io/not-ready");
            tolerate(tolerations, "node.kubernetes.io/unreachable");
        }
        objectAt(pod, "status").put("qosClass", qualityOfService(spec.path("containers")));
    }

    private static void tolerate(ArrayNode tolerations, String key) {
        tolerations
                .addObject()
                .put("key", key)
                .put("operator", "Exists")
                .put("effect", "NoExecute")
                .put("tolerationSeconds", 300);
    }

    /** A limit without a request is a request too. */
    private static void requestLimits(JsonNode resources) {
        if (resources instanceof ObjectNode object) {
            resources.path("limits").properties().forEach(limit -> {
                ObjectNode requests = objectAt(object, "requests");
                if (!requests.has(limit.getKey())) {
                    requests.set(limit.getKey(), limit.getValue());
                }
            });
        }
    }

    private static String qualityOfService(JsonNode containers) {
        boolean none = containers
                .valueStream()
                .allMatch(container ->
                        container.path("resources").path("requests").isEmpty()
                                && container.path("resources").path("limits").isEmpty());
        if (none) {
            return "BestEffort";
        }
        boolean all = containers.valueStream().allMatch(container -> {
            JsonNode resources = container.path("resources");
            return resources.path("limits").has("cpu")
                    && resources.path("limits").has("memory")
                    && resources.path("limits").equals(resources.path("requests"));
        });
        return all ? "Guaranteed" : "Burstable";
    }

    static ObjectNode objectAt(ObjectNode object, String name) {
        return object.get(name) instanceof ObjectNode present ? present : object.putObject(name);
    }
}
