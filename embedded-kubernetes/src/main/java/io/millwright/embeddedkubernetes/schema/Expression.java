package io.millwright.embeddedkubernetes.schema;

import dev.cel.common.CelValidationException;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An expression of CEL over JSON whose form nobody declared: what is wrong with its types shows when it is evaluated. */
public final class Expression {

    private final String text;
    private final CelRuntime.Program program;

    private Expression(String text, CelRuntime.Program program) {
        this.text = text;
        this.program = program;
    }

    /**
     * @param variables names it may speak of
     * @throws IllegalArgumentException with the compiler's words when it is none
     */
    public static Expression of(String text, Set<String> variables) {
        try {
            return new Expression(
                    text,
                    CelEnvironment.runtime()
                            .createProgram(CelEnvironment.untyped(variables)
                                    .compile(text)
                                    .getAst()));
        } catch (CelValidationException | CelEvaluationException e) {
            throw new IllegalArgumentException("\"" + text + "\": " + e.getMessage(), e);
        }
    }

    /**
     * Every variable has a value; JSON null and a missing object are null.
     *
     * @throws IllegalArgumentException when it cannot be evaluated, such as for a member that is not there
     */
    public Object value(Map<String, ? extends @Nullable Object> variables) {
        Map<String, Object> values = new HashMap<>();
        variables.forEach((name, value) -> values.put(
                name,
                value == null
                        ? dev.cel.common.values.NullValue.NULL_VALUE
                        : value instanceof JsonNode json ? CelValues.of(json, null) : value));
        try {
            return program.eval(values);
        } catch (CelEvaluationException e) {
            throw new IllegalArgumentException("\"" + text + "\": " + e.getMessage(), e);
        }
    }
}
