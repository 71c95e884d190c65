package io.millwright.embeddedkubernetes.schema;

import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** JSON as values of CEL; the value has passed its schema. */
final class CelValues {

    private CelValues() {}

    static Object of(JsonNode value, @Nullable StructuralSchema schema) {
        return switch (value.getNodeType()) {
            case OBJECT -> {
                Map<String, Object> map = new LinkedHashMap<>();
                boolean named = schema != null && schema.additional == null && !schema.properties.isEmpty();
                value.properties().forEach(member -> {
                    StructuralSchema property = schema == null ? null : schema.property(member.getKey());
                    if (property != null || !named) {
                        String name = named ? CelEnvironment.escaped(member.getKey()) : member.getKey();
                        map.put(name, of(member.getValue(), property));
                    }
                });
                yield map;
            }
            case ARRAY -> {
                List<Object> list = new ArrayList<>(value.size());
                value.forEach(entry -> list.add(of(entry, schema == null ? null : schema.items)));
                yield list;
            }
            case STRING -> string(value.asString(), schema == null ? "" : schema.constraints.format());
            case NUMBER -> {
                boolean whole = schema != null && schema.type.equals("integer");
                boolean broken = schema != null && schema.type.equals("number");
                yield (value.isIntegralNumber() || whole) && !broken
                        ? (Object) value.decimalValue().longValue()
                        : (Object) value.doubleValue();
            }
            case BOOLEAN -> value.asBoolean();
            default -> NullValue.NULL_VALUE;
        };
    }

    private static Object string(String text, String format) {
        return switch (format) {
            case "date-time" -> OffsetDateTime.parse(text.replace(' ', 'T')).toInstant();
            case "date" -> LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            case "duration" -> Formats.duration(text).orElse(Duration.ZERO);
            case "byte" -> CelByteString.of(Base64.getMimeDecoder().decode(text));
            default -> text;
        };
    }
}
