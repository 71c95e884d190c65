package io.millwright.embeddedkubernetes.http;

import io.millwright.embeddedkubernetes.json.Json;
import io.millwright.embeddedkubernetes.objects.DeleteOptions;
import io.millwright.embeddedkubernetes.objects.Refusals;
import io.millwright.embeddedkubernetes.objects.WriteOptions;
import io.millwright.embeddedkubernetes.resource.FieldError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The options of writes, from the query and, for deletions, the body. */
final class Options {

    private static final List<String> PROPAGATIONS = List.of("", "Foreground", "Background", "Orphan");

    private Options() {}

    /** @param kind how refusals call these options: CreateOptions, UpdateOptions, PatchOptions */
    static WriteOptions write(Request request, String kind) {
        List<FieldError> errors = new ArrayList<>();
        boolean dryRun = dryRun(request.options("dryRun"), errors);
        String validation = request.option("fieldValidation");
        WriteOptions.UnknownFields unknown = WriteOptions.UnknownFields.WARN;
        switch (validation) {
            case "", "Warn" -> {}
            case "Strict" -> unknown = WriteOptions.UnknownFields.STRICT;
            case "Ignore" -> unknown = WriteOptions.UnknownFields.IGNORE;
            default ->
                errors.add(new FieldError(
                        "FieldValueNotSupported",
                        "fieldValidation",
                        "Unsupported value: \"" + validation
                                + "\": supported values: \"\", \"Ignore\", \"Strict\", \"Warn\""));
        }
        String manager = request.option("fieldManager");
        if (manager.getBytes(StandardCharsets.UTF_8).length > 128) {
            errors.add(new FieldError("FieldValueTooLong", "fieldManager", "Too long: may not be more than 128 bytes"));
        }
        boolean apply = request.contentType().startsWith("application/apply-patch");
        if (kind.equals("PatchOptions")) {
            if (apply && manager.isEmpty()) {
                errors.add(new FieldError(
                        "FieldValueRequired", "fieldManager", "Required value: is required for apply patch"));
            }
            if (!apply && request.query().containsKey("force")) {
                errors.add(new FieldError(
                        "FieldValueForbidden", "force", "Forbidden: may not be specified for non-apply patch"));
            }
        }
        if (!errors.isEmpty()) {
            throw Refusals.invalid("meta.k8s.io", kind, "", errors);
        }
        if (manager.isEmpty()) {
            String agent = request.header("User-Agent");
            int slash = agent.indexOf('/');
            manager = slash < 0 ? agent : agent.substring(0, slash);
            if (manager.isEmpty()) {
                manager = "unknown";
            }
        }
        return new WriteOptions(request.caller(), dryRun, manager, request.flag("force"), unknown, new ArrayList<>());
    }

    private static boolean dryRun(List<String> values, List<FieldError> errors) {
        if (values.stream().anyMatch(v -> !v.equals("All"))) {
            String all = "[\"" + String.join("\",\"", values) + "\"]";
            errors.add(new FieldError(
                    "FieldValueNotSupported", "dryRun", "Unsupported value: " + all + ": supported values: \"All\""));
        }
        return !values.isEmpty();
    }

    static DeleteOptions delete(Request request) {
        Bodies.checkSize(request);
        ObjectNode body = Json.object();
        if (request.body().length > 0) {
            try {
                JsonNode parsed = Json.parseYaml(request.body());
                body = parsed instanceof ObjectNode object ? object : body;
            } catch (JacksonException e) {
                throw Refusals.badRequest("couldn't get version/kind; json parse error: " + e.getOriginalMessage());
            }
            String kind = Json.text(body, "kind");
            if (!kind.isEmpty() && !kind.equals("DeleteOptions")) {
                throw Refusals.badRequest(
                        "no kind \"" + kind + "\" is registered for version \"" + Json.text(body, "apiVersion")
                                + "\" in scheme \"pkg/apis/meta/internalversion/scheme/register.go:27\"");
            }
        }
        String propagation = Json.text(body, "propagationPolicy");
        if (propagation.isEmpty()) {
            propagation = request.option("propagationPolicy");
        }
        JsonNode orphan = Json.at(body, "orphanDependents");
        List<FieldError> errors = new ArrayList<>();
        if (orphan != null && !propagation.isEmpty()) {
            errors.add(new FieldError(
                    "FieldValueInvalid",
                    "propagationPolicy",
                    "Invalid value: \"" + propagation
                            + "\": orphanDependents and deletionPropagation cannot be both set"));
        } else if (!PROPAGATIONS.contains(propagation)) {
            errors.add(new FieldError(
                    "FieldValueNotSupported",
                    "propagationPolicy",
                    "Unsupported value: \"" + propagation
                            + "\": supported values: \"Foreground\", \"Background\", \"Orphan\", \"nil\""));
        }
        List<String> dryRuns = new ArrayList<>(Json.texts(body, "dryRun"));
        dryRuns.addAll(request.options("dryRun"));
        boolean dryRun = dryRun(dryRuns, errors);
        if (!errors.isEmpty()) {
            throw Refusals.invalid("meta.k8s.io", "DeleteOptions", "", errors);
        }
        if (orphan != null) {
            propagation = orphan.asBoolean(false) ? "Orphan" : "Background";
        }
        return new DeleteOptions(
                dryRun,
                propagation,
                Json.text(body, "preconditions", "uid"),
                Json.text(body, "preconditions", "resourceVersion"));
    }
}
