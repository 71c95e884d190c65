package io.millwright.controlplane.problem;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Answers with a problem where no controller is in charge: filters and the security chain. */
@Component
public class ProblemWriter {

    private final JsonMapper json;
    private final ProblemCounter counter;

    ProblemWriter(JsonMapper json, ProblemCounter counter) {
        this.json = json;
        this.counter = counter;
    }

    /** Writes nothing if the response has gone out already. */
    public void write(HttpServletResponse response, ProblemException problem) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        counter.count(problem.type());
        byte[] body = json.writeValueAsBytes(ProblemBody.of(problem));
        response.resetBuffer();
        response.setStatus(problem.type().status().value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        problem.retryAfter().ifPresent(wait -> response.setHeader(HttpHeaders.RETRY_AFTER, RetryAfter.seconds(wait)));
        // Some refusals come before the filter that sets these for all.
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
