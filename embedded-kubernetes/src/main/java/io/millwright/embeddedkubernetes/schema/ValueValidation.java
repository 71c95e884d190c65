package io.millwright.embeddedkubernetes.schema;

import io.millwright.embeddedkubernetes.resource.Schema.ListType;
import io.millwright.embeddedkubernetes.schema.StructuralSchema.Junctors;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Types, bounds, words, lengths, formats and required members of custom resources. */
final class ValueValidation {

    private final FieldErrors errors;
    private final String unspoken;

    /** @param unspoken the beginning of paths that sentences, unlike fields, leave out */
    ValueValidation(FieldErrors errors, String unspoken) {
        this.errors = errors;
        this.unspoken = unspoken;
    }

    /** An unchanged value is taken, however wrong it is: it may be older than the schema. */
    void check(FieldPath path, JsonNode value, @Nullable JsonNode old, StructuralSchema schema) {
        if (old != null && old.equals(value)) {
            return;
        }
        Constraints constraints = schema.constraints;
        if (!hasType(path, value, schema)) {
            checkJunctors(path, value, schema.junctors);
            return;
        }
        if (value.isNull()) {
            return;
        }
        if (!constraints.oneOfValues().isEmpty() && !constraints.oneOfValues().contains(value)) {
            errors.notSupported(path, value, constraints.oneOfValues().stream().map(JsonNode::asString));
        }
        switch (value) {
            case ObjectNode object -> checkObject(path, object, old, schema);
            case ArrayNode array -> checkArray(path, array, old, schema);
            default -> {
                if (value.isString()) {
                    checkString(path, value, constraints);
                } else if (value.isNumber()) {
                    checkNumber(path, value, constraints);
                }
            }
        }
        checkJunctors(path, value, schema.junctors);
    }

    private boolean hasType(FieldPath path, JsonNode value, StructuralSchema schema) {
        if (schema.intOrString) {
            if (value.isIntegralNumber() || value.isString() || (value.isNull() && schema.nullable)) {
                return true;
            }
            return refuseType(path, nameOf(value), "integer,string");
        }
        if (schema.type.isEmpty() || (value.isNull() && schema.nullable)) {
            return true;
        }
        String format = schema.constraints.format();
        if (schema.type.equals("integer") && value.isNumber()) {
            boolean whole = value.decimalValue().stripTrailingZeros().scale() <= 0;
            boolean fits = whole && (!format.equals("int32") || value.canConvertToInt());
            if (!fits && !format.isEmpty()) {
                errors.invalid(
                        FieldPath.ROOT,
                        "",
                        "Checked value must be of type integer with format " + format + " in " + inBody(path));
                return refuseType(path, whole ? "integer" : "float64", format);
            }
            return fits || refuseType(path, "number", "integer");
        }
        boolean matches = switch (schema.type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "boolean" -> value.isBoolean();
            default -> value.isNumber();
        };
        return matches || refuseType(path, nameOf(value), schema.type);
    }

    private boolean refuseType(FieldPath path, String actual, String expected) {
        String quoted = '"' + actual + '"';
        errors.typeInvalid(path, quoted, inBody(path) + " in body must be of type " + expected + ": " + quoted);
        return false;
    }

