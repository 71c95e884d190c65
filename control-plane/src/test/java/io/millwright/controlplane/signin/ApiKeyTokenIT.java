package io.millwright.controlplane.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import io.millwright.controlplane.ApiClient.Answer;
import io.millwright.controlplane.ControlPlaneIT;
import io.millwright.controlplane.TestPlatform;
import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.signin.TestBrowser.Tokens;
import io.millwright.wire.TenantId;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApiKeyTokenIT extends ControlPlaneIT {

    @Test
    void a_key_becomes_a_token_that_speaks_for_the_same_key_until_it_is_revoked() throws Exception {
        TenantId tenant = tenant("signin-keys");
        Answer key = administrator().post("/api/v1/tenants/signin-keys/api-keys", "{\"name\":\"robot\"}");
        String id = key.body().path("id").asString();
        String secret = key.body().path("apiKey").asString();
        TestBrowser program = new TestBrowser(platform().api());

        Tokens posted = program.token("grant_type", "client_credentials", "client_id", id, "client_secret", secret);
        HttpResponse<String> basic = program.form(
                "/oauth2/token", Map.of("Authorization", basic(id, secret)), "grant_type", "client_credentials");

        assertThat(posted.status()).isEqualTo(200);
        assertThat(basic.statusCode()).isEqualTo(200);
        assertThat(posted.refresh()).isEmpty();
        assertThat(SignedJWT.parse(posted.access()).getJWTClaimsSet().getSubject())
                .isEqualTo("api-key:" + id);
        assertThat(platform().bean(AccessTokens.class).callerOf(posted.access()))
                .hasValueSatisfying(caller -> assertThat(caller).isInstanceOfSatisfying(Caller.TenantKey.class, own -> {
                    assertThat(own.id()).isEqualTo(id);
                    assertThat(own.of()).isEqualTo(tenant);
                }));

        administrator().delete("/api/v1/tenants/signin-keys/api-keys/" + id);

        assertThat(platform().bean(AccessTokens.class).callerOf(posted.access()))
                .isEmpty();
        assertThat(program.token("grant_type", "client_credentials", "client_id", id, "client_secret", secret)
                        .error())
                .isEqualTo("invalid_client");
    }

    @Test
    void a_secret_opens_under_the_id_of_its_own_key_alone() {
        tenant("signin-keys-b");
        Answer first = administrator().post("/api/v1/tenants/signin-keys-b/api-keys", "{\"name\":\"one\"}");
        Answer second = administrator().post("/api/v1/tenants/signin-keys-b/api-keys", "{\"name\":\"two\"}");
        String secret = first.body().path("apiKey").asString();
        TestBrowser program = new TestBrowser(platform().api());

        for (String id : new String[] {second.body().path("id").asString(), "portal", "administrator", "x"}) {
            Tokens refused =
                    program.token("grant_type", "client_credentials", "client_id", id, "client_secret", secret);

            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.error()).isEqualTo("invalid_client");
        }
        assertThat(program.token(
                                "grant_type",
                                "client_credentials",
                                "client_id",
                                "administrator",
                                "client_secret",
                                TestPlatform.ADMINISTRATOR_KEY)
                        .status())
                .isEqualTo(401);
    }

    @Test
    void the_portal_has_no_credentials_and_a_key_no_code() {
        tenant("signin-keys-c");
        Answer key = administrator().post("/api/v1/tenants/signin-keys-c/api-keys", "{\"name\":\"one\"}");
        TestBrowser browser = TestPeople.signedIn(platform(), TestPeople.verified(platform()));
        String id = key.body().path("id").asString();
        String secret = key.body().path("apiKey").asString();

        assertThat(browser.token("grant_type", "client_credentials", "client_id", "portal")
                        .status())
                .isIn(400, 401);
        Tokens stolen = browser.token(
                "grant_type",
                "authorization_code",
                "client_id",
                id,
                "client_secret",
                secret,
                "code",
                browser.code(),
                "code_verifier",
                TestBrowser.VERIFIER,
                "redirect_uri",
                platform().api() + "/signed-in");
        assertThat(stolen.status()).isIn(400, 401);
        assertThat(browser.token(
                                "grant_type",
                                "refresh_token",
                                "client_id",
                                id,
                                "client_secret",
                                secret,
                                "refresh_token",
                                browser.tokens().refresh())
                        .error())
                .isEqualTo("unauthorized_client");
        assertThat(browser.authorize("client_id", id).statusCode()).isEqualTo(400);
    }

    @Test
    void nonsense_at_the_token_endpoint_is_refused_and_breaks_nothing() {
        TestBrowser program = new TestBrowser(platform().api());

        for (String[] form : new String[][] {
            {},
            {"grant_type", ""},
            {"grant_type", "password", "username", "a", "password", "b"},
            {"grant_type", "authorization_code"},
            {"grant_type", "authorization_code", "code", "x", "client_id", "portal"},
            {"grant_type", "refresh_token", "client_id", "portal"},
            {"grant_type", "client_credentials"},
            {"grant_type", "client_credentials", "client_id", "\u0000", "client_secret", "\u0000"},
            {"grant_type", "urn:ietf:params:oauth:grant-type:token-exchange", "subject_token", "x"},
            {"grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion", "x"},
            {"grant_type", "client_credentials", "client_assertion_type", "x", "client_assertion", "y"}
        }) {
            assertThat(program.token(form).status())
                    .describedAs(String.join(",", form))
                    .isIn(400, 401);
        }
        assertThat(program.form("/oauth2/token", Map.of(), "grant_type", "x".repeat(20_000))
                        .statusCode())
                .isIn(400, 413);
        assertThat(program.form("/oauth2/token", Map.of("Content-Type", "application/json"), "grant_type", "x")
                        .statusCode())
                .isIn(400, 401, 415);
        assertThat(program.form(
                                "/oauth2/token",
                                Map.of("Authorization", "Basic !!!"),
                                "grant_type",
                                "client_credentials")
                        .statusCode())
                .isIn(400, 401);
        assertThat(program.get("/oauth2/token").statusCode()).isIn(404, 405);
    }

    private static String basic(String id, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }
}
