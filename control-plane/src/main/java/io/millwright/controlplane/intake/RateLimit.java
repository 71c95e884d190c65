package io.millwright.controlplane.intake;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.controlplane.problem.ProblemType;
import io.millwright.controlplane.problem.ProblemWriter;
import io.millwright.controlplane.rate.Buckets;
import io.millwright.controlplane.rate.NetworkAddress;
import io.millwright.controlplane.rate.RateSettings;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.web.filter.OncePerRequestFilter;

/** So many requests of one tenant, whichever of its keys sends them; its neighbours have buckets of their own. */
final class RateLimit extends OncePerRequestFilter {

    private final Buckets callers;
    private final ProblemWriter problems;

    RateLimit(RateSettings settings, ProblemWriter problems) {
        this.callers = new Buckets(() -> Bucket.builder()
                .addLimit(limit ->
                        limit.capacity(settings.burst()).refillGreedy(settings.perSecond(), Duration.ofSeconds(1)))
                .build());
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String name = Caller.current()
                .map(caller -> caller instanceof Caller.TenantKey key ? "tenant/" + key.of() : caller.name())
                .orElseGet(() -> "address/" + NetworkAddress.of(request.getRemoteAddr()));
        ConsumptionProbe probe = callers.of(name).tryConsumeAndReturnRemaining(1);
        if (probe.isConsumed()) {
            chain.doFilter(request, response);
        } else {
            problems.write(
                    response,
                    ProblemException.retry(
                            ProblemType.TOO_MANY_REQUESTS,
                            "This caller sends more requests than it may.",
                            Duration.ofNanos(probe.getNanosToWaitForRefill())));
        }
    }
}
