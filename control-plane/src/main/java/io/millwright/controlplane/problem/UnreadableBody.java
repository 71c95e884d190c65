package io.millwright.controlplane.problem;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says what is wrong with a body that could not be read, without showing a class of ours. */
final class UnreadableBody {

    static ProblemException problem(HttpMessageNotReadableException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException problem) {
                return problem;
            }
            if (cause instanceof JacksonException json) {
                return of(json);
            }
        }
        return ProblemException.invalid("", "a JSON body is required");
    }

    private static ProblemException of(JacksonException json) {
        String field = path(json);
        return switch (json) {
            case UnrecognizedPropertyException _ ->
                ProblemException.invalid(field, "is not a field that is known here");
            case StreamConstraintsException _ ->
                ProblemException.invalid(
                        "", "the JSON is nested too deeply, or a name, text or number in it is too long");
            case StreamReadException read ->
                ProblemException.invalid(
                        field, "not valid JSON at line %d, column %d".formatted(line(read), column(read)));
            case MismatchedInputException mismatch -> ProblemException.invalid(field, expected(mismatch));
            default -> ProblemException.invalid(field, sentence(json));
        };
    }

    private static String sentence(JacksonException json) {
        return json.getCause() instanceof IllegalArgumentException own && own.getMessage() != null
                ? own.getMessage()
                : "is not valid";
    }

    private static String expected(MismatchedInputException mismatch) {
        Class<?> target = mismatch.getTargetType();
        return target == null ? "is not valid" : "must be " + kind(target);
    }

    private static String kind(Class<?> target) {
        if (target.isEnum()) {
            return "one of "
                    + List.of(target.getEnumConstants()).stream()
                            .map(String::valueOf)
                            .collect(Collectors.joining(", "));
        }
        if (target == boolean.class || target == Boolean.class) {
            return "true or false";
        }
        if (Number.class.isAssignableFrom(target) || target.isPrimitive()) {
            return "a number that fits";
        }
        if (target == String.class) {
            return "a text";
        }
        if (Iterable.class.isAssignableFrom(target) || target.isArray()) {
            return "a list";
        }
        return target.getPackageName().startsWith("java.time") ? "a time in RFC 3339 form" : "an object";
    }

    private static String path(JacksonException json) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : json.getPath()) {
            @Nullable String name = step.getPropertyName();
            if (name == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(name);
            }
        }
        return path.toString();
    }

    private static int line(JacksonException json) {
        return json.getLocation() == null ? 0 : json.getLocation().getLineNr();
    }

    private static int column(JacksonException json) {
        return json.getLocation() == null ? 0 : json.getLocation().getColumnNr();
    }

    private UnreadableBody() {}
}
