package io.millwright.embeddedkubernetes.objects;

import io.millwright.embeddedkubernetes.json.Json;
import io.millwright.embeddedkubernetes.registry.Served;
import io.millwright.embeddedkubernetes.resource.FieldError;
import io.millwright.embeddedkubernetes.resource.ResourceType.ScalePaths;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Status, scale and finalize: views of an object that change only their part of it. */
public final class Subresources {

    private Subresources() {}

    /** Works out the whole object that a change of the addressed part makes. */
    static ObjectNode change(Address address, ObjectNode old, Change change) {
        if (!address.subresource().equals("scale")) {
            return change.of(old.deepCopy());
        }
        ScalePaths paths = scalePaths(address.served());
        ObjectNode scale = change.of(scale(address.served(), old));
        if (!Json.text(scale, "kind").equals("Scale")) {
            throw Refusals.badRequest(Json.text(scale, "kind") + " in version \"v1\" cannot be handled as a Scale");
        }
        long replicas = Json.number(scale, "spec", "replicas");
        if (replicas < 0 && !address.served().type().custom()) {
            throw Refusals.invalid(
                    "autoscaling",
                    "Scale",
                    address.name(),
                    List.of(new FieldError(
                            "FieldValueInvalid",
                            "spec.replicas",
                            "Invalid value: " + replicas + ": must be greater than or equal to 0")));
        }
        ObjectNode next = old.deepCopy();
        put(next, paths.specReplicas(), JsonNodeFactory.instance.numberNode(replicas));
        String version = Json.text(scale, "metadata", "resourceVersion");
        if (version.isEmpty()) {
            Json.metadata(next).remove("resourceVersion");
        } else {
            Json.metadata(next).put("resourceVersion", version);
        }
        return next;
    }

    static void put(ObjectNode object, String path, JsonNode value) {
        ObjectNode holder = object;
        String[] members = path.substring(1).split("\\.");
        for (int i = 0; i < members.length - 1; i++) {
            holder = Json.member(holder, members[i]);
        }
        holder.set(members[members.length - 1], value);
    }

    /** Takes back what the addressed part does not contain. */
    static void restrict(Address address, ObjectNode next, ObjectNode old) {
        switch (address.subresource()) {
            case "" -> {
                if (address.served().type().hasStatus()) {
                    copy("status", old, next);
                }
            }
            case "status" -> {
                JsonNode status = next.get("status");
                JsonNode managed = Json.at(next, "metadata", "managedFields");
                ObjectNode metadata = Json.metadata(next);
                boolean custom = address.served().type().custom();
                ObjectNode kept = custom ? Json.metadata(old).deepCopy() : metadata;
                String version = Json.text(metadata, "resourceVersion");
                next.removeAll();
                next.setAll(old.deepCopy());
                next.set("metadata", kept);
                if (!version.isEmpty()) {
                    kept.put("resourceVersion", version);
                }
                if (managed == null) {
                    kept.remove("managedFields");
                } else {
                    kept.set("managedFields", managed);
                }
                if (status == null) {
                    next.remove("status");
                } else {
                    next.set("status", status);
                }
            }
            case "finalize" -> copy("status", old, next);
            default -> {}
        }
    }

    private static void copy(String member, ObjectNode from, ObjectNode to) {
        JsonNode value = from.get(member);
        if (value == null) {
            to.remove(member);
        } else {
            to.set(member, value.deepCopy());
        }
    }

    /** The object as its scale subresource shows it. */
    public static ObjectNode scale(Served served, ObjectNode object) {
        ScalePaths paths = scalePaths(served);
        ObjectNode scale = Json.object().put("kind", "Scale").put("apiVersion", "autoscaling/v1");
        ObjectNode metadata = scale.putObject("metadata");
        for (String member : List.of("name", "namespace", "uid", "resourceVersion", "creationTimestamp")) {
            JsonNode value = Json.at(object, "metadata", member);
            if (value != null) {
                metadata.set(member, value);
            }
        }
        ObjectNode spec = scale.putObject("spec");
        JsonNode replicas = along(object, paths.specReplicas());
        if (replicas != null) {
            spec.set("replicas", replicas);
        }
        JsonNode actual = along(object, paths.statusReplicas());
        ObjectNode status = scale.putObject("status").put("replicas", actual == null ? 0 : actual.asLong(0));
        String selector = selector(object, paths);
        if (!selector.isEmpty()) {
            status.put("selector", selector);
        }
        return scale;
    }

    private static String selector(ObjectNode object, ScalePaths paths) {
        String path = paths.labelSelector();
        JsonNode found = path == null ? null : along(object, path);
        if (found == null) {
            return "";
        }
        if (found.isString()) {
            return found.stringValue();
        }
        StringBuilder text = new StringBuilder();
        found.path("matchLabels").properties().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .forEach(e -> {
                    text.append(text.isEmpty() ? "" : ",")
                            .append(e.getKey())
                            .append('=')
                            .append(e.getValue().asString(""));
                });
        return text.toString();
    }

    private static ScalePaths scalePaths(Served served) {
        ScalePaths paths = served.type().scale();
        if (paths == null) {
            throw Refusals.notServed();
        }
        return paths;
    }

    private static @Nullable JsonNode along(ObjectNode object, String path) {
        return Json.at(object, path.substring(1).split("\\."));
    }
}
