package io.millwright.embeddedkubernetes.customresource;

import io.millwright.embeddedkubernetes.columns.JsonPath;
import io.millwright.embeddedkubernetes.resource.FieldError;
import io.millwright.embeddedkubernetes.resource.ResourceType;
import io.millwright.embeddedkubernetes.schema.Decoding;
import io.millwright.embeddedkubernetes.schema.StructuralSchema;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One version of a CustomResourceDefinition as a served resource. */
public final class CustomResourceType implements ResourceType {

    private static final List<String> VERBS =
            List.of("delete", "deletecollection", "get", "list", "patch", "create", "update", "watch");

    private final String group;
    private final String version;
    private final boolean namespaced;
    private final JsonNode names;
    private final ObjectNode openApi;
    private final StructuralSchema schema;
    private final boolean hasStatus;
    private final @Nullable ScalePaths scale;
    private final List<String> selectableFields;
    private final PrinterColumns columns;

    CustomResourceType(ObjectNode definition, JsonNode version, Clock clock) {
        JsonNode spec = definition.path("spec");
        this.group = spec.path("group").asString();
        this.version = version.path("name").asString();
        this.namespaced = spec.path("scope").asString("").equals("Namespaced");
        this.names = spec.path("names").deepCopy();
        this.openApi = version.path("schema").path("openAPIV3Schema") instanceof ObjectNode declared
                ? declared.deepCopy()
                : JsonNodeFactory.instance.objectNode();
        this.schema = StructuralSchema.ofCustomResource(openApi);
        this.hasStatus = version.path("subresources").hasNonNull("status");
        JsonNode paths = version.path("subresources").path("scale");
        this.scale = paths.isObject()
                ? new ScalePaths(
                        paths.path("specReplicasPath").asString(),
                        paths.path("statusReplicasPath").asString(),
                        paths.hasNonNull("labelSelectorPath")
                                ? paths.path("labelSelectorPath").asString()
                                : null)
                : null;
        this.selectableFields = version.path("selectableFields")
                .valueStream()
                .map(field -> field.path("jsonPath").asString().substring(1))
                .toList();
        this.columns = new PrinterColumns(version.path("additionalPrinterColumns"), clock);
    }

    /** The openAPIV3Schema as it was declared; for reading only. */
    public ObjectNode openApi() {
        return openApi;
    }

    @Override
    public String group() {
        return group;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public String kind() {
        return names.path("kind").asString();
    }

    @Override
    public String plural() {
        return names.path("plural").asString();
    }

    @Override
    public String singular() {
        return names.path("singular").asString();
    }

    @Override
    public String listKind() {
        return names.path("listKind").asString();
    }

    @Override
    public List<String> shortNames() {
        return names.path("shortNames").valueStream().map(JsonNode::asString).toList();
    }

    @Override
    public List<String> categories() {
        return names.path("categories").valueStream().map(JsonNode::asString).toList();
    }

    @Override
    public boolean namespaced() {
        return namespaced;
    }

    @Override
    public List<String> verbs() {
        return VERBS;
    }

    @Override
    public boolean stored() {
        return true;
    }

    @Override
    public boolean custom() {
        return true;
    }

    @Override
    public boolean hasStatus() {
        return hasStatus;
    }

    @Override
    public @Nullable ScalePaths scale() {
        return scale;
    }

    @Override
    public boolean tracksGeneration() {
        return true;
    }

    @Override
    public boolean strategicMerge() {
        return false;
    }

    @Override
    public StructuralSchema schema() {
        return schema;
    }

    @Override
    public List<String> selectableFields() {
        return selectableFields;
    }

    @Override
    public List<String> prune(ObjectNode object) {
        List<String> removed = schema.prune(object);
        Decoding.decodeMetadata(object, kind(), version);
        return removed;
    }

    @Override
    public void applyDefaults(ObjectNode object) {
        schema.applyDefaults(object);
    }

    @Override
    public void prepareForCreate(ObjectNode object) {
        if (hasStatus) {
            object.remove("status");
        }
    }

    @Override
    public void prepareForUpdate(ObjectNode object, ObjectNode old) {
        if (hasStatus) {
            object.remove("status");
            if (old.get("status") instanceof JsonNode status) {
                object.set("status", status.deepCopy());
            }
        }
    }

    @Override
    public List<FieldError> validateCreate(ObjectNode object) {
        return withScale(object, schema.validate(object, null));
    }

    @Override
    public List<FieldError> validateUpdate(ObjectNode object, ObjectNode old) {
        return withScale(object, schema.validate(object, old));
    }

    private List<FieldError> withScale(ObjectNode object, List<FieldError> errors) {
        if (scale == null) {
            return errors;
        }
        String path = scale.specReplicas();
        JsonNode replicas = JsonPath.compile(path).first(object);
        if (replicas == null) {
            return errors;
        }
        List<FieldError> all = new ArrayList<>(errors);
        if (!replicas.isIntegralNumber()) {
            String type = replicas.isNumber()
                    ? "float64"
                    : replicas.getNodeType().name().toLowerCase(Locale.ROOT);
            all.add(new FieldError(
                    "FieldValueInvalid",
                    path,
                    "Invalid value: 0: " + path + " accessor error: " + replicas.asString("") + " is of the type "
                            + type + ", expected int64"));
        } else if (replicas.asLong() < 0) {
            all.add(new FieldError(
                    "FieldValueInvalid", path, "Invalid value: " + replicas + ": should be a non-negative integer"));
        }
        return List.copyOf(all);
    }

    @Override
    public List<Column> columns() {
        return columns.columns();
    }

    @Override
    public List<@Nullable Object> cells(ObjectNode object) {
        return columns.cells(object);
    }
}
