package io.millwright.embeddedkubernetes.http;

import io.millwright.embeddedkubernetes.columns.Age;
import io.millwright.embeddedkubernetes.json.Json;
import io.millwright.embeddedkubernetes.objects.Refusals;
import io.millwright.embeddedkubernetes.registry.Served;
import io.millwright.embeddedkubernetes.resource.ResourceType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Objects as Tables and as metadata alone. */
final class Shapes {

    private Shapes() {}

    static ObjectNode partial(ObjectNode object) {
        ObjectNode partial = Json.object().put("kind", "PartialObjectMetadata").put("apiVersion", "meta.k8s.io/v1");
        partial.set("metadata", Json.metadata(object));
        return partial;
    }

    /**
     * @param include what of each object its row carries: None, Object, or else its metadata
     * @param columns false for later events of a watch, which do not repeat them
     */
    static ObjectNode table(
            Served served, List<ObjectNode> objects, ObjectNode metadata, String include, boolean columns) {
        ResourceType type = served.type();
        ObjectNode table = Json.object().put("kind", "Table").put("apiVersion", "meta.k8s.io/v1");
        table.set("metadata", metadata);
        ArrayNode definitions = table.putArray("columnDefinitions");
        if (columns) {
            type.columns()
                    .forEach(c -> definitions
                            .addObject()
                            .put("name", c.name())
                            .put("type", c.type())
                            .put("format", c.format())
                            .put("description", c.description())
                            .put("priority", c.priority()));
        }
        ArrayNode rows = table.putArray("rows");
        for (ObjectNode object : objects) {
            ObjectNode row = rows.addObject();
            ArrayNode cells = row.putArray("cells");
            for (@Nullable Object cell : type.cells(object)) {
                cells.addPOJO(cell);
            }
            switch (include) {
                case "Object" -> row.set("object", object);
                case "None" -> row.putNull("object");
                default -> row.set("object", partial(object));
            }
        }
        return table;
    }

    /** What {@code kubectl get --subresource=scale} prints. */
    static ObjectNode scaleTable(ObjectNode scale) {
        ObjectNode table = Json.object().put("kind", "Table").put("apiVersion", "meta.k8s.io/v1");
        table.putObject("metadata").put("resourceVersion", Json.text(scale, "metadata", "resourceVersion"));
        ArrayNode columns = table.putArray("columnDefinitions");
        List.of("Name string name", "Desired integer ", "Available integer ", "Age string ")
                .forEach(column -> {
                    String[] words = column.split(" ", -1);
                    columns.addObject()
                            .put("name", words[0])
                            .put("type", words[1])
                            .put("format", words[2])
                            .put("description", words[0] + " of the scale.")
                            .put("priority", 0);
                });
        ObjectNode row = table.putArray("rows").addObject();
        row.putArray("cells")
                .add(Json.text(scale, "metadata", "name"))
                .add(Json.number(scale, "spec", "replicas"))
                .add(Json.number(scale, "status", "replicas"))
                .add(Age.since(Json.text(scale, "metadata", "creationTimestamp"), Instant.now()));
        row.set("object", partial(scale));
        return table;
    }

    static void checkInclude(String include) {
        if (!List.of("", "Metadata", "Object", "None").contains(include)) {
            throw Refusals.badRequest("Unable to convert to Table as requested: includeObject: Invalid value: \""
                    + include + "\": must be 'Metadata', 'Object', 'None', or empty");
        }
    }
}
