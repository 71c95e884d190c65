package io.millwright.embeddedkubernetes.builtin;

import io.millwright.embeddedkubernetes.schema.FieldErrors;
import io.millwright.embeddedkubernetes.schema.FieldPath;
import io.millwright.embeddedkubernetes.schema.StructuralSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the data files say of fields, in the sentences of built-in kinds, and the rules of named types. */
final class FieldChecks {

    private FieldChecks() {}

    /** Leaves out metadata, which is the server's, and status, which only controllers write. */
    static void check(ObjectNode object, StructuralSchema schema, FieldErrors errors) {
        ObjectNode judged = object.objectNode();
        object.properties().forEach(member -> {
            if (!member.getKey().equals("metadata") && !member.getKey().equals("status")) {
                judged.set(member.getKey(), member.getValue());
            }
        });
        check(FieldPath.ROOT, judged, schema, errors);
    }

    private static void check(FieldPath path, JsonNode value, StructuralSchema schema, FieldErrors errors) {
        if (value instanceof ObjectNode object) {
            for (String name : schema.required()) {
                StructuralSchema field = schema.properties().get(name);
                if (!object.has(name) && field != null && !field.type().equals("boolean")) {
                    errors.required(path.child(name));
                }
            }
            object.properties().forEach(member -> {
                StructuralSchema field = schema.property(member.getKey());
                if (field != null) {
                    boolean entry = schema.additionalProperties() != null;
                    check(
                            entry ? path.key(member.getKey()) : path.child(member.getKey()),
                            member.getValue(),
                            field,
                            errors);
                }
            });
            schema.checkType(path, object, errors);
        } else if (value.isArray() && schema.items() instanceof StructuralSchema items) {
            for (int i = 0; i < value.size(); i++) {
                check(path.index(i), value.get(i), items, errors);
            }
        } else {
            scalar(path, value, schema, errors);
        }
    }

    private static void scalar(FieldPath path, JsonNode value, StructuralSchema schema, FieldErrors errors) {
        if (!schema.allowedValues().isEmpty() && !schema.allowedValues().contains(value)) {
            errors.notSupported(path, value, schema.allowedValues().stream().map(JsonNode::asString));
        }
        if (!value.isIntegralNumber() || schema.minimum() == null) {
            return;
        }
        long number = value.asLong();
        long least = schema.minimum().longValue();
        if (schema.maximum() != null) {
            long most = schema.maximum().longValue();
            if (number < least || number > most) {
                errors.invalid(path, value, "must be between " + least + " and " + most + ", inclusive");
            }
        } else if (number < least) {
            errors.invalid(
                    path,
                    value,
                    least == 0 ? "must be greater than or equal to 0" : "must be greater than " + (least - 1));
        }
    }
}
