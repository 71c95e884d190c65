package io.millwright.controlplane.signin;

import io.millwright.controlplane.identity.ApiKeys;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.InMemoryOAuth2AuthorizationConsentService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationValidator;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenRevocationAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.PublicClientAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.token.DelegatingOAuth2TokenGenerator;
import org.springframework.security.oauth2.server.authorization.token.JwtGenerator;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenContext;
import org.springframework.stereotype.Component;

/** Which requests for codes and tokens are granted: the library's rules, and ours where it has none or others. */
@Component
class Grants {

    private final AuthenticationManager manager;

    Grants(
            AuthorizationCodes codes,
            TokenFamilies families,
            OpenLogins logins,
            Clients clients,
            ApiKeys apiKeys,
            SigningKeys keys,
            TokenClaims claims,
            Clock clock) {
        JwtGenerator access = new JwtGenerator(new NimbusJwtEncoder(keys));
        access.setClock(clock);
        access.setJwtCustomizer(claims);
        DelegatingOAuth2TokenGenerator tokens =
                new DelegatingOAuth2TokenGenerator(access, context -> refreshToken(context, clock));
        OAuth2AuthorizationCodeRequestAuthenticationProvider requests =
                new OAuth2AuthorizationCodeRequestAuthenticationProvider(
                        clients, codes, new InMemoryOAuth2AuthorizationConsentService());
        Consumer<OAuth2AuthorizationCodeRequestAuthenticationContext> redirect = Grants::requireRegisteredRedirect;
        requests.setAuthenticationValidator(
                redirect.andThen(OAuth2AuthorizationCodeRequestAuthenticationValidator.DEFAULT_SCOPE_VALIDATOR));
        manager = new ProviderManager(
                requests,
                new PublicClientRefresh(clients),
                new KeySecrets(apiKeys, clients),
                new PublicClientAuthenticationProvider(clients, codes),
                new OAuth2AuthorizationCodeAuthenticationProvider(codes, tokens),
                new RefreshGrant(families, logins, access, clock),
                new OAuth2ClientCredentialsAuthenticationProvider(codes, tokens),
                new OAuth2TokenRevocationAuthenticationProvider(codes));
    }

    AuthenticationManager manager() {
        return manager;
    }

    /** The library gives public clients none; ours is good once, and only with its family. */
    private static @Nullable OAuth2RefreshToken refreshToken(OAuth2TokenContext context, Clock clock) {
        if (!OAuth2TokenType.REFRESH_TOKEN.equals(context.getTokenType())) {
            return null;
        }
        Instant now = clock.instant();
        return new OAuth2RefreshToken(
                OpaqueToken.fresh().text(),
                now,
                now.plus(context.getRegisteredClient().getTokenSettings().getRefreshTokenTimeToLive()));
    }

    /** To the letter, and never left out. The library lets the port of a loopback address differ, which the portal's does not. */
    private static void requireRegisteredRedirect(OAuth2AuthorizationCodeRequestAuthenticationContext context) {
        OAuth2AuthorizationCodeRequestAuthenticationToken request = context.getAuthentication();
        if (request.getRedirectUri() == null
                || !context.getRegisteredClient().getRedirectUris().contains(request.getRedirectUri())) {
            throw new OAuth2AuthorizationCodeRequestAuthenticationException(
                    new OAuth2Error(
                            OAuth2ErrorCodes.INVALID_REQUEST,
                            "OAuth 2.0 Parameter: " + OAuth2ParameterNames.REDIRECT_URI,
                            null),
                    null);
        }
    }
}
