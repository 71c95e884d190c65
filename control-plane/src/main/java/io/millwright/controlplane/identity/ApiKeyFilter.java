package io.millwright.controlplane.identity;

import io.millwright.controlplane.problem.ProblemException;
import io.millwright.controlplane.problem.ProblemType;
import io.millwright.controlplane.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Turns {@code X-Api-Key} into a {@link Caller}. A wrong key is refused even where none is needed. */
final class ApiKeyFilter extends OncePerRequestFilter {

    static final String HEADER = "X-Api-Key";
    private static final Logger LOG = LoggerFactory.getLogger(ApiKeyFilter.class);

    private final ApiKeys keys;
    private final WrongKeys wrong;
    private final ProblemWriter problems;

    ApiKeyFilter(ApiKeys keys, WrongKeys wrong, ProblemWriter problems) {
        this.keys = keys;
        this.wrong = wrong;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        List<String> presented = Collections.list(request.getHeaders(HEADER));
        if (presented.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        Optional<Caller> caller;
        try {
            caller = presented.size() == 1 ? keys.callerOf(presented.getFirst()) : Optional.empty();
        } catch (DataAccessException e) {
            LOG.atWarn().addKeyValue("reason", e.getClass().getSimpleName()).log("an API key could not be looked up");
            problems.write(
                    response,
                    ProblemException.retry(
                            ProblemType.UNAVAILABLE,
                            "The platform's database does not answer now.",
                            Duration.ofSeconds(5)));
            return;
        }
        if (caller.isEmpty()) {
            problems.write(response, wrong.problem(request.getRemoteAddr()));
            return;
        }
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new CallerAuthentication(caller.get()));
        SecurityContextHolder.setContext(context);
        try {
            chain.doFilter(request, response);
        } finally {
            SecurityContextHolder.clearContext();
        }
    }
}
