package io.millwright.embeddedkubernetes.schema;

import io.millwright.embeddedkubernetes.resource.Refusal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads JSON as the API server reads built-in kinds into its own types: a value of a wrong type is refused, an
 * unknown member removed, an empty one left out, quantities and times are written in one way.
 */
public final class Decoding {

    private static final Pattern MICRO_TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(.*)");
    private static final Pattern SIX_DIGITS = Pattern.compile("\\.\\d{6}(Z|[+-]\\d\\d:\\d\\d)");

    private final String prefix;
    private final List<String> unknown = new ArrayList<>();

    private Decoding(String prefix) {
        this.prefix = prefix;
    }

    /**
     * Cleans an object in place.
     *
     * @return the paths of the unknown members that it removed, in the order of the document
     * @throws Refusal 400 where a value cannot be read as what its field is
     */
    public static List<String> decode(ObjectNode object, StructuralSchema schema, String kind, String version) {
        Decoding decoding =
                new Decoding(kind + " in version \"" + version + "\" cannot be handled as a " + kind + ": ");
        decoding.members(FieldPath.ROOT, FieldPath.ROOT, object, schema);
        return decoding.unknown;
    }

    /** Cleans the metadata of a custom resource, whose unknown members its schema has removed. */
    public static void decodeMetadata(ObjectNode object, String kind, String version) {
        if (object.get("metadata") instanceof ObjectNode metadata) {
            Decoding decoding =
                    new Decoding(kind + " in version \"" + version + "\" cannot be handled as a " + kind + ": ");
            FieldPath path = FieldPath.ROOT.child("metadata");
            decoding.members(path, path, metadata, TypeCatalog.objectMeta());
        }
    }

    /** {@code path} with indices is for people, {@code goPath} without is how Go names a field. */
    private void members(FieldPath path, FieldPath goPath, ObjectNode object, StructuralSchema schema) {
        Iterator<Map.Entry<String, JsonNode>> members = object.properties().iterator();
        while (members.hasNext()) {
            Map.Entry<String, JsonNode> member = members.next();
            String name = member.getKey();
            StructuralSchema field = schema.property(name);
            if (field == null) {
                if (!schema.preserveUnknown) {
                    unknown.add(path.child(name).toString());
                    members.remove();
                }
            } else if (schema.additional != null) {
                FieldPath entry = path.child(name);
                if (member.getValue().isNull()) {
                    member.setValue(emptyOf(field));
                } else {
                    member.setValue(value(entry, goPath, member.getValue(), field, schema));
                }
            } else if (member.getValue().isNull()) {
                members.remove();
            } else {
                JsonNode value = value(path.child(name), goPath.child(name), member.getValue(), field, schema);
                if (isLeftOut(value, field)) {
                    members.remove();
                } else {
                    member.setValue(value);
                }
            }
        }
    }

    private static JsonNode emptyOf(StructuralSchema field) {
        return field.type.equals("string")
                ? JsonNodeFactory.instance.stringNode("")
                : JsonNodeFactory.instance.nullNode();
    }

    private static boolean isLeftOut(JsonNode value, StructuralSchema field) {
        if (field.keptWhenEmpty) {
            return false;
        }
        return switch (value.getNodeType()) {
            case STRING -> value.asString().isEmpty();
            case ARRAY -> value.isEmpty();
            case OBJECT -> value.isEmpty() && field.additional != null;
            case BOOLEAN -> field.droppedWhenZero && !value.asBoolean();
            case NUMBER -> field.droppedWhenZero && value.decimalValue().signum() == 0;
            default -> false;
        };
    }

