package io.millwright.controlplane.identity;

import io.millwright.controlplane.identity.Credential.ApiKey;
import io.millwright.controlplane.identity.Credential.Nothing;
import io.millwright.controlplane.identity.Credential.Token;
import io.millwright.controlplane.identity.Credential.TooMuch;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Turns an API key or an access token into a {@link Caller}. A wrong one is refused even where none is needed. */
final class CredentialFilter extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(CredentialFilter.class);

    private final ApiKeys keys;
    private final ObjectProvider<BearerTokens> tokens;
    private final WrongCredentials wrong;
    private final ProblemWriter problems;

    CredentialFilter(
            ApiKeys keys, ObjectProvider<BearerTokens> tokens, WrongCredentials wrong, ProblemWriter problems) {
        this.keys = keys;
        this.tokens = tokens;
        this.wrong = wrong;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Credential presented = Credential.of(request);
        if (presented instanceof Nothing) {
            chain.doFilter(request, response);
            return;
        }
        Optional<Caller> caller;
        try {
            caller = callerOf(presented);
        } catch (DataAccessException | TransactionException e) {
            LOG.atWarn().addKeyValue("reason", e.getClass().getSimpleName()).log("a credential could not be looked up");
            problems.write(
                    response,
                    ProblemException.retry(
                            ProblemType.UNAVAILABLE,
                            "The platform's database does not answer now.",
                            Duration.ofSeconds(5)));
            return;
        }
        if (caller.isEmpty()) {
            if (presented instanceof Token) {
                response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
            }
            problems.write(response, wrong.problem(presented, request.getRemoteAddr()));
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

    private Optional<Caller> callerOf(Credential presented) {
        return switch (presented) {
            case ApiKey(String key) -> keys.callerOf(key);
            case Token(String token) ->
                Optional.ofNullable(tokens.getIfAvailable()).flatMap(known -> known.callerOf(token));
            case TooMuch _, Nothing _ -> Optional.empty();
        };
    }
}
