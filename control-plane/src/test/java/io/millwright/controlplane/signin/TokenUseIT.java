package io.millwright.controlplane.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.controlplane.ApiClient;
import io.millwright.controlplane.ApiClient.Answer;
import io.millwright.controlplane.ControlPlaneIT;
import io.millwright.controlplane.identity.ApiKeys;
import io.millwright.controlplane.identity.Grant;
import io.millwright.controlplane.identity.Role;
import io.millwright.controlplane.signin.TestBrowser.Tokens;
import io.millwright.controlplane.signin.TestPeople.Somebody;
import io.millwright.wire.SiteId;
import io.millwright.wire.TenantId;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Access tokens where they are sent to. */
class TokenUseIT extends ControlPlaneIT {

    private Somebody somebody;
    private TestBrowser browser;
    private Tokens tokens;

    @BeforeEach
    void aTokenThatOpens() {
        somebody = TestPeople.verified(platform());
        browser = TestPeople.signedIn(platform(), somebody);
        tokens = browser.tokens();
    }

    @Test
    void who_is_disabled_is_out_with_the_next_request() {
        assertThat(me().statusCode()).isEqualTo(200);
        assertThat(me().body()).contains(somebody.id().value());

        TestPeople.disable(platform(), somebody);

        assertThat(me().statusCode()).isEqualTo(401);
    }

    @Test
    void another_password_ends_every_other_session_and_not_the_one_that_asked() {
        TestBrowser elsewhere = TestPeople.signedIn(platform(), somebody);
        Tokens there = elsewhere.tokens();
        String another = "another password of tests";

        Answer changed = ApiClient.withToken(platform().api(), tokens.access())
                .post(
                        "/api/v1/me:password",
                        "{\"current\":\"" + TestPeople.PASSWORD + "\",\"password\":\"" + another + "\"}");

        assertThat(changed.status()).isEqualTo(204);
        assertThat(me().statusCode()).isEqualTo(200);
        assertThat(browser.get("/session").statusCode()).isEqualTo(200);
        assertThat(browser.refresh(tokens.refresh()).status()).isEqualTo(200);
        assertThat(elsewhere.get("/session").statusCode()).isEqualTo(401);
        assertThat(elsewhere.refresh(there.refresh()).error()).isEqualTo("invalid_grant");
        assertThat(platform().bean(AccessTokens.class).callerOf(there.access())).isEmpty();
        assertThat(elsewhere.signIn(somebody.email(), TestPeople.PASSWORD).statusCode())
                .isEqualTo(401);
        assertThat(elsewhere.signIn(somebody.email(), another).statusCode()).isEqualTo(204);
    }

    @Test
    void the_token_of_a_key_is_the_key() {
        tenant("signin-bearer");
        Answer key = administrator().post("/api/v1/tenants/signin-bearer/api-keys", "{\"name\":\"robot\"}");
        String id = key.body().path("id").asString();
        Tokens own = browser.token(
                "grant_type",
                "client_credentials",
                "client_id",
                id,
                "client_secret",
                key.body().path("apiKey").asString());

        assertThat(browser.get("/api/v1/me", "Authorization", "Bearer " + own.access())
                        .body())
                .contains("api-key:" + id);
        platform()
                .bean(JdbcClient.class)
                .sql("UPDATE api_key SET role = 'viewer', sites = '{bremen}' WHERE id = :id")
                .param("id", id)
                .update();
        assertThat(platform().bean(AccessTokens.class).callerOf(own.access()))
                .isEqualTo(platform()
                        .bean(ApiKeys.class)
                        .callerOf(key.body().path("apiKey").asString()))
                .hasValueSatisfying(caller -> assertThat(caller.grantIn(new TenantId("signin-bearer")))
                        .hasValue(new Grant(Role.VIEWER, Set.of(new SiteId("bremen")))));
        assertThat(browser.get("/userinfo", "Authorization", "Bearer " + own.access())
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void user_info_is_a_persons() {
        HttpResponse<String> answer = browser.get("/userinfo", "Authorization", "Bearer " + tokens.access());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains(somebody.id().value(), somebody.email(), "Some Body", "\"email_verified\":true");
        assertThat(administrator().get("/userinfo").status()).isEqualTo(403);
        assertThat(anonymous().get("/userinfo").status()).isEqualTo(401);
    }

    @Test
    void a_person_is_no_device() {
        Map<String, String> bearer =
                Map.of("Authorization", "Bearer " + tokens.access(), "Content-Type", "application/json");
        for (String path : List.of("/api/v1/enroll", "/api/v1/device-codes")) {
            assertThat(browser.form(path, bearer).statusCode())
                    .describedAs(path)
                    .isIn(400, 403);
        }
        for (String path : List.of("/enroll", "/.well-known/est/signin/simplereenroll")) {
            assertThat(browser.form(path, bearer).statusCode())
                    .describedAs(path)
                    .isEqualTo(404);
        }
    }

    private HttpResponse<String> me() {
        return browser.get("/api/v1/me", "Authorization", "Bearer " + tokens.access());
    }
}
