package io.millwright.controlplane.signin;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.millwright.controlplane.account.People;
import io.millwright.controlplane.identity.ApiKeys;
import io.millwright.controlplane.identity.BearerTokens;
import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.identity.UserId;
import io.millwright.controlplane.origin.PublicOrigin;
import java.text.ParseException;
import java.time.Clock;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Believes a token if one of our keys signed it with ES256, as an access token for this API and this issuer, and it is in its
 * time. Whom it lets in is asked of the database every time: the login, its family, the person and what they are a member of;
 * or the row of the API key.
 */
@Component
class AccessTokens implements BearerTokens {

    private static final int LONGEST = 4096;

    /** What the clocks of two of our processes may differ by. */
    private static final int SKEW_SECONDS = 5;

    private final PublicOrigin origin;
    private final TokenFamilies families;
    private final Logins logins;
    private final People people;
    private final ApiKeys keys;
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    AccessTokens(
            SigningKeys signing,
            PublicOrigin origin,
            TokenFamilies families,
            Logins logins,
            People people,
            ApiKeys keys,
            Clock clock) {
        this.origin = origin;
        this.families = families;
        this.logins = logins;
        this.people = people;
        this.keys = keys;
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType(TokenClaims.TYPE)));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.ES256, signing));
        DefaultJWTClaimsVerifier<SecurityContext> claims =
                new DefaultJWTClaimsVerifier<>(
                        TokenClaims.AUDIENCE,
                        new JWTClaimsSet.Builder().build(),
                        Set.of("iss", "sub", "iat", "nbf", "exp", "jti", TokenClaims.CLIENT)) {
                    @Override
                    protected Date currentTime() {
                        return Date.from(clock.instant());
                    }
                };
        claims.setMaxClockSkew(SKEW_SECONDS);
        processor.setJWTClaimsSetVerifier(claims);
    }

    @Override
    public Optional<Caller> callerOf(String token) {
        if (token.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            JWTClaimsSet claims = processor.process(token, null);
            return origin.uri().toString().equals(claims.getIssuer()) ? caller(claims) : Optional.empty();
        } catch (ParseException | BadJOSEException | JOSEException | IllegalArgumentException e) {
            return Optional.empty(); // Not a token of ours; why not is nobody's business.
        }
    }

    /** A stream stays open while its caller would be let in with the same rights, and the person is signed in anywhere. */
    @Override
    public boolean stillOpens(Caller caller) {
        return switch (caller) {
            case Caller.Administrator(Optional<UserId> user) ->
                user.filter(id -> isSignedIn(id, caller)).isPresent();
            case Caller.Member member -> isSignedIn(member.id(), caller);
            case Caller.TenantKey key ->
                keys.callerWithId(key.id()).filter(key::equals).isPresent();
        };
    }

    private boolean isSignedIn(UserId person, Caller as) {
        return logins.anyOf(person) && people.caller(person).filter(as::equals).isPresent();
    }

    private Optional<Caller> caller(JWTClaimsSet claims) throws ParseException {
        String client = claims.getStringClaim(TokenClaims.CLIENT);
        String login = claims.getStringClaim(TokenClaims.LOGIN);
        if (login == null) {
            return keys.callerWithId(client);
        }
        String family = claims.getStringClaim(TokenClaims.FAMILY);
        Login named = new Login(login, new UserId(claims.getSubject()));
        if (family == null || !families.opens(family, named)) {
            return Optional.empty();
        }
        CurrentLogin.remember(named);
        return people.caller(named.person());
    }
}
