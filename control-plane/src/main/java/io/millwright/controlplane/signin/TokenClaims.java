package io.millwright.controlplane.signin;

import com.nimbusds.jose.jwk.ECKey;
import io.millwright.controlplane.account.People;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncodingException;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.stereotype.Component;

/** What our tokens say beside what every token says, and with which key. */
@Component
class TokenClaims implements OAuth2TokenCustomizer<JwtEncodingContext> {

    static final String AUDIENCE = "millwright-api";
    static final String TYPE = "at+jwt";
    static final String LOGIN = "sid";
    static final String FAMILY = "family";
    static final String CLIENT = "client_id";

    private final SigningKeys keys;
    private final People people;

    TokenClaims(SigningKeys keys, People people) {
        this.keys = keys;
        this.people = people;
    }

    /** @throws JwtEncodingException while there is no key */
    @Override
    public void customize(JwtEncodingContext context) {
        ECKey key = keys.newest().orElseThrow(() -> new JwtEncodingException("there is no signing key"));
        context.getJwsHeader().algorithm(SignatureAlgorithm.ES256).keyId(key.getKeyID());
        JwtClaimsSet.Builder claims = context.getClaims();
        boolean access = context.getTokenType().equals(OAuth2TokenType.ACCESS_TOKEN);
        if (access) {
            context.getJwsHeader().type(TYPE);
            claims.audience(List.of(AUDIENCE))
                    .claim(CLIENT, context.getRegisteredClient().getClientId());
        }
        if (context.getPrincipal() instanceof SignedIn person) {
            claims.claim(LOGIN, person.login().id());
            if (access) {
                claims.claim(
                        FAMILY,
                        Objects.requireNonNull(context.getAuthorization()).getId());
            } else {
                describe(person, context.getAuthorizedScopes(), claims);
            }
        } else {
            claims.subject(context.getRegisteredClient().getId()); // As audit entries name a key.
        }
    }

    private void describe(SignedIn person, Set<String> scopes, JwtClaimsSet.Builder claims) {
        people.find(person.login().person()).ifPresent(known -> {
            if (scopes.contains(OidcScopes.EMAIL)) {
                claims.claim("email", known.email()).claim("email_verified", known.verified());
            }
            if (scopes.contains(OidcScopes.PROFILE)) {
                claims.claim("name", known.name());
            }
        });
    }
}