    private static String nameOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "string";
            case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
            case BOOLEAN -> "boolean";
            case ARRAY -> "array";
            case NULL -> "null";
            default -> "object";
        };
    }

    private void checkObject(FieldPath path, ObjectNode object, @Nullable JsonNode old, StructuralSchema schema) {
        Constraints constraints = schema.constraints;
        if (object.size() > constraints.maxProperties()) {
            errors.tooMany(path, object.size(), constraints.maxProperties());
        }
        if (object.size() < constraints.minProperties()) {
            errors.invalid(
                    path,
                    JsonNodeFactory.instance.numberNode(object.size()),
                    inBody(path) + " in body should have at least " + constraints.minProperties() + " properties");
        }
        for (String name : schema.required) {
            if (!object.has(name)) {
                errors.required(path.child(name));
            }
        }
        if (schema.embeddedResource) {
            for (String name : List.of("apiVersion", "kind")) {
                if (object.path(name).asString("").isEmpty()) {
                    errors.required(path.child(name));
                }
            }
        }
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            StructuralSchema property = schema.property(member.getKey());
            if (property != null) {
                JsonNode before = old == null ? null : old.get(member.getKey());
                check(path.child(member.getKey()), member.getValue(), before, property);
            }
        }
    }

    private void checkArray(FieldPath path, ArrayNode array, @Nullable JsonNode old, StructuralSchema schema) {
        Constraints constraints = schema.constraints;
        if (array.size() > constraints.maxItems()) {
            errors.tooMany(path, array.size(), constraints.maxItems());
        }
        if (array.size() < constraints.minItems()) {
            errors.invalid(
                    path,
                    JsonNodeFactory.instance.numberNode(array.size()),
                    inBody(path) + " in body should have at least " + constraints.minItems() + " items");
        }
        ListEntries entries = new ListEntries(schema);
        if (schema.listType != ListType.ATOMIC) {
            entries.refuseDuplicates(path, array, errors);
        }
        if (schema.items != null) {
            Map<JsonNode, JsonNode> before = entries.byKey(old);
            for (int i = 0; i < array.size(); i++) {
                check(path.index(i), array.get(i), before.get(entries.keyOf(array.get(i))), schema.items);
            }
        }
    }

    private void checkString(FieldPath path, JsonNode value, Constraints constraints) {
        String text = value.asString();
        int length = text.codePointCount(0, text.length());
        if (length > constraints.maxLength()) {
            errors.tooLong(path, constraints.maxLength());
        }
        if (length < constraints.minLength()) {
            errors.invalid(
                    path,
                    value,
                    inBody(path) + " in body should be at least " + constraints.minLength() + " chars long");
        }
        if (constraints.pattern() != null
                && !constraints.pattern().matcher(text).find()) {
            errors.invalid(path, value, inBody(path) + " in body should match '" + constraints.pattern() + "'");
        }
        if (!Formats.fits(constraints.format(), text)) {
            errors.typeInvalid(
                    path,
                    value.toString(),
                    inBody(path) + " in body must be of type " + constraints.format() + ": " + value);
        }
    }

    private void checkNumber(FieldPath path, JsonNode value, Constraints constraints) {
        BigDecimal number = value.decimalValue();
        bound(path, value, number, constraints.minimum(), constraints.exclusiveMinimum(), 1, "greater");
        bound(path, value, number, constraints.maximum(), constraints.exclusiveMaximum(), -1, "less");
        BigDecimal factor = constraints.multipleOf();
        if (factor != null && number.signum() <= 0) {
            // The API server says so of the value, though it means the factor.
            errors.invalid(
                    path, value, "factor MultipleOf declared for " + inBody(path) + " must be positive: " + value);
        } else if (factor != null && number.remainder(factor).signum() != 0) {
            errors.invalid(path, value, inBody(path) + " in body should be a multiple of " + factor);
        }
    }

    private void bound(
            FieldPath path,
            JsonNode value,
            BigDecimal number,
            @Nullable BigDecimal bound,
            boolean exclusive,
            int direction,
            String word) {
        if (bound == null) {
            return;
        }
        int beyond = number.compareTo(bound) * direction;
        if (beyond < 0 || (beyond == 0 && exclusive)) {
            String orEqual = exclusive ? "" : "or equal to ";
            errors.invalid(
                    path,
                    value,
                    inBody(path) + " in body should be " + word + " than " + orEqual + bound.toPlainString());
        }
    }

    private void checkJunctors(FieldPath path, JsonNode value, Junctors junctors) {
        if (junctors == Junctors.NONE) {
            return;
        }
        for (StructuralSchema each : junctors.allOf()) {
            check(path, value, null, each);
        }
        if (!junctors.anyOf().isEmpty() && fitting(path, value, junctors.anyOf()) == 0) {
            errors.addAll(tried(path, value, junctors.anyOf().getFirst()));
            composite(path, "must validate at least one schema (anyOf)");
        }
        if (!junctors.oneOf().isEmpty()) {
            long fitting = fitting(path, value, junctors.oneOf());
            if (fitting != 1) {
                composite(
                        path,
                        "must validate one and only one schema (oneOf). Found "
                                + (fitting == 0 ? "none valid" : fitting + " valid alternatives"));
            }
        }
        if (junctors.not() != null && tried(path, value, junctors.not()).isEmpty()) {
            composite(path, "must not validate the schema (not)");
        }
    }

    private void composite(FieldPath path, String sentence) {
        errors.invalid(FieldPath.ROOT, "", '"' + inBody(path) + "\" " + sentence);
    }

    private long fitting(FieldPath path, JsonNode value, List<StructuralSchema> schemas) {
        return schemas.stream()
                .filter(schema -> tried(path, value, schema).isEmpty())
                .count();
    }

    private FieldErrors tried(FieldPath path, JsonNode value, StructuralSchema schema) {
        FieldErrors found = new FieldErrors();
        new ValueValidation(found, unspoken).check(path, value, null, schema);
        return found;
    }

    private String inBody(FieldPath path) {
        String text = path.toString();
        return !unspoken.isEmpty() && text.startsWith(unspoken) ? text.substring(unspoken.length()) : text;
    }
}
