package io.millwright.embeddedkubernetes.schema;

import io.millwright.embeddedkubernetes.resource.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Collects what is wrong with an object, in the words of the API server. Not thread-safe. */
public final class FieldErrors {

    private final List<FieldError> errors = new ArrayList<>();

    public List<FieldError> list() {
        return List.copyOf(errors);
    }

    public boolean isEmpty() {
        return errors.isEmpty();
    }

    int size() {
        return errors.size();
    }

    public void add(FieldError error) {
        errors.add(error);
    }

    void addAll(FieldErrors others) {
        errors.addAll(others.errors);
    }

    /** True where Kubernetes does not even try the rules, because values may not be what rules expect. */
    boolean blockRules() {
        return errors.stream().anyMatch(error -> switch (error.reason()) {
            case "FieldValueNotSupported",
                    "FieldValueRequired",
                    "FieldValueTooLong",
                    "FieldValueTooMany",
                    "FieldValueTypeInvalid" -> true;
            default -> false;
        });
    }

    /** The value is printed as JSON; null prints as {@code null}. */
    public void invalid(FieldPath path, @Nullable JsonNode value, String sentence) {
        add("FieldValueInvalid", path, "Invalid value: " + (value == null ? "null" : value) + ": " + sentence);
    }

    /** As {@link #invalid(FieldPath, JsonNode, String)} with a text, printed in quotes. */
    public void invalid(FieldPath path, String value, String sentence) {
        invalid(path, JsonNodeFactory.instance.stringNode(value), sentence);
    }

    /** Says nothing of the value. */
    void invalid(FieldPath path, String sentence) {
        add("FieldValueInvalid", path, "Invalid value: " + sentence);
    }

    void typeInvalid(FieldPath path, String actual, String sentence) {
        add("FieldValueTypeInvalid", path, "Invalid value: " + actual + ": " + sentence);
    }

    public void required(FieldPath path) {
        add("FieldValueRequired", path, "Required value");
    }

    public void required(FieldPath path, String sentence) {
        add("FieldValueRequired", path, "Required value: " + sentence);
    }

    public void forbidden(FieldPath path, String sentence) {
        add("FieldValueForbidden", path, "Forbidden: " + sentence);
    }

    public void notFound(FieldPath path, String value) {
        add("FieldValueNotFound", path, "Not found: \"" + value + "\"");
    }

    public void duplicate(FieldPath path, JsonNode value) {
        add("FieldValueDuplicate", path, "Duplicate value: " + value);
    }

    void tooLong(FieldPath path, int bytes) {
        add("FieldValueTooLong", path, "Too long: may not be more than " + bytes + " bytes");
    }

    void tooMany(FieldPath path, int actual, int most) {
        add(
                "FieldValueTooMany",
                path,
                "Too many: " + actual + ": must have at most " + most + (most == 1 ? " item" : " items"));
    }

    public void notSupported(FieldPath path, JsonNode value, Stream<String> supported) {
        add(
                "FieldValueNotSupported",
                path,
                "Unsupported value: " + value + ": supported values: "
                        + supported.map(text -> '"' + text + '"').collect(Collectors.joining(", ")));
    }

    void add(String reason, FieldPath path, String message) {
        errors.add(new FieldError(reason, path == FieldPath.ROOT ? "<nil>" : path.toString(), message));
    }
}
