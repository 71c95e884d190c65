package io.millwright.embeddedkubernetes.http;

import io.millwright.embeddedkubernetes.json.Json;
import io.millwright.embeddedkubernetes.objects.Refusals;
import io.millwright.embeddedkubernetes.objects.WriteOptions;
import io.millwright.embeddedkubernetes.registry.Served;
import io.millwright.embeddedkubernetes.resource.FieldError;
import io.millwright.embeddedkubernetes.resource.Refusal;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Questions about the user, who has the token and therefore may do everything. */
final class Reviews {

    private static final List<String> ALL = List.of("*");

    private Reviews() {}

    static Answer answer(Served served, Request request) {
        if (!request.method().equals("POST")) {
            throw Refusals.methodNotAllowed();
        }
        WriteOptions options = Options.write(request, "CreateOptions");
        ObjectNode review = Bodies.object(served, request, options);
        Json.metadata(review);
        ObjectNode spec = Json.member(review, "spec");
        ObjectNode status = review.putObject("status");
        switch (served.type().kind()) {
            case "SelfSubjectReview" -> {
                review.remove("spec");
                ObjectNode user = status.putObject("userInfo").put("username", "millwright");
                user.putArray("groups").add("system:masters").add("system:authenticated");
            }
            case "SelfSubjectRulesReview" -> {
                texts(texts(texts(status.putArray("resourceRules").addObject(), "verbs"), "apiGroups"), "resources");
                texts(texts(status.putArray("nonResourceRules").addObject(), "verbs"), "nonResourceURLs");
                status.put("incomplete", false);
            }
            default -> {
                check(served, spec);
                status.put("allowed", true).put("reason", "the embedded server lets its one user do everything");
            }
        }
        return Answer.json(201, review);
    }

    private static ObjectNode texts(ObjectNode into, String name) {
        ALL.forEach(into.putArray(name)::add);
        return into;
    }

    private static void check(Served served, ObjectNode spec) {
        ObjectNode resource = Json.objectAt(spec, "resourceAttributes");
        ObjectNode path = Json.objectAt(spec, "nonResourceAttributes");
        if (resource == null && path == null) {
            throw invalid(
                    served,
                    "spec.resourceAttributes",
                    "Invalid value: null: exactly one of nonResourceAttributes or resourceAttributes must be"
                            + " specified");
        }
        if (resource != null && path != null) {
            ObjectNode shown =
                    Json.object().put("Path", Json.text(path, "path")).put("Verb", Json.text(path, "verb"));
            throw invalid(
                    served,
                    "spec.nonResourceAttributes",
                    "Invalid value: " + shown + ": cannot be specified in combination with resourceAttributes");
        }
    }

    private static Refusal invalid(Served served, String field, String message) {
        return Refusals.invalid(
                served.type().group(), "", "", List.of(new FieldError("FieldValueInvalid", field, message)));
    }
}
