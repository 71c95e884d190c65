package io.millwright.controlplane.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.millwright.controlplane.ControlPlaneIT;
import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.signin.TestBrowser.Tokens;
import io.millwright.controlplane.signin.TestPeople.Somebody;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CodeFlowIT extends ControlPlaneIT {

    @Test
    void a_session_becomes_a_code_and_the_code_becomes_tokens() throws Exception {
        Somebody somebody = TestPeople.verified(platform());
        TestBrowser browser = TestPeople.signedIn(platform(), somebody);

        String location = TestBrowser.location(browser.authorize());
        Tokens tokens = browser.exchange(TestBrowser.parameter(location, "code"));

        assertThat(location).startsWith(platform().api() + "/signed-in?code=");
        assertThat(TestBrowser.parameter(location, "state")).isEqualTo("a-state");
        assertThat(tokens.status()).isEqualTo(200);
        assertThat(tokens.body().path("token_type").asString()).isEqualTo("Bearer");
        assertThat(tokens.body().path("expires_in").asInt()).isBetween(895, 900);
        assertThat(tokens.refresh()).hasSize(43);
        SignedJWT access = SignedJWT.parse(tokens.access());
        JWSHeader header = access.getHeader();
        assertThat(header.getAlgorithm().getName()).isEqualTo("ES256");
        assertThat(header.getType().getType()).isEqualTo("at+jwt");
        JWKSet served = JWKSet.parse(browser.get("/oauth2/jwks").body());
        assertThat(served.getKeys())
                .allSatisfy(key -> assertThat(key.isPrivate()).isFalse());
        assertThat(access.verify(new ECDSAVerifier(
                        served.getKeyByKeyId(header.getKeyID()).toECKey())))
                .isTrue();
        JWTClaimsSet claims = access.getJWTClaimsSet();
        assertThat(claims.getIssuer()).isEqualTo(platform().api().toString());
        assertThat(claims.getAudience()).containsExactly("millwright-api");
        assertThat(claims.getSubject()).isEqualTo(somebody.id().value());
        assertThat(claims.getStringClaim("client_id")).isEqualTo("portal");
        assertThat(claims.getClaims()).containsKeys("sid", "family", "iat", "nbf", "exp", "jti");
        assertThat(Duration.between(
                        claims.getIssueTime().toInstant(),
                        claims.getExpirationTime().toInstant()))
                .isEqualTo(Duration.ofMinutes(15));
        SignedJWT id = SignedJWT.parse(tokens.body().path("id_token").asString());
        assertThat(id.getHeader().getAlgorithm().getName()).isEqualTo("ES256");
        assertThat(id.getJWTClaimsSet().getAudience()).containsExactly("portal");
        assertThat(id.getJWTClaimsSet().getClaims())
                .containsEntry("nonce", "a-nonce")
                .containsEntry("email", somebody.email())
                .containsEntry("name", "Some Body")
                .containsEntry("email_verified", true);
        assertThat(platform().bean(AccessTokens.class).callerOf(tokens.access()))
                .hasValueSatisfying(caller -> assertThat(caller)
                        .isInstanceOfSatisfying(
                                Caller.Member.class,
                                member -> assertThat(member.id()).isEqualTo(somebody.id())));
        assertThat(platform().bean(AccessTokens.class).callerOf(id.serialize())).isEmpty();
    }

    @Test
    void without_a_session_the_way_goes_through_the_sign_in_page_and_back_to_the_same_request() {
        TestBrowser browser = new TestBrowser(platform().api());

        String location = TestBrowser.location(browser.authorize("state", "x&y=//evil.example#z"));

        assertThat(location).startsWith("/login?continue=%2Foauth2%2Fauthorize%3F");
        String way = TestBrowser.parameter(location, "continue");
        assertThat(way).startsWith("/oauth2/authorize?response_type=code&client_id=portal&");
        Somebody somebody = TestPeople.verified(platform());
        browser.signIn(somebody.email(), TestPeople.PASSWORD);
        String back = TestBrowser.location(browser.get(way));
        assertThat(back).startsWith(platform().api() + "/signed-in?code=");
        assertThat(TestBrowser.parameter(back, "state")).isEqualTo("x&y=//evil.example#z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example/oauth2/authorize",
                "/oauth2/authorize/..//evil.example",
                "/oauth2/authorize;x",
                "/%2F/evil.example/oauth2/authorize",
                "/oauth2/authorize%5C@evil.example"
            })
    void no_path_leads_out_of_this_origin(String path) {
        String answer = TestBrowser.location(
                new TestBrowser(platform().api()).get(platform().api() + path + "?continue=//evil.example"));

        assertThat(answer).doesNotContain("evil.example");
    }

    @Test
    void who_must_not_see_a_page_is_told_that_nobody_is_signed_in() {
        String location = TestBrowser.location(new TestBrowser(platform().api()).authorize("prompt", "none"));

        assertThat(location).startsWith(platform().api() + "/signed-in?error=login_required");
        assertThat(TestBrowser.parameter(location, "state")).isEqualTo("a-state");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "code_challenge_method,plain",
                "code_challenge_method,-",
                "code_challenge,-",
                "scope,openid admin",
                "prompt,none login"
            })
    void what_the_portal_would_not_ask_is_told_to_the_portal(String name, String value) {
        TestBrowser browser = TestPeople.signedIn(platform(), TestPeople.verified(platform()));

        String location = TestBrowser.location(browser.authorize(name, value));

        assertThat(location).startsWith(platform().api() + "/signed-in?error=invalid_");
        assertThat(location).doesNotContain("code=");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "redirect_uri,https://evil.example/signed-in",
                "redirect_uri,http://127.0.0.1:1/signed-in",
                "redirect_uri,-",
                "redirect_uri,/signed-in",
                "client_id,somebody-else",
                "client_id,-",
                "response_type,token",
                "request_uri,urn:ietf:params:oauth:request_uri:x",
                "request,eyJhbGciOiJub25lIn0.e30."
            })
    void a_request_that_cannot_be_trusted_leads_nowhere(String name, String value) {
        TestBrowser signedIn = TestPeople.signedIn(platform(), TestPeople.verified(platform()));
        for (TestBrowser browser : List.of(signedIn, new TestBrowser(platform().api()))) {
            HttpResponse<String> answer = browser.authorize(name, value);

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.headers().firstValue("Location")).isEmpty();
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        }
    }

    @Test
    void a_redirect_with_more_than_was_registered_is_another() {
        TestBrowser browser = TestPeople.signedIn(platform(), TestPeople.verified(platform()));

        for (String more : List.of("/", "?a=b", "#a", "/../evil", "@evil.example")) {
            assertThat(browser.authorize("redirect_uri", platform().api() + "/signed-in" + more)
                            .statusCode())
                    .describedAs(more)
                    .isEqualTo(400);
        }
    }

    @Test
    void a_request_for_a_code_is_read_by_get_alone() {
        TestBrowser browser = TestPeople.signedIn(platform(), TestPeople.verified(platform()));

        HttpResponse<String> answer = browser.form(
                "/oauth2/authorize",
                Map.of(),
                "response_type",
                "code",
                "client_id",
                "portal",
                "redirect_uri",
                platform().api() + "/signed-in",
                "code_challenge",
                TestBrowser.challenge(TestBrowser.VERIFIER),
                "code_challenge_method",
                "S256");

        assertThat(answer.statusCode()).isIn(404, 405);
        assertThat(answer.headers().firstValue("Location")).isEmpty();
    }

    @Test
    void a_code_without_its_verifier_is_worth_nothing() {
        TestBrowser browser = TestPeople.signedIn(platform(), TestPeople.verified(platform()));
        String redirect = platform().api() + "/signed-in";
        String code = browser.code();

        assertThat(browser.exchange(code, "another-verifier-of-tests-that-is-long-enough", redirect)
                        .error())
                .isEqualTo("invalid_grant");
        assertThat(browser.exchange(code, TestBrowser.challenge(TestBrowser.VERIFIER), redirect)
                        .error())
                .isEqualTo("invalid_grant");
        assertThat(browser.exchange(code, TestBrowser.VERIFIER, "https://evil.example/signed-in")
                        .error())
                .isEqualTo("invalid_grant");
        assertThat(browser.token(
                                "grant_type",
                                "authorization_code",
                                "client_id",
                                "portal",
                                "code",
                                code,
                                "redirect_uri",
                                redirect)
                        .status())
                .isIn(400, 401);
        assertThat(browser.exchange(code).status()).isEqualTo(200);
    }

    @Test
    void a_code_that_comes_again_ends_what_came_from_it() {
        TestBrowser browser = TestPeople.signedIn(platform(), TestPeople.verified(platform()));
        String code = browser.code();
        Tokens first = browser.exchange(code);

        Tokens second = browser.exchange(code);

        assertThat(second.error()).isEqualTo("invalid_grant");
        assertThat(browser.refresh(first.refresh()).error()).isEqualTo("invalid_grant");
        assertThat(platform().bean(AccessTokens.class).callerOf(first.access())).isEmpty();
    }

    @Test
    void of_many_who_use_one_code_at_once_one_at_most_gets_tokens() throws Exception {
        TestBrowser browser = TestPeople.signedIn(platform(), TestPeople.verified(platform()));
        String code = browser.code();

        List<Tokens> answers = atOnce(12, () -> browser.exchange(code));

        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSizeLessThanOrEqualTo(1);
        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isIn(200, 400));
    }

    @Test
    void a_code_waits_a_minute() {
        Somebody somebody = TestPeople.verified(platform());
        TestBrowser browser = TestPeople.signedIn(platform(), somebody);
        String code = browser.code();
        platform()
                .bean(JdbcClient.class)
                .sql("""
                    UPDATE token_family SET code_expires_at = now() - interval '1 second'
                    WHERE login IN (SELECT id FROM login WHERE person = :person)
                    """)
                .param("person", somebody.id().value())
                .update();

        assertThat(browser.exchange(code).error()).isEqualTo("invalid_grant");
    }

    @Test
    void a_person_who_was_disabled_meanwhile_gets_no_code() {
        Somebody somebody = TestPeople.verified(platform());
        TestBrowser browser = TestPeople.signedIn(platform(), somebody);
        TestPeople.disable(platform(), somebody);

        assertThat(TestBrowser.location(browser.authorize())).startsWith("/login?");
    }

    @Test
    void the_server_says_what_there_is_and_no_more() {
        JsonNode metadata = JsonMapper.shared()
                .readTree(new TestBrowser(platform().api())
                        .get("/.well-known/openid-configuration")
                        .body());

        String origin = platform().api().toString();
        assertThat(metadata.path("issuer").asString()).isEqualTo(origin);
        assertThat(metadata.path("authorization_endpoint").asString()).isEqualTo(origin + "/oauth2/authorize");
        assertThat(metadata.path("token_endpoint").asString()).isEqualTo(origin + "/oauth2/token");
        assertThat(metadata.path("revocation_endpoint").asString()).isEqualTo(origin + "/oauth2/revoke");
        assertThat(metadata.path("userinfo_endpoint").asString()).isEqualTo(origin + "/userinfo");
        assertThat(metadata.path("jwks_uri").asString()).isEqualTo(origin + "/oauth2/jwks");
        assertThat(metadata.path("code_challenge_methods_supported").toString()).isEqualTo("[\"S256\"]");
        assertThat(metadata.path("id_token_signing_alg_values_supported").toString())
                .isEqualTo("[\"ES256\"]");
        assertThat(metadata.propertyNames())
                .doesNotContain("end_session_endpoint", "introspection_endpoint", "dpop_signing_alg_values_supported");
        assertThat(metadata.path("grant_types_supported").toString())
                .isEqualTo("[\"authorization_code\",\"client_credentials\",\"refresh_token\"]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/oauth2/introspect",
                "/oauth2/device_authorization",
                "/oauth2/par",
                "/oauth2/register",
                "/connect/logout",
                "/connect/register",
                "/oauth2/consent"
            })
    void what_is_not_used_is_not_there(String path) {
        HttpResponse<String> answer = new TestBrowser(platform().api()).form(path, Map.of(), "token", "x");

        assertThat(answer.statusCode()).isIn(401, 404);
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void the_issuer_does_not_follow_the_host_header() {
        String named = new TestBrowser(java.net.URI.create(
                        "http://localhost:" + platform().api().getPort()))
                .get("/.well-known/openid-configuration")
                .body();

        assertThat(named).contains(platform().api().toString()).doesNotContain("localhost");
    }

    static <T> List<T> atOnce(int count, Callable<T> action) throws Exception {
        List<Future<T>> running = new java.util.ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                running.add(threads.submit(action));
            }
        }
        List<T> results = new java.util.ArrayList<>();
        for (Future<T> future : running) {
            results.add(future.get());
        }
        return results;
    }
}
