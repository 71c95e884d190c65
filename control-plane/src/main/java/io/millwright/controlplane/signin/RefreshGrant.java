package io.millwright.controlplane.signin;

import io.millwright.controlplane.signin.TokenFamilies.Family;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2RefreshTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.context.AuthorizationServerContextHolder;
import org.springframework.security.oauth2.server.authorization.token.DefaultOAuth2TokenContext;
import org.springframework.security.oauth2.server.authorization.token.JwtGenerator;

/**
 * A refresh token for a new pair. In the library's place, which looks first and writes later: here the writing decides, so that
 * of two uses at once at most one gets a pair.
 */
final class RefreshGrant implements AuthenticationProvider {

    private final TokenFamilies families;
    private final OpenLogins logins;
    private final JwtGenerator tokens;
    private final Clock clock;

    RefreshGrant(TokenFamilies families, OpenLogins logins, JwtGenerator tokens, Clock clock) {
        this.families = families;
        this.logins = logins;
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        OAuth2RefreshTokenAuthenticationToken grant = (OAuth2RefreshTokenAuthenticationToken) authentication;
        if (!(grant.getPrincipal() instanceof OAuth2ClientAuthenticationToken client)
                || !client.isAuthenticated()
                || client.getRegisteredClient() == null) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
        }
        RegisteredClient registered = client.getRegisteredClient();
        if (!registered.getAuthorizationGrantTypes().contains(AuthorizationGrantType.REFRESH_TOKEN)) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.UNAUTHORIZED_CLIENT);
        }
        if (!registered.getScopes().containsAll(grant.getScopes())) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_SCOPE);
        }
        OpaqueToken next = OpaqueToken.fresh();
        Instant now = clock.instant();
        Instant expires = now.plus(registered.getTokenSettings().getRefreshTokenTimeToLive());
        Optional<Family> family = families.rotate(OpaqueToken.sha256(grant.getRefreshToken()), next.sha256(), expires)
                .filter(living -> logins.person(living.login()).isPresent());
        return family.map(living -> new OAuth2AccessTokenAuthenticationToken(
                        registered,
                        client,
                        access(living, grant, registered),
                        new OAuth2RefreshToken(next.text(), now, expires)))
                .orElseThrow(() -> new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT));
    }

    @Override
    public boolean supports(Class<?> type) {
        return OAuth2RefreshTokenAuthenticationToken.class.isAssignableFrom(type);
    }

    private OAuth2AccessToken access(
            Family family, OAuth2RefreshTokenAuthenticationToken grant, RegisteredClient client) {
        SignedIn person = new SignedIn(family.login());
        Jwt token = Objects.requireNonNull(tokens.generate(DefaultOAuth2TokenContext.builder()
                .registeredClient(client)
                .principal(person)
                .authorizationServerContext(AuthorizationServerContextHolder.getContext())
                .authorization(OAuth2Authorization.withRegisteredClient(client)
                        .id(family.id())
                        .principalName(person.getName())
                        .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
                        .build())
                .authorizedScopes(family.scopes())
                .tokenType(OAuth2TokenType.ACCESS_TOKEN)
                .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
                .authorizationGrant(grant)
                .build()));
        return new OAuth2AccessToken(
                OAuth2AccessToken.TokenType.BEARER,
                token.getTokenValue(),
                token.getIssuedAt(),
                token.getExpiresAt(),
                family.scopes());
    }
}
