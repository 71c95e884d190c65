package io.millwright.controlplane.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.millwright.controlplane.ControlPlaneIT;
import io.millwright.controlplane.account.SessionsEnd;
import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.identity.Grant;
import io.millwright.controlplane.identity.Role;
import io.millwright.controlplane.signin.TestBrowser.Tokens;
import io.millwright.controlplane.signin.TestPeople.Somebody;
import io.millwright.wire.TenantId;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class AccessTokenIT extends ControlPlaneIT {

    private Somebody somebody;
    private TestBrowser browser;
    private Tokens tokens;
    private ECKey key;
    private JWTClaimsSet claims;

    @BeforeEach
    void aTokenThatOpens() throws ParseException {
        somebody = TestPeople.verified(platform());
        browser = TestPeople.signedIn(platform(), somebody);
        tokens = browser.tokens();
        key = platform().bean(SigningKeys.class).newest().orElseThrow();
        claims = SignedJWT.parse(tokens.access()).getJWTClaimsSet();
        assertThat(callerOf(tokens.access())).isPresent();
    }

    @Test
    void the_same_claims_signed_by_our_key_open() throws JOSEException {
        assertThat(callerOf(signed(header(), claims, new ECDSASigner(key)))).isPresent();
    }

    @Test
    void an_unsigned_token_opens_nothing() {
        String header = tokens.access().split("\\.")[0];
        String body = tokens.access().split("\\.")[1];

        assertThat(callerOf(new PlainJWT(claims).serialize())).isEmpty();
        assertThat(callerOf(header + "." + body + ".")).isEmpty();
        assertThat(callerOf(header + "." + body)).isEmpty();
        assertThat(callerOf("")).isEmpty();
        assertThat(callerOf("x".repeat(100_000))).isEmpty();
        assertThat(callerOf(tokens.access() + "x")).isEmpty();
    }

    @Test
    void the_public_key_is_no_secret_to_sign_with() throws JOSEException {
        for (byte[] secret : List.of(
                key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8),
                key.toECPublicKey().getEncoded(),
                key.getX().decode())) {
            JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                    .type(new JOSEObjectType("at+jwt"))
                    .keyID(key.getKeyID())
                    .build();

            assertThat(callerOf(signed(header, claims, new MACSigner(secret)))).isEmpty();
        }
    }

    @Test
    void a_key_that_the_token_brings_along_is_not_believed() throws JOSEException {
        ECKey foreign = new ECKeyGenerator(Curve.P_256).keyID(key.getKeyID()).generate();
        RSAKey rsa = new RSAKeyGenerator(2048).keyID(key.getKeyID()).generate();
        JWSHeader plain = header();
        JWSHeader bringing = new JWSHeader.Builder(header())
                .jwk(foreign.toPublicJWK())
                .jwkURL(java.net.URI.create(platform().api() + "/oauth2/jwks"))
                .build();
        JWSHeader other = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(key.getKeyID())
                .build();

        assertThat(callerOf(signed(plain, claims, new ECDSASigner(foreign)))).isEmpty();
        assertThat(callerOf(signed(bringing, claims, new ECDSASigner(foreign)))).isEmpty();
        assertThat(callerOf(signed(other, claims, new RSASSASigner(rsa)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../../../dev/null", "/dev/null", "' OR 1=1 --", "http://127.0.0.1/key", "another"})
    void a_key_id_is_a_name_and_nothing_else(String id) throws JOSEException {
        ECKey foreign = new ECKeyGenerator(Curve.P_256).generate();
        JWSHeader header = new JWSHeader.Builder(header()).keyID(id).build();

        assertThat(callerOf(signed(header, claims, new ECDSASigner(foreign)))).isEmpty();
        assertThat(callerOf(signed(header, claims, new ECDSASigner(key)))).isEmpty();
    }

    @Test
    void a_token_of_another_kind_opens_nothing() throws JOSEException {
        for (JOSEObjectType type : List.of(JOSEObjectType.JWT, new JOSEObjectType("logout+jwt"))) {
            assertThat(callerOf(
                            signed(new JWSHeader.Builder(header()).type(type).build(), claims, new ECDSASigner(key))))
                    .isEmpty();
        }
        assertThat(callerOf(signed(
                        new JWSHeader.Builder(JWSAlgorithm.ES256)
                                .keyID(key.getKeyID())
                                .build(),
                        claims,
                        new ECDSASigner(key))))
                .isEmpty();
    }

    @Test
    void claims_that_are_not_as_we_make_them_open_nothing() throws JOSEException {
        Instant now = Instant.now();
        List<UnaryOperator<JWTClaimsSet.Builder>> changes = List.of(
                of -> of.issuer("https://evil.example"),
                of -> of.issuer(platform().api() + "/"),
                of -> of.issuer(null),
                of -> of.audience("another-api"),
                of -> of.audience((String) null),
                of -> of.expirationTime(Date.from(now.minusSeconds(10))),
                of -> of.expirationTime(null),
                of -> of.notBeforeTime(Date.from(now.plusSeconds(60))),
                of -> of.subject("u-00000000000000000000000000"),
                of -> of.subject("administrator"),
                of -> of.subject(null),
                of -> of.claim("sid", "another"),
                of -> of.claim("sid", 7),
                of -> of.claim("sid", null),
                of -> of.claim("family", null),
                of -> of.claim("family", "another"),
                of -> of.claim("client_id", null),
                of -> of.jwtID(null));

        for (UnaryOperator<JWTClaimsSet.Builder> change : changes) {
            JWTClaimsSet changed =
                    change.apply(new JWTClaimsSet.Builder(claims)).build();

            assertThat(callerOf(signed(header(), changed, new ECDSASigner(key))))
                    .describedAs(changed.toString())
                    .isEmpty();
        }
    }

    @Test
    void the_token_of_one_login_does_not_name_another_person() throws JOSEException {
        Somebody other = TestPeople.verified(platform());
        JWTClaimsSet changed =
                new JWTClaimsSet.Builder(claims).subject(other.id().value()).build();

        assertThat(callerOf(signed(header(), changed, new ECDSASigner(key)))).isEmpty();
    }

    @Test
    void who_is_disabled_is_out_with_the_next_request() {
        TestPeople.disable(platform(), somebody);

        assertThat(callerOf(tokens.access())).isEmpty();
        assertThat(browser.get("/session").statusCode()).isEqualTo(401);
    }

    @Test
    void what_somebody_is_a_member_of_is_asked_every_time() {
        TenantId tenant = tenant("signin-members");
        assertThat(member().grants()).isEmpty();

        membership(tenant, "engineer");
        assertThat(member().grants()).containsEntry(tenant, Grant.of(Role.ENGINEER));
        Caller before = member();
        assertThat(platform().bean(AccessTokens.class).stillOpens(before)).isTrue();

        platform()
                .bean(JdbcClient.class)
                .sql("DELETE FROM membership WHERE person = :person")
                .param("person", somebody.id().value())
                .update();
        assertThat(member().grants()).isEmpty();
        assertThat(platform().bean(AccessTokens.class).stillOpens(before)).isFalse();
    }

    @Test
    void when_sessions_end_they_all_do() {
        Tokens elsewhere = TestPeople.signedIn(platform(), somebody).tokens();
        Tokens of =
                TestPeople.signedIn(platform(), TestPeople.verified(platform())).tokens();
        Caller caller = member();

        platform().publish(new SessionsEnd(somebody.id()));

        assertThat(callerOf(tokens.access())).isEmpty();
        assertThat(callerOf(elsewhere.access())).isEmpty();
        assertThat(browser.refresh(tokens.refresh()).error()).isEqualTo("invalid_grant");
        assertThat(platform().bean(AccessTokens.class).stillOpens(caller)).isFalse();
        assertThat(callerOf(of.access())).isPresent();
    }

    @Test
    void a_session_cookie_is_no_credential_for_the_api() {
        assertThat(browser.get("/api/v1/me").statusCode()).isEqualTo(401);
        assertThat(browser.get("/userinfo").statusCode()).isEqualTo(401);
    }

    private Optional<Caller> callerOf(String token) {
        return platform().bean(AccessTokens.class).callerOf(token);
    }

    private Caller.Member member() {
        return (Caller.Member) callerOf(tokens.access()).orElseThrow();
    }

    private JWSHeader header() {
        return new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(key.getKeyID())
                .build();
    }

    private void membership(TenantId tenant, String role) {
        platform()
                .bean(JdbcClient.class)
                .sql("""
                    INSERT INTO tenant_account (uid, tenant, born_at) VALUES ('uid-' || :tenant, :tenant, now())
                    ON CONFLICT DO NOTHING
                    """)
                .param("tenant", tenant.value())
                .update();
        platform()
                .bean(JdbcClient.class)
                .sql("""
                    INSERT INTO membership (tenant_uid, tenant, person, role, since, granted_by)
                    SELECT uid, tenant, :person, :role, now(), 'test' FROM tenant_account
                    WHERE tenant = :tenant AND removed_at IS NULL
                    """)
                .param("person", somebody.id().value())
                .param("role", role)
                .param("tenant", tenant.value())
                .update();
    }

    private static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) throws JOSEException {
        SignedJWT token = new SignedJWT(header, claims);
        token.sign(signer);
        return token.serialize();
    }
}
