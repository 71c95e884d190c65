package io.millwright.controlplane.signin;

import io.millwright.controlplane.origin.PublicOrigin;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.controlplane.problem.ProblemType;
import io.millwright.controlplane.problem.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * What becomes of a request for a code that brings none. A good one that only lacks a session goes to the sign-in page, which
 * is a path of this origin whatever the request says; what else is wrong is told to the client, at an address that was
 * registered; and where that address itself is wrong, to the browser alone.
 */
final class AuthorizeFailures implements AuthenticationFailureHandler {

    /** How the library says that nobody is signed in, after it has found everything else in order. */
    private static final String NOBODY = "OAuth 2.0 Parameter: principal";

    private final PublicOrigin origin;
    private final ProblemWriter problems;

    AuthorizeFailures(PublicOrigin origin, ProblemWriter problems) {
        this.origin = origin;
        this.problems = problems;
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException exception)
            throws IOException {
        if (!(exception instanceof OAuth2AuthorizationCodeRequestAuthenticationException failure)) {
            throw exception;
        }
        OAuth2Error error = failure.getError();
        OAuth2AuthorizationCodeRequestAuthenticationToken asked = failure.getAuthorizationCodeRequestAuthentication();
        String address = asked == null ? null : asked.getRedirectUri();
        if (asked == null || address == null) {
            problems.write(
                    response,
                    ProblemException.of(
                            ProblemType.INVALID_REQUEST,
                            "This is no request for a code that can be answered ("
                                    + Objects.requireNonNullElse(error.getDescription(), error.getErrorCode())
                                    + "); start again from the portal at "
                                    + origin.uri()
                                    + "."));
        } else if (error.getErrorCode().equals(OAuth2ErrorCodes.INVALID_REQUEST)
                && NOBODY.equals(error.getDescription())) {
            redirect(response, "/login?continue=" + encoded(request.getRequestURI() + "?" + request.getQueryString()));
        } else {
            redirect(response, told(address, error, asked.getState()));
        }
    }

    private static String told(String address, OAuth2Error error, @Nullable String state) {
        UriComponentsBuilder uri = UriComponentsBuilder.fromUriString(address)
                .queryParam(OAuth2ParameterNames.ERROR, error.getErrorCode());
        if (error.getDescription() != null) {
            uri.queryParam(
                    OAuth2ParameterNames.ERROR_DESCRIPTION,
                    UriUtils.encode(error.getDescription(), StandardCharsets.UTF_8));
        }
        if (state != null) {
            uri.queryParam(OAuth2ParameterNames.STATE, UriUtils.encode(state, StandardCharsets.UTF_8));
        }
        return uri.build(true).toUriString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void redirect(HttpServletResponse response, String location) {
        response.setStatus(HttpStatus.FOUND.value());
        response.setHeader(HttpHeaders.LOCATION, location);
    }
}
