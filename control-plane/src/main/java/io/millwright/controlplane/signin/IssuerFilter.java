package io.millwright.controlplane.signin;

import com.nimbusds.jose.KeySourceException;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.millwright.controlplane.origin.PublicOrigin;
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
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.security.oauth2.jwt.JwtEncodingException;
import org.springframework.security.oauth2.server.authorization.context.AuthorizationServerContext;
import org.springframework.security.oauth2.server.authorization.context.AuthorizationServerContextHolder;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Around the authorization server: its issuer is the public origin, never what a Host header says; an address asks as often
 * as it may ask the API; and what the server cannot do now is a 503.
 */
final class IssuerFilter extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(IssuerFilter.class);
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final Set<String> FORMS = Set.of(SignInEndpoints.TOKEN, SignInEndpoints.REVOKE);

    /** Requests by reference: the library would look for what was pushed to it, and nothing can be. */
    private static final Set<String> REFERENCES = Set.of("request", "request_uri");

    private final PublicOrigin origin;
    private final AuthorizationServerSettings settings;
    private final Buckets addresses;
    private final ProblemWriter problems;

    IssuerFilter(
            PublicOrigin origin, AuthorizationServerSettings settings, RateSettings rates, ProblemWriter problems) {
        this.origin = origin;
        this.settings = settings;
        this.addresses = new Buckets(() -> Bucket.builder()
                .addLimit(limit -> limit.capacity(rates.burst()).refillGreedy(rates.perSecond(), Duration.ofSeconds(1)))
                .build());
        this.problems = problems;
    }

    /** What the library's parts ask about where they are. */
    private record Context(String getIssuer, AuthorizationServerSettings getAuthorizationServerSettings)
            implements AuthorizationServerContext {}

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ConsumptionProbe probe =
                addresses.of(NetworkAddress.of(request.getRemoteAddr())).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            problems.write(
                    response,
                    ProblemException.retry(
                            ProblemType.TOO_MANY_REQUESTS,
                            "This address sends more requests than it may.",
                            Duration.ofNanos(probe.getNanosToWaitForRefill())));
            return;
        }
        String path = request.getRequestURI();
        if (FORMS.contains(path) && request.getQueryString() != null) {
            // A token in an address ends in somebody's log.
            refuse(response, "The parameters belong into the body, not into the address.");
        } else if (path.equals(SignInEndpoints.AUTHORIZE)
                && !request.getMethod().equals("GET")) {
            problems.write(
                    response,
                    ProblemException.of(ProblemType.METHOD_NOT_ALLOWED, "A browser asks for a code with GET."));
        } else if (!FORMS.contains(path) && REFERENCES.stream().anyMatch(name -> request.getParameter(name) != null)) {
            refuse(response, "A request for a code says everything itself.");
        } else {
            answer(request, response, chain);
        }
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        AuthorizationServerContextHolder.setContext(new Context(origin.uri().toString(), settings));
        try {
            chain.doFilter(request, response);
        } catch (DataAccessException | TransactionException | JwtEncodingException e) {
            unavailable(response, e);
        } catch (IllegalStateException e) {
            if (!(e.getCause() instanceof KeySourceException)) {
                throw e;
            }
            unavailable(response, e);
        } finally {
            AuthorizationServerContextHolder.resetContext();
        }
    }

    private void unavailable(HttpServletResponse response, RuntimeException failure) throws IOException {
        LOG.atWarn().addKeyValue("reason", failure.getClass().getSimpleName()).log("nobody can be signed in now");
        problems.write(
                response, ProblemException.retry(ProblemType.UNAVAILABLE, "Nobody can be signed in now.", RETRY));
    }

    private void refuse(HttpServletResponse response, String sentence) throws IOException {
        problems.write(response, ProblemException.of(ProblemType.INVALID_REQUEST, sentence));
    }
}
