package io.millwright.runtime.api;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** How the API writes what JSON has no form for: times, values of points, what may be absent. */
final class JsonValues {

    static String time(long epochMillis) {
        return UtcText.of(epochMillis);
    }

    static void optional(JsonGenerator json, String name, @Nullable String text) {
        if (text != null) {
            json.writeStringProperty(name, text);
        }
    }

    /** @param value a {@link Number}, {@link Boolean} or {@link String} */
    static void value(JsonGenerator json, String name, Object value) {
        json.writeName(name);
        switch (value) {
            case Long whole -> json.writeNumber(whole);
            case Integer whole -> json.writeNumber(whole);
            case BigDecimal exact -> json.writeNumber(exact);
            case Number number -> json.writeNumber(number.doubleValue());
            case Boolean flag -> json.writeBoolean(flag);
            default -> json.writeString(value.toString());
        }
    }

    static <T> void array(JsonGenerator json, String name, Collection<T> items, Consumer<T> each) {
        json.writeArrayPropertyStart(name);
        for (T item : items) {
            json.writeStartObject();
            each.accept(item);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private JsonValues() {}
}
