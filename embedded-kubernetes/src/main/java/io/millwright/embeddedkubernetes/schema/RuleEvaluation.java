package io.millwright.embeddedkubernetes.schema;

import dev.cel.runtime.CelEvaluationException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Runs the rules of a schema over an object. Rules about an unchanged value are not asked again. */
final class RuleEvaluation {

    private final FieldErrors errors;

    RuleEvaluation(FieldErrors errors) {
        this.errors = errors;
    }

    void check(FieldPath path, JsonNode value, @Nullable JsonNode old, StructuralSchema schema) {
        if (!schema.anyRules || value.isNull()) {
            return;
        }
        if (!schema.rules.isEmpty()) {
            evaluate(path, value, old, schema);
        }
        if (value instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                StructuralSchema property = schema.property(member.getKey());
                if (property != null && property.anyRules) {
                    boolean entry = schema.additional != null;
                    check(
                            entry ? path.key(member.getKey()) : path.child(member.getKey()),
                            member.getValue(),
                            old == null ? null : old.get(member.getKey()),
                            property);
                }
            }
        } else if (value.isArray() && schema.items != null && schema.items.anyRules) {
            ListEntries entries = new ListEntries(schema);
            Map<JsonNode, JsonNode> before = entries.byKey(old);
            for (int i = 0; i < value.size(); i++) {
                check(path.index(i), value.get(i), before.get(entries.keyOf(value.get(i))), schema.items);
            }
        }
    }

    private void evaluate(FieldPath path, JsonNode value, @Nullable JsonNode old, StructuralSchema schema) {
        boolean unchanged = old != null && old.equals(value);
        Map<String, Object> variables = new HashMap<>();
        for (Rule rule : schema.rules) {
            boolean applies = rule.transition() ? old != null || rule.optionalOldSelf() : !unchanged;
            if (!applies) {
                continue;
            }
            variables.computeIfAbsent("self", name -> CelValues.of(value, schema));
            Object before = old == null ? null : CelValues.of(old, schema);
            if (rule.optionalOldSelf()) {
                variables.put("oldSelf", Optional.ofNullable(before));
            } else if (before != null) {
                variables.put("oldSelf", before);
            }
            evaluate(path, value, rule, variables);
        }
    }

    private void evaluate(FieldPath path, JsonNode value, Rule rule, Map<String, Object> variables) {
        try {
            if (!Boolean.TRUE.equals(rule.program().eval(variables))) {
                refuse(at(path, rule.fieldPath()), value, rule, sentence(rule, variables));
            }
        } catch (CelEvaluationException e) {
            errors.invalid(
                    path,
                    "",
                    cause(e) + " evaluating rule: " + (rule.message().isEmpty() ? rule.text() : rule.message()));
        }
    }

    private static String sentence(Rule rule, Map<String, Object> variables) {
        if (rule.messageExpression() == null) {
            return rule.sentence();
        }
        try {
            return String.valueOf(rule.messageExpression().eval(variables));
        } catch (CelEvaluationException e) {
            return rule.sentence();
        }
    }

    private void refuse(FieldPath path, JsonNode value, Rule rule, String sentence) {
        switch (rule.reason()) {
            case "FieldValueRequired" -> errors.required(path, sentence);
            case "FieldValueForbidden" -> errors.forbidden(path, sentence);
            case "FieldValueDuplicate" -> errors.duplicate(path, value);
            default -> {
                if (value.isContainer()) {
                    errors.invalid(path, sentence);
                } else {
                    errors.invalid(path, value, sentence);
                }
            }
        }
    }

    private static FieldPath at(FieldPath path, String fieldPath) {
        FieldPath at = path;
        for (String step : fieldPath.split("\\.")) {
            at = step.isEmpty() ? at : at.child(step);
        }
        return at;
    }

    /** The words of a function that failed, without where in the expression. */
    private static String cause(CelEvaluationException e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }
}