    private JsonNode value(
            FieldPath path, FieldPath goPath, JsonNode value, StructuralSchema field, StructuralSchema parent) {
        if (field.intOrString) {
            return value.isString() || value.isIntegralNumber() ? value : refuseType(value, goPath, parent, "int32");
        }
        return switch (field.type) {
            case "object" -> {
                if (!(value instanceof ObjectNode object)) {
                    yield refuseType(value, goPath, parent, goType(field));
                }
                members(path, goPath, object, field);
                yield object;
            }
            case "array" -> {
                if (!(value instanceof ArrayNode array) || field.items == null) {
                    yield refuseType(value, goPath, parent, goType(field));
                }
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, value(path.index(i), goPath, array.get(i), field.items, parent));
                }
                yield array;
            }
            case "string" -> string(value, goPath, field, parent);
            case "integer" ->
                value.isNumber() && value.decimalValue().stripTrailingZeros().scale() <= 0
                        ? value
                        : refuseType(value, goPath, parent, field.format());
            case "number" -> value.isNumber() ? value : refuseType(value, goPath, parent, "float64");
            case "boolean" -> value.isBoolean() ? value : refuseType(value, goPath, parent, "bool");
            default -> value;
        };
    }

    private JsonNode string(JsonNode value, FieldPath goPath, StructuralSchema field, StructuralSchema parent) {
        if (field.format().equals("quantity") && (value.isString() || value.isNumber())) {
            return JsonNodeFactory.instance.stringNode(Quantity.parse(value.asString())
                    .orElseThrow(() -> refusal(Quantity.SENTENCE))
                    .toString());
        }
        if (!value.isString()) {
            return refuseType(value, goPath, parent, goType(field));
        }
        switch (field.format()) {
            case "date-time" -> {
                return time(value.asString());
            }
            case "micro-time" -> checkMicroTime(value.asString());
            case "byte" -> checkBase64(value.asString());
            default -> {}
        }
        return value;
    }

    private JsonNode time(String text) {
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.SECONDS);
            return JsonNodeFactory.instance.stringNode(instant.toString());
        } catch (DateTimeParseException e) {
            throw refusal("parsing time \"" + text + "\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"" + text
                    + "\" as \"2006\"");
        }
    }

    private void checkMicroTime(String text) {
        var parts = MICRO_TIME.matcher(text);
        boolean dated = parts.matches();
        String rest = dated ? parts.group(1) : text;
        if (!dated || !SIX_DIGITS.matcher(rest).matches()) {
            throw refusal("parsing time \"" + text + "\" as \"2006-01-02T15:04:05.000000Z07:00\": cannot parse \""
                    + rest + "\" as \"" + (dated ? ".000000" : "2006") + "\"");
        }
    }

    private void checkBase64(String text) {
        int data = 0;
        int padding = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean alphabet = c < 128 && (Character.isLetterOrDigit(c) || c == '+' || c == '/') && padding == 0;
            if (c == '=' && data % 4 >= 2 && padding < 4 - data % 4) {
                padding++;
            } else if (alphabet) {
                data++;
            } else if (c != '\n' && c != '\r') {
                throw refusal("illegal base64 data at input byte " + i);
            }
        }
        if ((data + padding) % 4 != 0) {
            throw refusal("illegal base64 data at input byte " + (text.length() / 4 * 4));
        }
    }

    private JsonNode refuseType(JsonNode value, FieldPath goPath, StructuralSchema parent, String goType) {
        String actual = switch (value.getNodeType()) {
            case STRING -> "string";
            case NUMBER -> value.isIntegralNumber() ? "number" : "number " + value;
            case BOOLEAN -> "bool";
            case ARRAY -> "array";
            default -> "object";
        };
        throw refusal("json: cannot unmarshal " + actual + " into Go struct field " + structOf(parent, goPath) + "."
                + goPath + " of type " + goType);
    }

    private String structOf(StructuralSchema parent, FieldPath goPath) {
        if (!parent.typeName.isEmpty()) {
            return simple(parent.typeName);
        }
        return goPath.toString().startsWith("metadata") ? "ObjectMeta" : prefix.substring(0, prefix.indexOf(' '));
    }

    private static String goType(StructuralSchema field) {
        if (!field.typeName.isEmpty()) {
            return "v1." + simple(field.typeName);
        }
        return switch (field.type) {
            case "array" -> "[]" + (field.items == null ? "interface {}" : goType(field.items));
            case "object" -> "map[string]" + (field.additional == null ? "interface {}" : goType(field.additional));
            case "integer" -> field.format();
            case "boolean" -> "bool";
            default -> field.type.isEmpty() ? "interface {}" : field.type;
        };
    }

    private static String simple(@Nullable String typeName) {
        return typeName == null ? "" : typeName.substring(typeName.lastIndexOf('.') + 1);
    }

    private Refusal refusal(String sentence) {
        return new Refusal(400, "BadRequest", prefix + sentence, null);
    }
}
