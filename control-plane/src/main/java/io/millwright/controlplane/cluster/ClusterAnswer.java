package io.millwright.controlplane.cluster;

import io.millwright.controlplane.problem.FieldError;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.controlplane.problem.ProblemType;
import java.time.Duration;
import java.util.List;

/** What came of writing a custom resource. */
public sealed interface ClusterAnswer<R> {

    /** It is so now. */
    record Done<R>(R resource) implements ClusterAnswer<R> {}

    /** Fields that another manager owns, such as kubectl: each with who it is. */
    record Owned<R>(List<FieldError> fields) implements ClusterAnswer<R> {}

    /** The API server's sentences about the spec. */
    record Invalid<R>(List<FieldError> fields) implements ClusterAnswer<R> {}

    /** There is no such resource, or nowhere to put it. */
    record Absent<R>() implements ClusterAnswer<R> {}

    /** It exists already, or is being deleted, or others keep writing it at the same time. */
    record Busy<R>(String sentence) implements ClusterAnswer<R> {}

    /** It is not at the revision that the caller expected. */
    record Outdated<R>() implements ClusterAnswer<R> {}

    /** The API server does not answer; whether the write took effect is not known, and it may be sent again. */
    record Unavailable<R>(String reason) implements ClusterAnswer<R> {}

    /**
     * For who has nothing to do but pass the outcome on.
     *
     * @param what such as "site"
     * @throws ProblemException 400, 404, 409, 412 or 503
     */
    default R orProblem(String what) {
        return switch (this) {
            case Done<R>(R resource) -> resource;
            case Owned<R>(List<FieldError> fields) ->
                throw ProblemException.conflict(
                        "Somebody else manages these fields; change them there, or have them given up there first.",
                        fields);
            case Invalid<R>(List<FieldError> fields) -> throw ProblemException.invalid(fields);
            case Absent<R> _ -> throw ProblemException.notFound(what);
            case Busy<R>(String sentence) -> throw ProblemException.of(ProblemType.CONFLICT, sentence);
            case Outdated<R> _ ->
                throw ProblemException.of(
                        ProblemType.PRECONDITION_FAILED,
                        "The " + what + " was changed since it was read; read it again and send the change with its new"
                                + " ETag.");
            case Unavailable<R> _ ->
                throw ProblemException.retry(
                        ProblemType.UNAVAILABLE, "The Kubernetes API does not answer now.", Duration.ofSeconds(5));
        };
    }
}
