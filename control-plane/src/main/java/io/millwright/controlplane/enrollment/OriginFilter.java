package io.millwright.controlplane.enrollment;

import io.millwright.controlplane.problem.ProblemException;
import io.millwright.controlplane.problem.ProblemType;
import io.millwright.controlplane.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps the two servers apart before anything else looks at a request: the origin of the devices serves their few paths and
 * nothing else, and what a device does with its certificate exists there alone. Holds each address to its rate.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 5)
class OriginFilter extends OncePerRequestFilter {

    private static final String EST = "/.well-known/est/";
    private static final Set<String> BOTH = Set.of("/api/v1/enroll", "/api/v1/device-codes");
    private static final Set<String> ORIGIN =
            Set.of("/enroll", "/device-codes", "/api/v1/enroll", "/api/v1/device-codes");

    /** A request with the largest CSR, and something to spare; what does not say its length has the limit of all requests. */
    private static final int LONGEST_BODY = 64 * 1024;

    private final EnrollmentOrigin origin;
    private final AddressRates rates;
    private final ProblemWriter problems;

    OriginFilter(EnrollmentOrigin origin, AddressRates rates, ProblemWriter problems) {
        this.origin = origin;
        this.rates = rates;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = request.getRequestURI();
        boolean ofDevices = ORIGIN.contains(path) || path.startsWith(EST);
        boolean served = origin.isAt(request.getLocalPort()) ? ofDevices : !ofDevices || BOTH.contains(path);
        if (!served) {
            problems.write(response, ProblemException.of(ProblemType.NOT_FOUND, "There is no such resource."));
            return;
        }
        Optional<ProblemException> refusal = ofDevices ? refusal(request) : Optional.empty();
        if (refusal.isPresent()) {
            problems.write(response, refusal.get());
            return;
        }
        chain.doFilter(request, response);
    }

    private Optional<ProblemException> refusal(HttpServletRequest request) {
        if (request.getContentLengthLong() > LONGEST_BODY) {
            return Optional.of(ProblemException.of(
                    ProblemType.CONTENT_TOO_LARGE, "A body of a device has at most " + LONGEST_BODY + " bytes."));
        }
        Optional<Duration> wait = rates.waitOf(request.getRemoteAddr());
        return wait.map(
                time -> ProblemException.retry(ProblemType.TOO_MANY_REQUESTS, "This address asks too often.", time));
    }
}
