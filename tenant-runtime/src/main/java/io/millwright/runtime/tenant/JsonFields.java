package io.millwright.runtime.tenant;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Typed access to a JSON object whose complaints name the field. Unknown fields are of a newer release: ignored. */
record JsonFields(String path, JsonNode node) {

    private static final Pattern PERIOD = Pattern.compile("([1-9][0-9]{0,5})([hd])");

    boolean has(String field) {
        return node.hasNonNull(field);
    }

    JsonFields object(String field) {
        JsonNode value = required(field);
        if (!value.isObject()) {
            throw wrong(field, "must be an object");
        }
        return new JsonFields(path + field + ".", value);
    }

    String text(String field) {
        JsonNode value = required(field);
        if (!value.isString() || value.stringValue().isBlank()) {
            throw wrong(field, "must be a text that is not empty");
        }
        return value.stringValue();
    }

    String text(String field, Pattern form, String expected) {
        String text = text(field);
        if (!form.matcher(text).matches()) {
            throw wrong(field, "must be " + expected);
        }
        return text;
    }

    boolean flag(String field) {
        JsonNode value = required(field);
        if (!value.isBoolean()) {
            throw wrong(field, "must be true or false");
        }
        return value.booleanValue();
    }

    int count(String field) {
        JsonNode value = required(field);
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 0) {
            throw wrong(field, "must be a whole number of at least 0");
        }
        return value.intValue();
    }

    /** As {@link #count}, and larger; {@code otherwise} if the field is absent. */
    long amount(String field, long otherwise) {
        if (!has(field)) {
            return otherwise;
        }
        JsonNode value = required(field);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            throw wrong(field, "must be a whole number of at least 0");
        }
        return value.longValue();
    }

    /** In place of an object that is absent. */
    JsonFields nothing(String field) {
        return new JsonFields(path + field + ".", JsonNodeFactory.instance.objectNode());
    }

    Duration period(String field) {
        Matcher parts = PERIOD.matcher(text(field));
        if (!parts.matches()) {
            throw wrong(field, "must be a period such as 12h or 30d");
        }
        long amount = Long.parseLong(parts.group(1));
        return parts.group(2).equals("h") ? Duration.ofHours(amount) : Duration.ofDays(amount);
    }

    InvalidTenantException wrong(String field, String why) {
        return new InvalidTenantException("tenant.json: " + path + field + " " + why);
    }

    private JsonNode required(String field) {
        JsonNode value = node.get(field);
        if (value == null || value.isNull()) {
            throw wrong(field, "is missing");
        }
        return value;
    }
}
