package io.millwright.embeddedkubernetes.schema;

import io.millwright.embeddedkubernetes.resource.FieldError;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The order in which the API server judges a custom resource: values, then uniqueness in lists, then rules, and these
 * only if the values are what rules expect. What an update leaves as it was is not judged again.
 */
final class CustomResourceValidation {

    private static final String NOT_CHECKED = "some validation rules were not checked because the object was invalid; "
            + "correct the existing errors to complete validation";

    /** The API server judges an update of status with status as the root. */
    private static final String STATUS = "status.";

    private CustomResourceValidation() {}

    static List<FieldError> validate(StructuralSchema schema, ObjectNode object, @Nullable ObjectNode old) {
        FieldErrors errors = new FieldErrors();
        ValueValidation values = new ValueValidation(errors, old == null ? "" : STATUS);
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            StructuralSchema property = schema.properties.get(member.getKey());
            if (property != null && !isOfEveryObject(member.getKey())) {
                values.check(
                        FieldPath.ROOT.child(member.getKey()),
                        member.getValue(),
                        old == null ? null : old.get(member.getKey()),
                        property);
            }
        }
        for (String name : schema.required) {
            if (!object.has(name)) {
                errors.required(FieldPath.ROOT.child(name));
            }
        }
        if (schema.anyRules) {
            if (errors.blockRules()) {
                errors.invalid(FieldPath.ROOT, (JsonNode) null, NOT_CHECKED);
            } else {
                new RuleEvaluation(errors).check(FieldPath.ROOT, object, old, schema);
            }
        }
        return errors.list();
    }

    /** Kind, version and metadata are the server's business, whatever the schema says of them. */
    private static boolean isOfEveryObject(String name) {
        return name.equals("apiVersion") || name.equals("kind") || name.equals("metadata");
    }
}
