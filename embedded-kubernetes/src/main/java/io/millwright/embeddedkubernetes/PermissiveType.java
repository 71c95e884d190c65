package io.millwright.embeddedkubernetes;

import io.millwright.embeddedkubernetes.json.Json;
import io.millwright.embeddedkubernetes.resource.FieldError;
import io.millwright.embeddedkubernetes.resource.ResourceType;
import io.millwright.embeddedkubernetes.resource.Schema;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A kind that takes everything. */
record PermissiveType(String group, String version, String kind, String plural, boolean namespaced)
        implements ResourceType, Schema {

    @Override
    public String singular() {
        return kind.toLowerCase(Locale.ROOT);
    }

    @Override
    public String listKind() {
        return kind + "List";
    }

    @Override
    public List<String> shortNames() {
        return List.of();
    }

    @Override
    public List<String> categories() {
        return List.of();
    }

    @Override
    public List<String> verbs() {
        return List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
    }

    @Override
    public boolean stored() {
        return true;
    }

    @Override
    public boolean custom() {
        return group.startsWith("example");
    }

    @Override
    public boolean hasStatus() {
        return !plural.endsWith("maps") && !plural.equals("secrets");
    }

    @Override
    public @Nullable ScalePaths scale() {
        return custom() ? new ScalePaths(".spec.replicas", ".status.replicas", null) : null;
    }

    @Override
    public boolean tracksGeneration() {
        return !group.isEmpty();
    }

    @Override
    public boolean strategicMerge() {
        return true;
    }

    @Override
    public Schema schema() {
        return this;
    }

    @Override
    public List<String> selectableFields() {
        return List.of();
    }

    @Override
    public List<String> prune(ObjectNode object) {
        return List.of();
    }

    @Override
    public void applyDefaults(ObjectNode object) {}

    @Override
    public void prepareForCreate(ObjectNode object) {}

    @Override
    public void prepareForUpdate(ObjectNode object, ObjectNode old) {}

    @Override
    public List<FieldError> validateCreate(ObjectNode object) {
        return List.of();
    }

    @Override
    public List<FieldError> validateUpdate(ObjectNode object, ObjectNode old) {
        return List.of();
    }

    @Override
    public List<Column> columns() {
        return List.of(new Column("Name", "string", "name", "", 0));
    }

    @Override
    public List<@Nullable Object> cells(ObjectNode object) {
        return List.of(Json.text(object, "metadata", "name"));
    }

    @Override
    public @Nullable Schema property(String name) {
        return this;
    }

    @Override
    public @Nullable Schema items() {
        return null;
    }

    @Override
    public ListType listType() {
        return ListType.ATOMIC;
    }

    @Override
    public List<String> listMapKeys() {
        return List.of();
    }

    @Override
    public @Nullable JsonNode defaultValue() {
        return null;
    }

    @Override
    public boolean atomicMap() {
        return false;
    }

    @Override
    public boolean preservesUnknownFields() {
        return true;
    }

    @Override
    public @Nullable String patchMergeKey() {
        return null;
    }
}
