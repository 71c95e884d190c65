package io.millwright.controlplane.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.controlplane.ControlPlaneIT;
import io.millwright.controlplane.TestPlatform;
import io.millwright.controlplane.signin.TestPeople.Somebody;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

class SessionIT extends ControlPlaneIT {

    @Test
    void the_right_password_makes_a_session_that_says_whose_it_is() {
        Somebody somebody = TestPeople.verified(platform());
        TestBrowser browser = new TestBrowser(platform().api());

        HttpResponse<String> answer =
                browser.signIn(somebody.email().toUpperCase(java.util.Locale.ROOT), TestPeople.PASSWORD);

        assertThat(answer.statusCode()).isEqualTo(204);
        HttpResponse<String> who = browser.get("/session");
        assertThat(who.statusCode()).isEqualTo(200);
        assertThat(who.body()).isEqualTo("{\"email\":\"" + somebody.email() + "\",\"name\":\"Some Body\"}");
        assertThat(who.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
    }

    @Test
    void cookies_are_out_of_reach_of_scripts_and_of_other_sites() {
        Somebody somebody = TestPeople.verified(platform());

        List<String> set = new TestBrowser(platform().api())
                .signIn(somebody.email(), TestPeople.PASSWORD)
                .headers()
                .allValues("Set-Cookie");

        assertThat(set).hasSize(2);
        assertThat(set)
                .filteredOn(cookie -> cookie.startsWith("mw_session="))
                .singleElement()
                .satisfies(cookie -> {
                    assertThat(cookie).contains("; Path=/;", "; HttpOnly", "; SameSite=Lax", "Max-Age=604800");
                    assertThat(cookie).doesNotContain("Domain", "Secure");
                });
        assertThat(set)
                .filteredOn(cookie -> cookie.startsWith("mw_browser="))
                .singleElement()
                .satisfies(cookie -> {
                    assertThat(cookie).contains("; Path=/session;", "; HttpOnly", "; SameSite=Strict");
                });
    }

    @Test
    void where_people_come_by_https_cookies_stay_there() {
        Somebody somebody = TestPeople.verified(platform());
        try (ConfigurableApplicationContext secure =
                platform().start(List.of("millwright.control-plane.origin=https://mill.example"))) {
            HttpResponse<String> answer = new TestBrowser(TestPlatform.origin(secure))
                    .signIn(somebody.email(), TestPeople.PASSWORD, "Origin", "https://mill.example");

            assertThat(answer.headers().allValues("Set-Cookie"))
                    .hasSize(2)
                    .allSatisfy(cookie -> assertThat(cookie).contains("; Secure"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Origin,https://evil.example",
        "Origin,null",
        "Origin,http://127.0.0.1:1",
        "Sec-Fetch-Site,cross-site",
        "Sec-Fetch-Site,same-site",
        "Sec-Fetch-Site,none",
        "X-Nothing,said"
    })
    void a_foreign_page_signs_nobody_in(String header, String value) {
        Somebody somebody = TestPeople.verified(platform());
        TestBrowser browser = new TestBrowser(platform().api());

        HttpResponse<String> answer = browser.signIn(somebody.email(), TestPeople.PASSWORD, header, value);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body())
                .contains("/problems/foreign-page", platform().api().toString());
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    void a_page_of_ours_that_is_asked_for_by_another_site_is_foreign_still() {
        Somebody somebody = TestPeople.verified(platform());

        HttpResponse<String> answer = new TestBrowser(platform().api())
                .signIn(
                        somebody.email(),
                        TestPeople.PASSWORD,
                        "Origin",
                        platform().api().toString(),
                        "Sec-Fetch-Site",
                        "cross-site");

        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @Test
    void a_form_is_not_taken() {
        HttpResponse<String> answer = new TestBrowser(platform().api())
                .form(
                        "/session",
                        java.util.Map.of("Origin", platform().api().toString()),
                        "email",
                        "a",
                        "password",
                        "b");

        assertThat(answer.statusCode()).isEqualTo(415);
    }

    @Test
    void a_password_that_is_being_changed_while_it_is_checked_signs_nobody_in() throws Exception {
        Somebody somebody = TestPeople.verified(platform());
        TestBrowser thief = new TestBrowser(platform().api());
        CompletableFuture<HttpResponse<String>> answer;
        try (Connection change = platform().bean(DataSource.class).getConnection()) {
            change.setAutoCommit(false);
            try (PreparedStatement update =
                    change.prepareStatement("UPDATE person SET password = 'another' WHERE id = ?")) {
                update.setString(1, somebody.id().value());
                update.executeUpdate();
            }
            answer = CompletableFuture.supplyAsync(() -> thief.signIn(somebody.email(), TestPeople.PASSWORD));
            Awaitility.await("the sign-in waits for the change")
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> platform()
                                    .bean(JdbcClient.class)
                                    .sql("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                                            + " AND query LIKE '%FOR SHARE%'")
                                    .query(Long.class)
                                    .single()
                            == 1);
            change.commit();
            change.setAutoCommit(true);
        }

        assertThat(answer.get().statusCode()).isEqualTo(401);
        assertThat(thief.cookie("mw_session")).isEmpty();
    }

    @Test
    void every_way_of_being_wrong_looks_the_same() {
        Somebody somebody = TestPeople.verified(platform());
        Somebody disabled = TestPeople.verified(platform());
        TestPeople.disable(platform(), disabled);

        HttpResponse<String> wrong =
                new TestBrowser(platform().api()).signIn(somebody.email(), "another password of tests");
        HttpResponse<String> unknown =
                new TestBrowser(platform().api()).signIn("nobody-at-all@example.com", TestPeople.PASSWORD);
        HttpResponse<String> out = new TestBrowser(platform().api()).signIn(disabled.email(), TestPeople.PASSWORD);

        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.body()).contains("/problems/sign-in-refused").doesNotContain(somebody.email());
        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(unknown.body()).isEqualTo(wrong.body());
        assertThat(out.statusCode()).isEqualTo(401);
        assertThat(out.body()).isEqualTo(wrong.body());
    }

    @Test
    void a_cookie_that_was_slipped_in_is_worth_nothing_after_the_sign_in() {
        Somebody victim = TestPeople.verified(platform());
        TestBrowser attacker = TestPeople.signedIn(platform(), TestPeople.verified(platform()));
        String planted = attacker.cookie("mw_session").orElseThrow();
        TestBrowser browser = new TestBrowser(platform().api());
        browser.keep("mw_session", planted);

        browser.signIn(victim.email(), TestPeople.PASSWORD);

        assertThat(browser.cookie("mw_session")).isPresent().get().isNotEqualTo(planted);
        assertThat(attacker.get("/session").statusCode()).isEqualTo(401);
        assertThat(browser.get("/session").body()).contains(victim.email());
    }

    @Test
    void signing_out_ends_the_session_and_every_token_of_it() {
        TestBrowser browser = TestPeople.signedIn(platform(), TestPeople.verified(platform()));
        String cookie = browser.cookie("mw_session").orElseThrow();
        TestBrowser.Tokens tokens = browser.tokens();

        assertThat(browser.signOut().statusCode()).isEqualTo(204);

        assertThat(browser.cookie("mw_session")).isEmpty();
        browser.keep("mw_session", cookie);
        assertThat(browser.get("/session").statusCode()).isEqualTo(401);
        assertThat(browser.refresh(tokens.refresh()).error()).isEqualTo("invalid_grant");
        assertThat(platform().bean(AccessTokens.class).callerOf(tokens.access()))
                .isEmpty();
        assertThat(TestBrowser.location(browser.authorize())).startsWith("/login?");
        assertThat(browser.signOut().statusCode()).isEqualTo(204);
    }

    @Test
    void a_foreign_page_signs_nobody_out() {
        TestBrowser browser = TestPeople.signedIn(platform(), TestPeople.verified(platform()));

        HttpResponse<String> answer = new TestBrowser(platform().api())
                .form("/session", java.util.Map.of("X-HTTP-Method-Override", "DELETE"));

        assertThat(answer.statusCode()).isNotEqualTo(204);
        assertThat(browser.get("/session").statusCode()).isEqualTo(200);
    }

    @Test
    void a_session_that_lay_too_long_or_lived_too_long_is_over() {
        Somebody idle = TestPeople.verified(platform());
        Somebody old = TestPeople.verified(platform());
        TestBrowser first = TestPeople.signedIn(platform(), idle);
        TestBrowser second = TestPeople.signedIn(platform(), old);

        login(idle, "last_used_at = now() - interval '12 hours 1 minute'");
        login(old, "expires_at = now() - interval '1 second'");

        assertThat(first.get("/session").statusCode()).isEqualTo(401);
        assertThat(second.get("/session").statusCode()).isEqualTo(401);
    }

    @Test
    void what_is_over_for_a_day_is_forgotten_with_its_tokens() {
        Somebody gone = TestPeople.verified(platform());
        Somebody here = TestPeople.verified(platform());
        TestPeople.signedIn(platform(), gone).tokens();
        TestPeople.signedIn(platform(), here).tokens();
        login(gone, "ended_at = now() - interval '25 hours'");

        platform().bean(Logins.class).forget();

        assertThat(families(gone)).isZero();
        assertThat(families(here)).isOne();
    }

    @Test
    void codes_that_nobody_used_and_families_that_are_over_are_forgotten_in_a_login_that_lives() {
        Somebody somebody = TestPeople.verified(platform());
        TestBrowser browser = TestPeople.signedIn(platform(), somebody);
        browser.code();
        browser.tokens();
        TestBrowser.Tokens ended = browser.tokens();
        browser.refresh(browser.refresh(ended.refresh()).refresh());
        browser.refresh(ended.refresh());
        family(somebody, "code_expires_at = now() - interval '25 hours'", "");
        family(somebody, "ended_at = now() - interval '25 hours'", "AND ended_at IS NOT NULL");
        assertThat(families(somebody)).isEqualTo(3);

        platform().bean(Logins.class).forget();

        assertThat(families(somebody)).isOne();
        assertThat(browser.get("/session").statusCode()).isEqualTo(200);
    }

    @Test
    void what_is_in_the_database_opens_nothing() {
        TestBrowser browser = TestPeople.signedIn(platform(), TestPeople.verified(platform()));
        String code = browser.code();
        TestBrowser.Tokens tokens = browser.exchange(code);
        String cookie = browser.cookie("mw_session").orElseThrow();
        String known = browser.cookie("mw_browser").orElseThrow();

        List<String> rows = platform()
                .bean(JdbcClient.class)
                .sql("""
                    SELECT l::text FROM login l UNION ALL SELECT f::text FROM token_family f
                    UNION ALL SELECT r::text FROM refresh_token r UNION ALL SELECT b::text FROM known_browser b
                    """)
                .query((row, _) -> row.getString(1))
                .list();

        assertThat(rows)
                .isNotEmpty()
                .allSatisfy(
                        row -> assertThat(row).doesNotContain(code, tokens.access(), tokens.refresh(), cookie, known));
    }

    private static void login(Somebody somebody, String change) {
        platform()
                .bean(JdbcClient.class)
                .sql("UPDATE login SET " + change + " WHERE person = :person")
                .param("person", somebody.id().value())
                .update();
    }

    private static void family(Somebody somebody, String change, String where) {
        platform()
                .bean(JdbcClient.class)
                .sql("UPDATE token_family SET " + change
                        + " WHERE login IN (SELECT id FROM login WHERE person = :person) " + where)
                .param("person", somebody.id().value())
                .update();
    }

    private static long families(Somebody somebody) {
        return platform()
                .bean(JdbcClient.class)
                .sql("SELECT count(*) FROM token_family f JOIN login l ON l.id = f.login WHERE l.person = :person")
                .param("person", somebody.id().value())
                .query(Long.class)
                .single();
    }
}
