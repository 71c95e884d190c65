package io.millwright.embeddedkubernetes.schema;

import io.millwright.embeddedkubernetes.resource.Schema.ListType;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Whether the openAPIV3Schema of a definition is structural, its defaults fit and its rules compile. */
public final class SchemaCheck {

    private static final List<String> TYPES = List.of("array", "boolean", "integer", "number", "object", "string");
    private static final List<String> LIST_TYPES = List.of("atomic", "map", "set");

    private final FieldErrors errors;

    private SchemaCheck(FieldErrors errors) {
        this.errors = errors;
    }

    /** Says everything wrong with a schema that lies at {@code path} of its definition. */
    public static void check(FieldPath path, ObjectNode openApi, FieldErrors errors) {
        SchemaCheck check = new SchemaCheck(errors);
        int before = errors.size();
        String type = openApi.path("type").asString("");
        if (type.isEmpty()) {
            errors.required(path.child("type"), "must not be empty at the root");
        } else if (!type.equals("object")) {
            errors.invalid(path.child("type"), type, "must be object at the root");
        }
        check.structure(path, openApi);
        if (errors.size() == before) {
            check.defaultsAndRules(path, openApi, true);
        }
    }

    private void structure(FieldPath path, JsonNode node) {
        word(path.child("type"), node.path("type"), TYPES);
        word(path.child("x-kubernetes-list-type"), node.path("x-kubernetes-list-type"), LIST_TYPES);
        String pattern = node.path("pattern").asString("");
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            errors.invalid(
                    path.child("pattern"), pattern, "must be a valid regular expression, but isn't: " + e.getMessage());
        }
        node.path("properties").properties().forEach(property -> {
            FieldPath at = path.child("properties").key(property.getKey());
            typed(at, property.getValue(), "must not be empty for specified object fields");
            structure(at, property.getValue());
        });
        if (node.path("additionalProperties").isObject()) {
            FieldPath at = path.child("additionalProperties");
            typed(at, node.path("additionalProperties"), "must not be empty for specified object fields");
            structure(at, node.path("additionalProperties"));
        }
        if (node.path("items").isObject()) {
            typed(path.child("items"), node.path("items"), "must not be empty for specified array items");
            structure(path.child("items"), node.path("items"));
        }
        mapKeys(path, node);
    }

    private void word(FieldPath path, JsonNode word, List<String> supported) {
        if (!word.isMissingNode() && !supported.contains(word.asString(""))) {
            errors.notSupported(path, word, supported.stream());
        }
    }

    private void typed(FieldPath path, JsonNode node, String sentence) {
        boolean free = node.path("x-kubernetes-int-or-string").asBoolean(false)
                || node.path("x-kubernetes-preserve-unknown-fields").asBoolean(false);
        if (node.path("type").asString("").isEmpty() && !free) {
            errors.required(path.child("type"), sentence);
        }
    }

    private void mapKeys(FieldPath path, JsonNode node) {
        if (!node.path("x-kubernetes-list-type").asString("").equals("map")) {
            return;
        }
        if (node.path("x-kubernetes-list-map-keys").isEmpty()) {
            errors.required(
                    path.child("x-kubernetes-list-map-keys"), "must not be empty if x-kubernetes-list-type is map");
        }
        JsonNode items = node.path("items");
        node.path("x-kubernetes-list-map-keys").forEach(key -> {
            boolean required = items.path("required").valueStream().anyMatch(key::equals);
            JsonNode property = items.path("properties").path(key.asString());
            if (!required && !property.has("default")) {
                errors.required(
                        path.child("items")
                                .child("properties")
                                .key(key.asString())
                                .child("default"),
                        "this property is in x-kubernetes-list-map-keys, so it must have a default or be a required"
                                + " property");
            }
        });
    }

    private void defaultsAndRules(FieldPath path, JsonNode node, boolean root) {
        node.path("properties")
                .properties()
                .forEach(property ->
                        defaultsAndRules(path.child("properties").key(property.getKey()), property.getValue(), false));
        if (node.path("additionalProperties").isObject()) {
            defaultsAndRules(path.child("additionalProperties"), node.path("additionalProperties"), false);
        }
        if (node.path("items").isObject()) {
            defaultsAndRules(path.child("items"), node.path("items"), false);
        }
        boolean hasDefault = node.has("default");
        JsonNode rules = node.path("x-kubernetes-validations");
        if (!hasDefault && rules.isEmpty() || !errors.isEmpty()) {
            return;
        }
        StructuralSchema schema = SchemaParser.withoutOwnRules(node, root);
        if (hasDefault) {
            fits(path.child("default"), node.path("default"), schema);
        }
        for (int i = 0; i < rules.size(); i++) {
            try {
                Rule.tryCompile(rules.get(i), schema);
            } catch (Rule.Uncompilable e) {
                FieldPath at = path.child("x-kubernetes-validations").index(i).child("rule");
                errors.add("FieldValueInvalid", at, "Invalid value: " + asGo(rules.get(i)) + ": " + e.getMessage());
            }
        }
    }

    /** A default is judged as it will be used: with the defaults inside it filled in. */
    private void fits(FieldPath path, JsonNode value, StructuralSchema schema) {
        JsonNode filled = value.deepCopy();
        Defaulting.apply(filled, schema);
        new ValueValidation(errors, path.toString()).check(path, filled, null, schema);
        if (schema.listType() != ListType.ATOMIC && !value.isArray()) {
            errors.invalid(path, value, "must be a list");
        }
    }

    /** A rule as Go prints its own structure. */
    private static String asGo(JsonNode rule) {
        ObjectNode go = JsonNodeFactory.instance.objectNode();
        go.put("Rule", rule.path("rule").asString(""));
        go.put("Message", rule.path("message").asString(""));
        go.put("MessageExpression", rule.path("messageExpression").asString(""));
        go.set("Reason", rule.get("reason"));
        go.put("FieldPath", rule.path("fieldPath").asString(""));
        go.set("OptionalOldSelf", rule.get("optionalOldSelf"));
        return go.toString().replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
    }
}
