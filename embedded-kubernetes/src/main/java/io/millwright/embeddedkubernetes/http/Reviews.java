package io.millwright.embeddedkubernetes.http;

import io.millwright.embeddedkubernetes.access.Caller;
import io.millwright.embeddedkubernetes.access.Question;
import io.millwright.embeddedkubernetes.access.Roles;
import io.millwright.embeddedkubernetes.json.Json;
import io.millwright.embeddedkubernetes.objects.Refusals;
import io.millwright.embeddedkubernetes.objects.WriteOptions;
import io.millwright.embeddedkubernetes.registry.Served;
import io.millwright.embeddedkubernetes.resource.FieldError;
import io.millwright.embeddedkubernetes.resource.Refusal;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Questions about the user: its owner may do everything, a service account what its roles grant. */
final class Reviews {

    private static final List<String> ALL = List.of("*");

    private Reviews() {}

    static Answer answer(Served served, Request request, Roles roles) {
        if (!request.method().equals("POST")) {
            throw Refusals.methodNotAllowed();
        }
        WriteOptions options = Options.write(request, "CreateOptions");
        ObjectNode review = Bodies.object(served, request, options);
        Json.metadata(review);
        ObjectNode spec = Json.member(review, "spec");
        ObjectNode status = review.putObject("status");
        Caller caller = request.caller();
        switch (served.type().kind()) {
            case "SelfSubjectReview" -> {
                review.remove("spec");
                ObjectNode user = status.putObject("userInfo").put("username", caller.name());
                ArrayNode groups = user.putArray("groups");
                caller.groups().forEach(groups::add);
            }
            case "SelfSubjectRulesReview" -> {
                ArrayNode granted = status.putArray("resourceRules");
                if (caller.owner()) {
                    texts(texts(texts(granted.addObject(), "verbs"), "apiGroups"), "resources");
                } else {
                    roles.rules(caller, Json.text(spec, "namespace")).forEach(granted::add);
                }
                texts(texts(status.putArray("nonResourceRules").addObject(), "verbs"), "nonResourceURLs");
                status.put("incomplete", false);
            }
            default -> {
                check(served, spec);
                boolean allowed = roles.grant(caller, question(spec));
                status.put("allowed", allowed)
                        .put(
                                "reason",
                                caller.owner()
                                        ? "the embedded server lets its owner do everything"
                                        : "as its roles say");
            }
        }
        return Answer.json(201, review);
    }

    private static Question question(ObjectNode spec) {
        ObjectNode asked = spec.get("resourceAttributes") instanceof ObjectNode given ? given : Json.object();
        String subresource = Json.text(asked, "subresource");
        return new Question(
                Json.text(asked, "verb"),
                Json.text(asked, "group"),
                Json.text(asked, "resource") + (subresource.isEmpty() ? "" : "/" + subresource),
                Json.text(asked, "namespace"),
                Json.text(asked, "name"));
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
