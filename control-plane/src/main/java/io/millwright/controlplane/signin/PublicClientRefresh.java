package io.millwright.controlplane.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * The portal where it has no code to prove itself by: when it refreshes or revokes. It says who it is, and what it holds, a
 * token that is good once, is the proof. The library takes public clients with a code verifier only.
 */
final class PublicClientRefresh implements AuthenticationConverter, AuthenticationProvider {

    private static final String BY_TOKEN = "by-token";

    private final Clients clients;

    PublicClientRefresh(Clients clients) {
        this.clients = clients;
    }

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        String[] names = request.getParameterValues(OAuth2ParameterNames.CLIENT_ID);
        boolean refreshes = AuthorizationGrantType.REFRESH_TOKEN
                .getValue()
                .equals(request.getParameter(OAuth2ParameterNames.GRANT_TYPE));
        boolean revokes = request.getRequestURI().equals(SignInEndpoints.REVOKE);
        return names != null && names.length == 1 && !names[0].isEmpty() && (refreshes || revokes)
                ? new OAuth2ClientAuthenticationToken(
                        names[0], ClientAuthenticationMethod.NONE, null, Map.of(BY_TOKEN, true))
                : null;
    }

    @Override
    public @Nullable Authentication authenticate(Authentication authentication) {
        OAuth2ClientAuthenticationToken client = (OAuth2ClientAuthenticationToken) authentication;
        return client.getAdditionalParameters().containsKey(BY_TOKEN) && Clients.PORTAL.equals(client.getPrincipal())
                ? new OAuth2ClientAuthenticationToken(clients.portal(), ClientAuthenticationMethod.NONE, null)
                : null;
    }

    @Override
    public boolean supports(Class<?> type) {
        return OAuth2ClientAuthenticationToken.class.isAssignableFrom(type);
    }
}
