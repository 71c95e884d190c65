package io.millwright.embeddedkubernetes.objects;

import io.millwright.embeddedkubernetes.json.Json;
import io.millwright.embeddedkubernetes.registry.Served;
import io.millwright.embeddedkubernetes.resource.FieldError;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the server itself sets in metadata, and what it refuses there. */
final class Metadata {

    private static final String NAME_LETTERS = "bcdfghjklmnpqrstvwxz2456789";
    private static final List<String> OMITTED_WHEN_EMPTY = List.of(
            "labels", "annotations", "finalizers", "ownerReferences", "managedFields", "generateName", "namespace");
    private static final List<String> KEPT =
            List.of("uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation");

    private Metadata() {}

    static String now(Clock clock) {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Gives a new object its name, identity and birthday. */
    static void born(Served served, ObjectNode object, Clock clock) {
        ObjectNode metadata = Json.metadata(object);
        String prefix = Json.text(metadata, "generateName");
        if (Json.text(metadata, "name").isEmpty() && !prefix.isEmpty()) {
            StringBuilder name = new StringBuilder(prefix.substring(0, Math.min(58, prefix.length())));
            for (int i = 0; i < 5; i++) {
                name.append(NAME_LETTERS.charAt(ThreadLocalRandom.current().nextInt(NAME_LETTERS.length())));
            }
            metadata.put("name", name.toString());
        }
        metadata.put("uid", UUID.randomUUID().toString());
        metadata.put("creationTimestamp", now(clock));
        metadata.remove(List.of(
                "deletionTimestamp", "deletionGracePeriodSeconds", "selfLink", "generation", "resourceVersion"));
        if (served.type().tracksGeneration()) {
            metadata.put("generation", 1);
        }
        tidy(metadata);
    }

    /** Restores what no client changes. */
    static void kept(ObjectNode object, ObjectNode old) {
        ObjectNode metadata = Json.metadata(object);
        ObjectNode before = Json.metadata(old);
        for (String member : KEPT) {
            JsonNode value = before.get(member);
            if (value == null) {
                metadata.remove(member);
            } else {
                metadata.set(member, value);
            }
        }
        metadata.remove("selfLink");
        tidy(metadata);
    }

    /** An empty map or list is the same as none. */
    static void tidy(ObjectNode metadata) {
        for (String member : OMITTED_WHEN_EMPTY) {
            JsonNode value = metadata.get(member);
            if (value != null
                    && (value.isNull()
                            || (value.isEmpty() && !value.isString())
                            || value.asString("-").isEmpty())) {
                metadata.remove(member);
            }
        }
    }

    static boolean beingDeleted(ObjectNode object) {
        return Json.at(object, "metadata", "deletionTimestamp") != null;
    }

    /** Everything wrong with the metadata of a new object. */
    static List<FieldError> errors(Served served, ObjectNode object, List<String> warnings) {
        List<FieldError> errors = new ArrayList<>();
        ObjectNode metadata = Json.metadata(object);
        String name = Json.text(metadata, "name");
        if (name.isEmpty()) {
            errors.add(new FieldError(
                    "FieldValueRequired", "metadata.name", "Required value: name or generateName is required"));
        } else {
            Names.errors(served, name).forEach(sentence -> errors.add(invalid("metadata.name", name, sentence)));
        }
        labels(metadata, errors);
        annotations(metadata, errors);
        finalizers(metadata, errors, List.of(), warnings);
        owners(metadata, errors);
        return errors;
    }

    /** Everything wrong with the metadata of a changed object. */
    static List<FieldError> errors(Served served, ObjectNode object, ObjectNode old, List<String> warnings) {
        List<FieldError> errors = new ArrayList<>();
        ObjectNode metadata = Json.metadata(object);
        labels(metadata, errors);
        annotations(metadata, errors);
        finalizers(metadata, errors, Json.texts(old, "metadata", "finalizers"), warnings);
        owners(metadata, errors);
        if (beingDeleted(old)) {
            List<String> added = new ArrayList<>(Json.texts(metadata, "finalizers"));
            added.removeAll(Json.texts(old, "metadata", "finalizers"));
            if (!added.isEmpty()) {
                List<String> quoted = added.stream().map(f -> "\"" + f + "\"").toList();
                FieldError error = new FieldError(
                        "FieldValueForbidden",
                        "metadata.finalizers",
                        "Forbidden: no new finalizers can be added if the object is being deleted, found new"
                                + " finalizers []string{"
                                + String.join(", ", quoted) + "}");
                errors.add(error);
                if (served.type().custom()) {
                    errors.add(error);
                }
            }
        }
        return errors;
    }

    static FieldError invalid(String field, String value, String sentence) {
        return new FieldError("FieldValueInvalid", field, "Invalid value: \"" + value + "\": " + sentence);
    }

    private static void labels(ObjectNode metadata, List<FieldError> errors) {
        ObjectNode labels = Json.objectAt(metadata, "labels");
        if (labels == null) {
            return;
        }
        labels.properties().forEach(entry -> {
            Names.qualified(entry.getKey()).forEach(s -> errors.add(invalid("metadata.labels", entry.getKey(), s)));
            String value = entry.getValue().asString("");
            Names.labelValue(value).forEach(s -> errors.add(invalid("metadata.labels", value, s)));
        });
    }

    private static void annotations(ObjectNode metadata, List<FieldError> errors) {
        ObjectNode annotations = Json.objectAt(metadata, "annotations");
        if (annotations == null) {
            return;
        }
        long size = 0;
        for (var entry : annotations.properties()) {
            String key = entry.getKey();
            Names.qualified(key.toLowerCase(java.util.Locale.ROOT))
                    .forEach(s -> errors.add(invalid("metadata.annotations", key, s)));
            size += key.getBytes(StandardCharsets.UTF_8).length
                    + entry.getValue().asString("").getBytes(StandardCharsets.UTF_8).length;
        }
        if (size > 256 * 1024) {
            errors.add(new FieldError(
                    "FieldValueTooLong", "metadata.annotations", "Too long: may not be more than 262144 bytes"));
        }
    }

    private static void finalizers(
            ObjectNode metadata, List<FieldError> errors, List<String> before, List<String> warnings) {
        for (String finalizer : Json.texts(metadata, "finalizers")) {
            List<String> wrong = Names.qualified(finalizer);
            wrong.forEach(s -> errors.add(invalid("metadata.finalizers", finalizer, s)));
            if (wrong.isEmpty()
                    && !finalizer.contains("/")
                    && !before.contains(finalizer)
                    && !Set.of("orphan", "foregroundDeletion", "kubernetes").contains(finalizer)) {
                warnings.add(
                        "metadata.finalizers: \"" + finalizer + "\": prefer a domain-qualified finalizer name to avoid "
                                + "accidental conflicts with other finalizer writers");
            }
        }
    }

    private static void owners(ObjectNode metadata, List<FieldError> errors) {
        JsonNode owners = Json.at(metadata, "ownerReferences");
        if (owners == null || !owners.isArray()) {
            return;
        }
        for (int i = 0; i < owners.size(); i++) {
            for (String member : List.of("apiVersion", "kind", "name", "uid")) {
                if (Json.text(owners.get(i), member).isEmpty()) {
                    String what = member.equals("apiVersion") ? "version must not be empty" : "must not be empty";
                    errors.add(invalid("metadata.ownerReferences." + member, "", what));
                }
            }
        }
        long controllers = 0;
        List<String> names = new ArrayList<>();
        for (JsonNode owner : owners) {
            if (owner.path("controller").asBoolean(false)) {
                controllers++;
                names.add(Json.text(owner, "kind") + "/" + Json.text(owner, "name"));
            }
        }
        if (controllers > 1) {
            errors.add(new FieldError(
                    "FieldValueInvalid",
                    "metadata.ownerReferences",
                    "Invalid value: " + owners
                            + ": Only one reference can have Controller set to true. Found \"true\" in references for "
                            + names.get(0) + " and " + names.get(1)));
        }
    }
}
