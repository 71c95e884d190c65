package io.millwright.controlplane.problem;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.http.ProblemDetail;

/** Makes problem details of {@link ProblemType}s. */
final class Problems {

    static ProblemDetail of(ProblemType type, String detail) {
        return of(type, detail, List.of());
    }

    static ProblemDetail of(ProblemType type, String detail, List<FieldError> errors) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(type.status(), detail);
        problem.setType(URI.create("/problems/" + type.slug()));
        problem.setTitle(type.title());
        if (!errors.isEmpty()) {
            problem.setProperty("errors", errors);
        }
        return problem;
    }

    static String seconds(Duration duration) {
        return Long.toString(Math.max(1, duration.plusMillis(999).toSeconds()));
    }

    private Problems() {}
}
