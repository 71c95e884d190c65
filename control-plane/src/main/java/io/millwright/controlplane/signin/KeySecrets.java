package io.millwright.controlplane.signin;

import io.millwright.controlplane.identity.ApiKeys;
import io.millwright.controlplane.identity.Caller;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;

/** API keys as clients: the key's id and its secret. */
final class KeySecrets implements AuthenticationProvider {

    private final ApiKeys keys;
    private final Clients clients;

    KeySecrets(ApiKeys keys, Clients clients) {
        this.keys = keys;
        this.clients = clients;
    }

    @Override
    public @Nullable Authentication authenticate(Authentication authentication) {
        OAuth2ClientAuthenticationToken client = (OAuth2ClientAuthenticationToken) authentication;
        if (client.getClientAuthenticationMethod().equals(ClientAuthenticationMethod.NONE)) {
            return null;
        }
        Optional<Caller> caller =
                client.getCredentials() instanceof String secret ? keys.callerOf(secret) : Optional.empty();
        if (caller.isPresent()
                && caller.get() instanceof Caller.TenantKey key
                && key.id().equals(client.getPrincipal())) {
            return new OAuth2ClientAuthenticationToken(clients.of(key), client.getClientAuthenticationMethod(), null);
        }
        throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
    }

    @Override
    public boolean supports(Class<?> type) {
        return OAuth2ClientAuthenticationToken.class.isAssignableFrom(type);
    }
}
