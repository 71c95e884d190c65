package io.millwright.embeddedkubernetes.schema;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a schema asks of a value beyond its type. */
record Constraints(
        String format,
        List<JsonNode> oneOfValues,
        @Nullable Pattern pattern,
        @Nullable BigDecimal minimum,
        boolean exclusiveMinimum,
        @Nullable BigDecimal maximum,
        boolean exclusiveMaximum,
        @Nullable BigDecimal multipleOf,
        int minLength,
        int maxLength,
        int minItems,
        int maxItems,
        boolean uniqueItems,
        int minProperties,
        int maxProperties) {

    /** Stands for a bound that is not set. */
    static final int UNBOUNDED = Integer.MAX_VALUE;

    static final Constraints NONE = new Constraints(
            "", List.of(), null, null, false, null, false, null, 0, UNBOUNDED, 0, UNBOUNDED, false, 0, UNBOUNDED);

    /** Reads the value validations of an openAPIV3Schema. */
    static Constraints parse(JsonNode schema) {
        String pattern = schema.path("pattern").asString("");
        List<JsonNode> values = new ArrayList<>();
        schema.path("enum").forEach(values::add);
        return new Constraints(
                schema.path("format").asString(""),
                List.copyOf(values),
                pattern.isEmpty() ? null : Pattern.compile(pattern),
                number(schema, "minimum"),
                schema.path("exclusiveMinimum").asBoolean(false),
                number(schema, "maximum"),
                schema.path("exclusiveMaximum").asBoolean(false),
                number(schema, "multipleOf"),
                schema.path("minLength").asInt(0),
                schema.path("maxLength").asInt(UNBOUNDED),
                schema.path("minItems").asInt(0),
                schema.path("maxItems").asInt(UNBOUNDED),
                schema.path("uniqueItems").asBoolean(false),
                schema.path("minProperties").asInt(0),
                schema.path("maxProperties").asInt(UNBOUNDED));
    }

    private static @Nullable BigDecimal number(JsonNode schema, String name) {
        JsonNode value = schema.get(name);
        return value == null || !value.isNumber() ? null : value.decimalValue();
    }

    /** Of a built-in field: a set of words and a range of numbers. */
    static Constraints of(List<JsonNode> values, @Nullable BigDecimal minimum, @Nullable BigDecimal maximum) {
        return new Constraints(
                "", values, null, minimum, false, maximum, false, null, 0, UNBOUNDED, 0, UNBOUNDED, false, 0,
                UNBOUNDED);
    }

    Constraints withFormat(String other) {
        return new Constraints(
                other,
                oneOfValues,
                pattern,
                minimum,
                exclusiveMinimum,
                maximum,
                exclusiveMaximum,
                multipleOf,
                minLength,
                maxLength,
                minItems,
                maxItems,
                uniqueItems,
                minProperties,
                maxProperties);
    }
}
