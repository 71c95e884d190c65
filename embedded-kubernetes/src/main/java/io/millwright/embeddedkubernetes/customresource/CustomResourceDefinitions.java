package io.millwright.embeddedkubernetes.customresource;

import io.millwright.embeddedkubernetes.columns.JsonPath;
import io.millwright.embeddedkubernetes.resource.FieldError;
import io.millwright.embeddedkubernetes.resource.ResourceType;
import io.millwright.embeddedkubernetes.schema.FieldErrors;
import io.millwright.embeddedkubernetes.schema.FieldPath;
import io.millwright.embeddedkubernetes.schema.SchemaCheck;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The life of a CustomResourceDefinition object: defaults, validation, acceptance, and the types that it defines. */
public final class CustomResourceDefinitions {

    private static final FieldPath SPEC = FieldPath.ROOT.child("spec");
    private static final FieldPath STORED_VERSIONS =
            FieldPath.ROOT.child("status").child("storedVersions");

    private CustomResourceDefinitions() {}

    /** The served versions as resource types; the object must have been found valid. */
    public static List<ResourceType> resourceTypes(ObjectNode definition) {
        return resourceTypes(definition, Clock.systemUTC());
    }

    /** As {@link #resourceTypes(ObjectNode)}, with the clock that ages in columns are reckoned by. */
    public static List<ResourceType> resourceTypes(ObjectNode definition, Clock clock) {
        List<ResourceType> types = new ArrayList<>();
        definition.path("spec").path("versions").forEach(version -> {
            if (version.path("served").asBoolean(false)) {
                types.add(new CustomResourceType(definition, version, clock));
            }
        });
        return List.copyOf(types);
    }

    /**
     * What the controllers of the API server do a moment after a definition came: they accept its names and establish
     * it. Answers whether the status changed.
     */
    public static boolean accept(ObjectNode definition, Instant now) {
        ObjectNode status = status(definition);
        JsonNode before = status.deepCopy();
        status.set("acceptedNames", definition.path("spec").path("names").deepCopy());
        ArrayNode conditions =
                status.get("conditions") instanceof ArrayNode present ? present : JsonNodeFactory.instance.arrayNode();
        status.set("conditions", conditions);
        setTrue(conditions, "NamesAccepted", "NoConflicts", "no conflicts found", now);
        setTrue(conditions, "Established", "InitialNamesAccepted", "the initial names have been accepted", now);
        return !before.equals(status);
    }

    private static void setTrue(ArrayNode conditions, String type, String reason, String message, Instant now) {
        boolean present = conditions
                .valueStream()
                .anyMatch(condition -> condition.path("type").asString("").equals(type));
        if (!present) {
            conditions
                    .addObject()
                    .put("type", type)
                    .put("status", "True")
                    .put(
                            "lastTransitionTime",
                            now.truncatedTo(ChronoUnit.SECONDS).toString())
                    .put("reason", reason)
                    .put("message", message);
        }
    }

    /** Names that a definition leaves to the server. */
    public static void applyNameDefaults(ObjectNode names) {
        String kind = names.path("kind").asString("");
        if (!kind.isEmpty() && !names.hasNonNull("singular")) {
            names.put("singular", kind.toLowerCase(Locale.ROOT));
        }
        if (!kind.isEmpty() && !names.hasNonNull("listKind")) {
            names.put("listKind", kind + "List");
        }
    }

    /** The status of a new definition: nothing accepted, its storage version stored. */
    public static void prepareForCreate(ObjectNode definition) {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.putNull("conditions");
        status.putObject("acceptedNames").put("plural", "").put("kind", "");
        definition.set("status", status);
        addStoredVersion(definition);
    }

    /** Status is not the client's, but a new storage version is noted in it. */
    public static void prepareForUpdate(ObjectNode definition, ObjectNode old) {
        definition.set("status", old.path("status").deepCopy());
        addStoredVersion(definition);
    }

    private static void addStoredVersion(ObjectNode definition) {
        List<JsonNode> storage = storageVersions(definition);
        if (storage.isEmpty()) {
            return;
        }
        JsonNode name = storage.getFirst().path("name");
        ObjectNode status = status(definition);
        ArrayNode stored =
                status.get("storedVersions") instanceof ArrayNode present ? present : status.putArray("storedVersions");
        if (stored.valueStream().noneMatch(name::equals)) {
            stored.add(name);
        }
    }

    private static ObjectNode status(ObjectNode definition) {
        return definition.get("status") instanceof ObjectNode present ? present : definition.putObject("status");
    }

    private static List<JsonNode> storageVersions(ObjectNode definition) {
        return definition
                .path("spec")
                .path("versions")
                .valueStream()
                .filter(version -> version.path("storage").asBoolean(false))
                .toList();
    }

    /** Everything wrong with a definition. */
    public static List<FieldError> validate(ObjectNode definition) {
        FieldErrors errors = new FieldErrors();
        JsonNode spec = definition.path("spec");
        checkNames(definition, spec, errors);
        checkVersions(spec, errors);
        checkPaths(spec.path("versions"), errors);
        checkStoredVersions(definition, errors);
        return errors.list();
    }

