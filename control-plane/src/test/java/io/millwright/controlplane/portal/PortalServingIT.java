package io.millwright.controlplane.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.controlplane.ApiClient.Answer;
import io.millwright.controlplane.ControlPlaneIT;
import java.net.URI;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortalServingIT extends ControlPlaneIT {

    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                    + " font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/login?continue=%2Foauth2%2Fauthorize",
                "/signed-in?code=x",
                "/signup",
                "/verify",
                "/reset",
                "/invitation",
                "/new",
                "/account",
                "/platform",
                "/t/acme",
                "/t/acme/fleets/press-line",
                "/t/acme/no-such-view"
            })
    void every_view_is_the_one_page_which_nobody_keeps_and_which_may_do_little(String path) {
        Answer page = anonymous().get(path);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.response().body()).contains("Portal of tests");
        assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(page.header("Cache-Control")).isEqualTo("no-store");
        assertThat(page.header("Content-Security-Policy")).isEqualTo(POLICY);
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(page.response().headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    void a_hashed_file_is_kept_for_ever_and_never_taken_for_something_else() {
        Answer script = anonymous().get("/assets/index-0a1b2c3d.js");
        Answer style = anonymous().get("/assets/index-0a1b2c3d.css");

        assertThat(script.header("Cache-Control")).isEqualTo("max-age=31536000, public, immutable");
        assertThat(script.header("Content-Type")).startsWith("text/javascript");
        assertThat(script.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(style.header("Content-Type")).startsWith("text/css");
    }

    @Test
    void a_file_without_a_hash_is_kept_for_an_hour() {
        assertThat(anonymous().get("/favicon.svg").header("Cache-Control")).isEqualTo("max-age=3600, public");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/index-ffffffff.js",
                "/assets/",
                "/nothing.png",
                "/index.html/x",
                "/api",
                "/api/v1",
                "/api/v1/nothing",
                "/api/v1/tenants/acme",
                "/oauth2/nothing",
                "/actuator/env"
            })
    void any_other_path_is_a_problem_even_for_who_asks_for_a_page(String path) {
        Answer answer = anonymous().send("GET", path, null, "Accept", "text/html,application/xhtml+xml,*/*;q=0.8");

        assertProblem(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/t", "/Login"})
    void an_address_that_is_not_there_is_a_page_that_says_so_to_browsers_and_a_problem_to_programs(String path) {
        Answer page = anonymous().send("GET", path, null, "Accept", "text/html,application/xhtml+xml,*/*;q=0.8");

        assertThat(page.status()).isEqualTo(404);
        assertThat(page.response().body()).contains("Portal of tests");
        assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(page.header("Cache-Control")).isEqualTo("no-store");
        assertThat(page.response().headers().allValues("Content-Security-Policy"))
                .containsExactly(POLICY);
        assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
        assertProblem(anonymous().send("GET", path, null, "Accept", "*/*"));
        assertProblem(anonymous().send("POST", path, "{}", "Accept", "text/html"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/../control-plane.yaml",
                "/assets/..%2fcontrol-plane.yaml",
                "/assets/%2e%2e/control-plane.yaml",
                "/assets/%252e%252e%252fcontrol-plane.yaml",
                "/assets/..%5ccontrol-plane.yaml",
                "/assets//../../control-plane.yaml",
                "/assets/index-0a1b2c3d.js;/../../control-plane.yaml",
                "/assets/index-0a1b2c3d.js%00.css",
                "/control-plane.yaml",
                "/application.txt"
            })
    void no_path_leads_out_of_the_portal(String path) {
        URI raw = URI.create(platform().api() + path);

        Answer answer = anonymous().send(HttpRequest.newBuilder(raw).build());

        assertThat(answer.status()).isIn(400, 401, 404);
        assertThat(answer.response().body()).doesNotContain("datasource");
    }

    @Test
    void pages_are_only_read() {
        assertProblem(anonymous().post("/", "{}"));
        assertProblem(anonymous().delete("/login"));
        assertThat(anonymous().send("HEAD", "/login", null).status()).isEqualTo(200);
    }

    private static void assertProblem(Answer answer) {
        assertThat(answer.status()).isIn(401, 404, 405);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }
}
