package io.millwright.embeddedkubernetes.openapi;

import io.millwright.embeddedkubernetes.customresource.CustomResourceType;
import io.millwright.embeddedkubernetes.resource.ResourceType;
import io.millwright.embeddedkubernetes.schema.StructuralSchema;
import io.millwright.embeddedkubernetes.schema.TypeCatalog;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What is served of one version of one group. */
final class Document {

    private static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1.";
    private static final String CONVENTIONS =
            "https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md";

    private final List<ResourceType> types;
    private final Components components = new Components();

    Document(List<ResourceType> types) {
        this.types = types;
        components.add(TypeCatalog.objectMeta());
        components.add(TypeCatalog.listMeta());
        for (ResourceType type : types) {
            String name = name(type);
            ObjectNode schema = type instanceof CustomResourceType custom ? custom(custom) : builtIn(type);
            gvk(schema.putArray("x-kubernetes-group-version-kind").addObject(), type, type.kind());
            components.put(name, schema);
            if (type.verbs().contains("list")) {
                components.put(name(type) + "List", list(type));
            }
        }
    }

    ObjectNode schemas() {
        return components.all();
    }

    ObjectNode version3() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("openapi", "3.0.0");
        document.putObject("info").put("title", "Kubernetes").put("version", "v1.36.0");
        ObjectNode paths = document.putObject("paths");
        types.forEach(type -> new Paths(type, name(type)).addTo(paths));
        document.putObject("components").set("schemas", components.all());
        return document;
    }

    /** Custom groups are read backwards, as Java packages are. */
    private static String name(ResourceType type) {
        if (type.schema() instanceof StructuralSchema schema
                && !schema.typeName().isEmpty()) {
            return schema.typeName();
        }
        List<String> words = new ArrayList<>(List.of(type.group().split("\\.")));
        Collections.reverse(words);
        return String.join(".", words) + "." + type.version() + "." + type.kind();
    }

    static void gvk(ObjectNode target, ResourceType type, String kind) {
        target.put("group", type.group()).put("version", type.version()).put("kind", kind);
    }

    private ObjectNode builtIn(ResourceType type) {
        ObjectNode schema = components.inline((StructuralSchema) type.schema());
        describeType(schema);
        return schema;
    }

    private static ObjectNode custom(CustomResourceType type) {
        ObjectNode schema = type.openApi().deepCopy();
        embedded(schema);
        describeType(schema);
        if (!type.selectableFields().isEmpty()) {
            var fields = schema.putArray("x-kubernetes-selectable-fields");
            type.selectableFields().forEach(field -> fields.addObject().put("fieldPath", field));
        }
        return schema;
    }

    /** Objects within objects say what every object says. */
    private static void embedded(ObjectNode schema) {
        schema.path("properties").forEach(property -> {
            if (property instanceof ObjectNode nested) {
                embedded(nested);
            }
        });
        for (String inner : List.of("items", "additionalProperties")) {
            if (schema.get(inner) instanceof ObjectNode nested) {
                embedded(nested);
            }
        }
        if (schema.path("x-kubernetes-embedded-resource").asBoolean(false)) {
            ObjectNode properties = properties(schema);
            properties
                    .putObject("apiVersion")
                    .put(
                            "description",
                            "apiVersion defines the versioned schema of this representation of an object. More info: "
                                    + CONVENTIONS + "#resources")
                    .put("type", "string");
            properties
                    .putObject("kind")
                    .put(
                            "description",
                            "kind is a string value representing the type of this object. In CamelCase. More info: "
                                    + CONVENTIONS + "#types-kinds")
                    .put("type", "string");
            metadata(properties, "Standard object's metadata. More info: " + CONVENTIONS + "#metadata", "ObjectMeta");
            schema.putArray("required").add("kind").add("apiVersion");
        }
    }

    private static ObjectNode properties(ObjectNode schema) {
        return schema.get("properties") instanceof ObjectNode present ? present : schema.putObject("properties");
    }

    private static void describeType(ObjectNode schema) {
        ObjectNode properties = properties(schema);
        properties
                .putObject("apiVersion")
                .put(
                        "description",
                        "APIVersion defines the versioned schema of this representation of an object. Servers should"
                            + " convert recognized schemas to the latest internal value, and may reject unrecognized"
                            + " values. More info: " + CONVENTIONS + "#resources")
                .put("type", "string");
        properties
                .putObject("kind")
                .put(
                        "description",
                        "Kind is a string value representing the REST resource this object represents. Servers may"
                                + " infer this from the endpoint the client submits requests to. Cannot be updated. In"
                                + " CamelCase. More info: " + CONVENTIONS + "#types-kinds")
                .put("type", "string");
        metadata(properties, "Standard object's metadata. More info: " + CONVENTIONS + "#metadata", "ObjectMeta");
    }

    private static void metadata(ObjectNode properties, String description, String type) {
        properties
                .putObject("metadata")
                .put("description", description)
                .putArray("allOf")
                .addObject()
                .put("$ref", Components.REFERENCE + META + type);
    }

    private static ObjectNode list(ResourceType type) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("description", type.kind() + "List is a list of " + type.kind());
        schema.put("type", "object");
        schema.putArray("required").add("items");
        describeType(schema);
        ObjectNode properties = properties(schema);
        metadata(properties, "Standard list metadata. More info: " + CONVENTIONS + "#types-kinds", "ListMeta");
        properties
                .putObject("items")
                .put("description", "List of " + type.plural() + ". More info: " + CONVENTIONS)
                .put("type", "array")
                .putObject("items")
                .put("$ref", Components.REFERENCE + name(type));
        gvk(schema.putArray("x-kubernetes-group-version-kind").addObject(), type, type.listKind());
        return schema;
    }
}
