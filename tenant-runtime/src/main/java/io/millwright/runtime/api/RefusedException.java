package io.millwright.runtime.api;

import java.io.Serial;

/** A call that is answered with a problem; the detail is for people and names nothing of another tenant. */
final class RefusedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final ProblemType type;

    RefusedException(ProblemType type, String detail) {
        super(detail, null, false, false);
        this.type = type;
    }

    static RefusedException invalid(String detail) {
        return new RefusedException(ProblemType.BAD_REQUEST, detail);
    }

    static RefusedException absent() {
        return new RefusedException(ProblemType.NOT_FOUND, "Nothing is known here under this name.");
    }

    ProblemType type() {
        return type;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
