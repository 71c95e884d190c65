package io.millwright.controlplane.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * The body of a problem. There is no {@code instance}: it would repeat the path, and a foreign name in it.
 *
 * @param errors what has to be corrected; absent when nothing can be
 */
public record ProblemBody(
        String type,
        String title,
        int status,
        String detail,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldError> errors) {

    static ProblemBody of(ProblemException problem) {
        ProblemType type = problem.type();
        return new ProblemBody(
                "/problems/" + type.slug(), type.title(), type.status().value(), problem.detail(), problem.errors());
    }
}
