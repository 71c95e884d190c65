package io.millwright.embeddedkubernetes.objects;

import io.millwright.embeddedkubernetes.json.Json;
import io.millwright.embeddedkubernetes.registry.Served;
import io.millwright.embeddedkubernetes.resource.FieldError;
import io.millwright.embeddedkubernetes.resource.Refusal;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The sentences in which Kubernetes refuses. */
public final class Refusals {

    private Refusals() {}

    public static Refusal notFound(Served served, String name) {
        return new Refusal(404, "NotFound", served.qualified() + " \"" + name + "\" not found", details(served, name));
    }

    public static Refusal noSuchNamespace(String name) {
        ObjectNode details = Json.object().put("name", name).put("kind", "namespaces");
        return new Refusal(404, "NotFound", "namespaces \"" + name + "\" not found", details);
    }

    public static Refusal notServed() {
        return new Refusal(404, "NotFound", "the server could not find the requested resource", Json.object());
    }

    public static Refusal methodNotAllowed() {
        return new Refusal(
                405,
                "MethodNotAllowed",
                "the server does not allow this method on the requested resource",
                Json.object());
    }

    static Refusal alreadyExists(Served served, String name) {
        String message = served.qualified() + " \"" + name + "\" already exists";
        return new Refusal(409, "AlreadyExists", message, details(served, name));
    }

    static Refusal alreadyExistsDying(Served served, String name) {
        Refusal plain = alreadyExists(served, name);
        return new Refusal(409, plain.reason(), "object is being deleted: " + plain.getMessage(), plain.details());
    }

    /** @param name empty on create; a patch is refused with 422 rather than 400 */
    public static Refusal strict(Served served, List<String> sentences, String name) {
        String kind = served.type().kind();
        return badRequest(kind + " in version \"" + served.type().version() + "\" cannot be handled as a " + kind
                + ": strict decoding error: " + String.join(", ", sentences));
    }

    public static Refusal unrecognised(String kind, String body) {
        String begin = body.length() > 30 ? body.substring(0, 30) + " ..." : body;
        return badRequest("the object provided is unrecognized (must be of type " + kind
                + "): Object 'Kind' is missing in '" + body + "' (" + begin + ")");
    }

    static Refusal conflict(Served served, String name, String why) {
        String message = "Operation cannot be fulfilled on " + served.qualified() + " \"" + name + "\": " + why;
        return new Refusal(409, "Conflict", message, details(served, name));
    }

    /** A conflict of which Kubernetes says the kind where it says the resource of others. */
    static Refusal kindConflict(Served served, String name, String why) {
        String message = "Operation cannot be fulfilled on " + served.qualifiedKind() + " \"" + name + "\": " + why;
        return new Refusal(
                409,
                "Conflict",
                message,
                details(served, name).put("kind", served.type().kind()));
    }

    /** @param verb as Kubernetes calls it, empty for what it does not know */
    public static Refusal verbNotSupported(Served served, String verb) {
        String message = verb + " is not supported on resources of kind \"" + served.qualified() + "\"";
        return new Refusal(405, "MethodNotAllowed", message, details(served, ""));
    }

    static Refusal modified(Served served, String name) {
        return conflict(
                served,
                name,
                "the object has been modified; please apply your changes to the latest version and try again");
    }

    public static Refusal badRequest(String message) {
        return new Refusal(400, "BadRequest", message, null);
    }

    public static Refusal internal(String message) {
        return new Refusal(500, "", message, null);
    }

    static Refusal forbidden(Served served, String name, String why, @Nullable List<FieldError> causes) {
        ObjectNode details = details(served, name);
        if (causes != null) {
            causes(details, causes);
        }
        return new Refusal(403, "Forbidden", served.qualified() + " \"" + name + "\" is forbidden: " + why, details);
    }

    public static Refusal invalid(Served served, String name, List<FieldError> errors) {
        return invalid(served.type().group(), served.type().kind(), name, errors);
    }

    /** @param kind the kind, or in some messages of Kubernetes the plural */
    public static Refusal invalid(String group, String kind, String name, List<FieldError> errors) {
        String qualified = group.isEmpty() ? kind : kind + "." + group;
        ObjectNode details = Json.object();
        if (!name.isEmpty()) {
            details.put("name", name);
        }
        if (!group.isEmpty()) {
            details.put("group", group);
        }
        if (!kind.isEmpty()) {
            details.put("kind", kind);
        }
        causes(details, errors);
        List<String> sentences = errors.stream()
                .map(e -> e.field() + ": " + e.message())
                .distinct()
                .toList();
        String all = sentences.size() == 1
                ? sentences.getFirst()
                : sentences.stream().collect(Collectors.joining(", ", "[", "]"));
        return new Refusal(422, "Invalid", qualified + " \"" + name + "\" is invalid: " + all, details);
    }

    private static void causes(ObjectNode details, List<FieldError> errors) {
        ArrayNode causes = details.putArray("causes");
        errors.forEach(e -> causes.addObject()
                .put("reason", e.reason())
                .put("message", e.message())
                .put("field", e.field()));
    }

    static ObjectNode details(Served served, String name) {
        ObjectNode details = Json.object();
        if (!name.isEmpty()) {
            details.put("name", name);
        }
        if (!served.type().group().isEmpty()) {
            details.put("group", served.type().group());
        }
        return details.put("kind", served.type().plural());
    }
}
