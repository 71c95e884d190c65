package io.millwright.controlplane.runtime;

import io.millwright.controlplane.problem.ProblemException;
import io.millwright.controlplane.problem.ProblemType;
import java.time.Duration;

/** What came of asking a tenant's runtime. */
public sealed interface RuntimeAnswer<T> {

    /** It answered. */
    record Known<T>(T value) implements RuntimeAnswer<T> {}

    /** It knows no such tenant or object. */
    record Absent<T>() implements RuntimeAnswer<T> {}

    /** It does not accept the request; its sentence is fit for the caller. */
    record Refused<T>(String sentence) implements RuntimeAnswer<T> {}

    /** It has as much to do for this tenant as it may. */
    record Busy<T>(Duration retryAfter) implements RuntimeAnswer<T> {}

    /** It is not there, not ready, too slow or broken; whether a write took effect is not known. */
    record Unavailable<T>(String reason, Duration retryAfter) implements RuntimeAnswer<T> {}

    /**
     * For who has nothing to do but pass the outcome on.
     *
     * @throws ProblemException 404, 400, 429 or 503
     */
    default T orProblem() {
        return switch (this) {
            case Known<T>(T value) -> value;
            case Absent<T> _ -> throw ProblemException.notFound("resource");
            case Refused<T>(String sentence) -> throw ProblemException.of(ProblemType.INVALID_REQUEST, sentence);
            case Busy<T>(Duration wait) ->
                throw ProblemException.retry(
                        ProblemType.TOO_MANY_REQUESTS,
                        "As many questions of this tenant are being answered as may at once.",
                        wait);
            case Unavailable<T>(String _, Duration wait) ->
                throw ProblemException.retry(
                        ProblemType.UNAVAILABLE, "The tenant's runtime does not answer now.", wait);
        };
    }
}
