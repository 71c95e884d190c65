package io.millwright.controlplane.problem;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ends a request with a problem; the advice answers it. Its detail is shown to the caller. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final String detail;
    private final transient List<FieldError> errors;
    private final @Nullable Duration retryAfter;

    private ProblemException(ProblemType type, String detail, List<FieldError> errors, @Nullable Duration retryAfter) {
        super(type.slug() + ": " + detail, null, false, false); // an answer, not an accident: no stack trace
        this.type = type;
        this.detail = detail;
        this.errors = List.copyOf(errors);
        this.retryAfter = retryAfter;
    }

    public static ProblemException of(ProblemType type, String detail) {
        return new ProblemException(type, detail, List.of(), null);
    }

    /** @param what such as "tenant"; never a name, so that absent and foreign read the same */
    public static ProblemException notFound(String what) {
        return of(ProblemType.NOT_FOUND, "There is no such " + what + ".");
    }

    /** @param errors at least one; all that were found */
    public static ProblemException invalid(List<FieldError> errors) {
        return new ProblemException(
                ProblemType.INVALID_REQUEST, "See errors for what has to be corrected.", errors, null);
    }

    public static ProblemException invalid(String field, String message) {
        return invalid(List.of(new FieldError(field, message)));
    }

    public static ProblemException conflict(String detail, List<FieldError> errors) {
        return new ProblemException(
                errors.isEmpty() ? ProblemType.CONFLICT : ProblemType.FIELD_CONFLICT, detail, errors, null);
    }

    /** @param retryAfter when it is worth trying again; sent as whole seconds, at least one */
    public static ProblemException retry(ProblemType type, String detail, Duration retryAfter) {
        return new ProblemException(type, detail, List.of(), retryAfter);
    }

    public ProblemType type() {
        return type;
    }

    public String detail() {
        return detail;
    }

    public List<FieldError> errors() {
        return errors;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
