package io.millwright.controlplane.signin;

import io.millwright.controlplane.signin.TokenFamilies.Family;
import java.security.Principal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.stereotype.Component;

/** {@link TokenFamilies} as the library's providers want to see them: digests in, and no token ever out again. */
@Component
class AuthorizationCodes implements OAuth2AuthorizationService {

    private static final OAuth2TokenType CODE = new OAuth2TokenType(OAuth2ParameterNames.CODE);

    /** Where the library looks whether a used code has brought forth anything that has to be ended. */
    private static final OAuth2RefreshToken ISSUED = new OAuth2RefreshToken("issued", Instant.EPOCH);

    private final TokenFamilies families;
    private final Clients clients;

    AuthorizationCodes(TokenFamilies families, Clients clients) {
        this.families = families;
        this.clients = clients;
    }

    /** @throws OAuth2AuthenticationException invalid_grant for a code that another request exchanged meanwhile */
    @Override
    public void save(OAuth2Authorization authorization) {
        OAuth2Authorization.Token<OAuth2AuthorizationCode> code = authorization.getToken(OAuth2AuthorizationCode.class);
        OAuth2Authorization.Token<OAuth2RefreshToken> refresh = authorization.getRefreshToken();
        if (authorization.getAuthorizationGrantType().equals(AuthorizationGrantType.CLIENT_CREDENTIALS)) {
            return; // The key's own row decides about its tokens.
        }
        if (code != null && !code.isInvalidated()) {
            families.begin(
                    family(authorization, code.getToken()),
                    OpaqueToken.sha256(code.getToken().getTokenValue()));
        } else if (code != null && refresh != null && !refresh.isInvalidated()) {
            exchange(authorization.getId(), refresh.getToken());
        } else {
            families.end(authorization.getId());
        }
    }

    @Override
    public @Nullable OAuth2Authorization findByToken(String token, @Nullable OAuth2TokenType type) {
        if (type != null && CODE.equals(type)) {
            return families.ofCode(OpaqueToken.sha256(token))
                    .map(family -> ofCode(family, token))
                    .orElse(null);
        }
        return families.ofRefreshToken(OpaqueToken.sha256(token))
                .map(family -> authorization(family)
                        .refreshToken(new OAuth2RefreshToken(token, Instant.EPOCH))
                        .build())
                .orElse(null);
    }

    @Override
    public @Nullable OAuth2Authorization findById(String id) {
        return null;
    }

    @Override
    public void remove(OAuth2Authorization authorization) {
        families.end(authorization.getId());
    }

    private void exchange(String family, OAuth2RefreshToken refresh) {
        boolean first = families.exchange(
                family, OpaqueToken.sha256(refresh.getTokenValue()), Objects.requireNonNull(refresh.getExpiresAt()));
        if (!first) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT);
        }
    }

    private static Family family(OAuth2Authorization authorization, OAuth2AuthorizationCode code) {
        OAuth2AuthorizationRequest request =
                Objects.requireNonNull(authorization.getAttribute(OAuth2AuthorizationRequest.class.getName()));
        SignedIn person = Objects.requireNonNull(authorization.getAttribute(Principal.class.getName()));
        Map<String, Object> parameters = request.getAdditionalParameters();
        return new Family(
                authorization.getId(),
                person.login(),
                authorization.getAuthorizedScopes(),
                Objects.requireNonNull(request.getRedirectUri()),
                String.valueOf(parameters.get(PkceParameterNames.CODE_CHALLENGE)),
                parameters.get(OidcParameterNames.NONCE) instanceof String nonce ? nonce : null,
                Objects.requireNonNull(code.getExpiresAt()),
                false);
    }

    private OAuth2Authorization ofCode(Family family, String value) {
        OAuth2AuthorizationCode code = new OAuth2AuthorizationCode(value, Instant.EPOCH, family.codeExpiresAt());
        OAuth2Authorization.Builder found = authorization(family).token(code);
        return family.codeUsed() ? found.refreshToken(ISSUED).invalidate(code).build() : found.build();
    }

    private OAuth2Authorization.Builder authorization(Family family) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put(PkceParameterNames.CODE_CHALLENGE, family.codeChallenge());
        parameters.put(PkceParameterNames.CODE_CHALLENGE_METHOD, "S256");
        if (family.nonce() != null) {
            parameters.put(OidcParameterNames.NONCE, family.nonce());
        }
        SignedIn person = new SignedIn(family.login());
        return OAuth2Authorization.withRegisteredClient(clients.portal())
                .id(family.id())
                .principalName(person.getName())
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .authorizedScopes(family.scopes())
                .attribute(Principal.class.getName(), person)
                .attribute(
                        OAuth2AuthorizationRequest.class.getName(),
                        OAuth2AuthorizationRequest.authorizationCode()
                                .authorizationUri("/oauth2/authorize")
                                .clientId(Clients.PORTAL)
                                .redirectUri(family.redirectUri())
                                .scopes(family.scopes())
                                .additionalParameters(parameters)
                                .build());
    }
}
