package io.millwright.embeddedkubernetes.admission;

import io.millwright.embeddedkubernetes.json.Json;
import io.millwright.embeddedkubernetes.objects.Admission;
import io.millwright.embeddedkubernetes.schema.Expression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** One policy, compiled. */
final class Policy {

    private static final Set<String> GIVEN = Set.of("object", "oldObject", "request", "variables");

    /** @param messageExpression makes the sentence where one is declared and can be evaluated */
    private record Validation(
            Expression expression,
            String message,
            String reason,
            @Nullable Expression messageExpression) {}

    /** @param reason Forbidden, or another one that counts as Invalid */
    record Fault(String sentence, String reason) {}

    private final boolean failClosed;
    private final List<ObjectNode> rules;
    private final List<Expression> conditions;
    private final Map<String, Expression> variables = new LinkedHashMap<>();
    private final List<Validation> validations;

    /** @throws IllegalArgumentException when an expression of it is none */
    Policy(ObjectNode policy) {
        failClosed = !Json.text(policy, "spec", "failurePolicy").equals("Ignore");
        rules = objects(Json.objectAt(policy, "spec", "matchConstraints"), "resourceRules")
                .toList();
        ObjectNode spec = Json.objectAt(policy, "spec");
        conditions = objects(spec, "matchConditions")
                .map(condition -> expression(condition, "expression"))
                .toList();
        objects(spec, "variables")
                .forEach(variable -> variables.put(Json.text(variable, "name"), expression(variable, "expression")));
        validations = objects(spec, "validations")
                .map(validation -> new Validation(
                        expression(validation, "expression"),
                        Json.text(validation, "message"),
                        Json.text(validation, "reason"),
                        Json.text(validation, "messageExpression").isEmpty()
                                ? null
                                : expression(validation, "messageExpression")))
                .toList();
    }

    boolean isAbout(Admission.Write write) {
        return rules.stream().anyMatch(rule -> matches(rule, write));
    }

    /** One for each validation that fails. */
    List<Fault> faults(Admission.Write write, ObjectNode request) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("object", write.object());
        values.put("oldObject", write.old());
        values.put("request", request);
        values.put("variables", Map.of());
        try {
            for (Expression condition : conditions) {
                if (!Boolean.TRUE.equals(condition.value(values))) {
                    return List.of();
                }
            }
            Map<String, Object> known = new HashMap<>();
            variables.forEach((name, expression) -> {
                values.put("variables", Map.copyOf(known));
                known.put(name, expression.value(values));
            });
            values.put("variables", known);
        } catch (IllegalArgumentException e) {
            return failure(e);
        }
        List<Fault> faults = new ArrayList<>();
        for (Validation validation : validations) {
            try {
                if (!Boolean.TRUE.equals(validation.expression().value(values))) {
                    faults.add(new Fault(sentence(validation, values), validation.reason()));
                }
            } catch (IllegalArgumentException e) {
                faults.addAll(failure(e));
            }
        }
        return faults;
    }

    private List<Fault> failure(IllegalArgumentException e) {
        return failClosed ? List.of(new Fault("expression " + e.getMessage(), "")) : List.of();
    }

    private static String sentence(Validation validation, Map<String, @Nullable Object> values) {
        if (validation.messageExpression() != null) {
            try {
                return String.valueOf(validation.messageExpression().value(values));
            } catch (IllegalArgumentException e) {
                return validation.message();
            }
        }
        return validation.message();
    }

    private static boolean matches(ObjectNode rule, Admission.Write write) {
        String subresource = write.address().subresource();
        String plural = write.served().type().plural();
        List<String> resources = Json.texts(rule, "resources");
        boolean resource = subresource.isEmpty()
                ? resources.contains("*") || resources.contains(plural)
                : resources.contains(plural + "/" + subresource);
        return (resource || resources.contains("*/*"))
                && names(rule, "operations", write.operation())
                && names(rule, "apiGroups", write.served().type().group())
                && names(rule, "apiVersions", write.served().type().version());
    }

    private static boolean names(ObjectNode rule, String list, String wanted) {
        List<String> named = Json.texts(rule, list);
        return named.contains("*") || named.contains(wanted);
    }

    private static Expression expression(ObjectNode from, String member) {
        return Expression.of(Json.text(from, member), GIVEN);
    }

    static Stream<ObjectNode> objects(@Nullable ObjectNode from, String list) {
        return Optional.ofNullable(from == null ? null : Json.at(from, list)).stream()
                .flatMap(tools.jackson.databind.JsonNode::valueStream)
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast);
    }
}