    /** Everything wrong with a change of a definition. */
    public static List<FieldError> validateUpdate(ObjectNode definition, ObjectNode old) {
        FieldErrors errors = new FieldErrors();
        JsonNode spec = definition.path("spec");
        for (String name : List.of("group", "scope")) {
            if (!spec.path(name).equals(old.path("spec").path(name))) {
                errors.invalid(SPEC.child(name), spec.get(name), "field is immutable");
            }
        }
        for (String name : List.of("plural", "kind")) {
            JsonNode now = spec.path("names").path(name);
            if (!now.equals(old.path("spec").path("names").path(name))) {
                errors.invalid(SPEC.child("names").child(name), now, "field is immutable");
            }
        }
        if (!errors.isEmpty()) {
            return errors.list();
        }
        return validate(definition);
    }

    private static void checkNames(ObjectNode definition, JsonNode spec, FieldErrors errors) {
        String name = definition.path("metadata").path("name").asString("");
        String expected = spec.path("names").path("plural").asString("") + "."
                + spec.path("group").asString("");
        if (!name.equals(expected)) {
            errors.invalid(
                    FieldPath.ROOT.child("metadata").child("name"), name, "must be spec.names.plural+\".\"+spec.group");
        }
    }

    private static void checkVersions(JsonNode spec, FieldErrors errors) {
        JsonNode versions = spec.path("versions");
        long storage = versions.valueStream()
                .filter(version -> version.path("storage").asBoolean(false))
                .count();
        if (storage != 1) {
            errors.invalid(
                    SPEC.child("versions"), asGo(versions), "must have exactly one version marked as storage version");
        }
        boolean shared = versions.valueStream()
                        .map(version -> version.path("schema"))
                        .distinct()
                        .count()
                == 1;
        for (int i = 0; i < versions.size(); i++) {
            FieldPath at = SPEC.child("versions").index(i).child("schema").child("openAPIV3Schema");
            if (!(versions.get(i).path("schema").path("openAPIV3Schema") instanceof ObjectNode schema)) {
                errors.required(at);
            } else if (!shared || i == 0) {
                // One schema for all versions is, inside the API server, one of the whole definition.
                SchemaCheck.check(shared ? SPEC.child("validation").child("openAPIV3Schema") : at, schema, errors);
            }
        }
    }

    /** A path that cannot be read would fail each time a Table is asked for. */
    private static void checkPaths(JsonNode versions, FieldErrors errors) {
        for (int i = 0; i < versions.size(); i++) {
            FieldPath at = SPEC.child("versions").index(i);
            checkPaths(at.child("additionalPrinterColumns"), versions.get(i).path("additionalPrinterColumns"), errors);
            checkPaths(at.child("selectableFields"), versions.get(i).path("selectableFields"), errors);
        }
    }

    private static void checkPaths(FieldPath at, JsonNode entries, FieldErrors errors) {
        for (int i = 0; i < entries.size(); i++) {
            JsonNode path = entries.get(i).path("jsonPath");
            if (path.isString() && !JsonPath.isPath(path.asString())) {
                errors.invalid(at.index(i).child("jsonPath"), path, "is an invalid path");
            }
        }
    }

    private static void checkStoredVersions(ObjectNode definition, FieldErrors errors) {
        JsonNode stored = definition.path("status").path("storedVersions");
        if (stored.isEmpty()) {
            errors.invalid(STORED_VERSIONS, (JsonNode) null, "must have at least one stored version");
            return;
        }
        List<JsonNode> storage = storageVersions(definition);
        if (!storage.isEmpty()) {
            JsonNode last = storage.getLast().path("name");
            if (stored.valueStream().noneMatch(last::equals)) {
                errors.invalid(STORED_VERSIONS, stored, "must have the storage version " + last.asString());
            }
        }
        JsonNode versions = definition.path("spec").path("versions");
        for (int i = 0; i < stored.size(); i++) {
            String name = stored.get(i).asString();
            if (versions.valueStream()
                    .noneMatch(version -> version.path("name").asString("").equals(name))) {
                errors.invalid(
                        STORED_VERSIONS.index(i),
                        name,
                        "missing from spec.versions; " + name + " was previously a storage version, and must remain in"
                                + " spec.versions until a storage migration ensures no data remains persisted in "
                                + name
                                + " and removes " + name + " from status.storedVersions");
            }
        }
    }

    /** Versions as Go prints its own structures, after it has moved what is common out of them. */
    private static JsonNode asGo(JsonNode versions) {
        ArrayNode go = JsonNodeFactory.instance.arrayNode();
        versions.forEach(version -> {
            ObjectNode entry = go.addObject();
            entry.set("Name", version.path("name"));
            entry.set("Served", version.path("served"));
            entry.set("Storage", version.path("storage"));
            entry.put("Deprecated", version.path("deprecated").asBoolean(false));
            for (String name : List.of(
                    "DeprecationWarning", "Schema", "Subresources", "AdditionalPrinterColumns", "SelectableFields")) {
                entry.putNull(name);
            }
        });
        return go;
    }
}
