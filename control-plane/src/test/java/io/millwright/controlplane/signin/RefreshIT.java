package io.millwright.controlplane.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.controlplane.ControlPlaneIT;
import io.millwright.controlplane.TestPlatform;
import io.millwright.controlplane.signin.TestBrowser.Tokens;
import io.millwright.controlplane.signin.TestPeople.Somebody;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

class RefreshIT extends ControlPlaneIT {

    @Test
    void a_refresh_token_becomes_another_pair() {
        TestBrowser browser = TestPeople.signedIn(platform(), TestPeople.verified(platform()));
        Tokens first = browser.tokens();

        Tokens second = browser.refresh(first.refresh());
        Tokens third = browser.refresh(second.refresh());

        assertThat(second.status()).isEqualTo(200);
        assertThat(third.status()).isEqualTo(200);
        assertThat(third.body().path("expires_in").asInt()).isBetween(895, 900);
        assertThat(List.of(first.refresh(), second.refresh(), third.refresh())).doesNotHaveDuplicates();
        assertThat(opens(third)).isTrue();
        assertThat(opens(first)).isTrue();
    }

    @Test
    void a_spent_one_that_comes_again_ends_the_family_and_no_other() {
        TestBrowser browser = TestPeople.signedIn(platform(), TestPeople.verified(platform()));
        Tokens other = browser.tokens();
        Tokens first = browser.tokens();
        Tokens second = browser.refresh(first.refresh());

        Tokens again = browser.refresh(first.refresh());

        assertThat(again.status()).isEqualTo(400);
        assertThat(again.error()).isEqualTo("invalid_grant");
        assertThat(browser.refresh(second.refresh()).error()).isEqualTo("invalid_grant");
        assertThat(opens(second)).isFalse();
        assertThat(opens(first)).isFalse();
        assertThat(opens(other)).isTrue();
        assertThat(browser.tokens().status()).isEqualTo(200);
    }

    @Test
    void of_many_uses_at_once_one_at_most_brings_a_pair_and_the_family_ends() throws Exception {
        TestBrowser browser = TestPeople.signedIn(platform(), TestPeople.verified(platform()));
        Tokens first = browser.tokens();

        List<Tokens> answers = CodeFlowIT.atOnce(12, () -> browser.refresh(first.refresh()));

        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isIn(200, 400));
        Tokens won = answers.stream()
                .filter(answer -> answer.status() == 200)
                .findFirst()
                .orElseThrow();
        assertThat(opens(won)).isFalse();
        assertThat(browser.refresh(won.refresh()).error()).isEqualTo("invalid_grant");
    }

    @Test
    void two_processes_know_the_same_families() throws Exception {
        try (ConfigurableApplicationContext other = platform()
                .start(List.of("millwright.control-plane.origin=" + platform().api()))) {
            Somebody somebody = TestPeople.verified(platform());
            TestBrowser here = TestPeople.signedIn(platform(), somebody);
            TestBrowser there = new TestBrowser(TestPlatform.origin(other));
            there.keep("mw_session", here.cookie("mw_session").orElseThrow());
            Tokens first = here.tokens();
            AtomicInteger turn = new AtomicInteger();

            List<Tokens> answers = CodeFlowIT.atOnce(
                    8, () -> (turn.getAndIncrement() % 2 == 0 ? here : there).refresh(first.refresh()));

            assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
            Tokens second = here.tokens();
            assertThat(other.getBean(AccessTokens.class).callerOf(second.access()))
                    .isPresent();
            assertThat(there.refresh(second.refresh()).status()).isEqualTo(200);
            assertThat(there.get("/session").body()).contains(somebody.email());
        }
    }

    @Test
    void one_that_was_never_given_is_refused() {
        TestBrowser browser = TestPeople.signedIn(platform(), TestPeople.verified(platform()));

        assertThat(browser.refresh("never-given").error()).isEqualTo("invalid_grant");
        assertThat(browser.refresh("x".repeat(5000)).error()).isEqualTo("invalid_grant");
        assertThat(browser.refresh("").error()).isEqualTo("invalid_request");
    }

    @Test
    void one_that_waited_too_long_is_refused_and_ends_nothing() {
        Somebody somebody = TestPeople.verified(platform());
        TestBrowser browser = TestPeople.signedIn(platform(), somebody);
        Tokens tokens = browser.tokens();
        platform()
                .bean(JdbcClient.class)
                .sql("""
                    UPDATE refresh_token SET expires_at = now() - interval '1 second' WHERE family IN
                    (SELECT f.id FROM token_family f JOIN login l ON l.id = f.login WHERE l.person = :person)
                    """)
                .param("person", somebody.id().value())
                .update();

        assertThat(browser.refresh(tokens.refresh()).error()).isEqualTo("invalid_grant");
        assertThat(opens(tokens)).isTrue();
    }

    @Test
    void the_token_of_a_disabled_person_brings_nothing() {
        Somebody somebody = TestPeople.verified(platform());
        TestBrowser browser = TestPeople.signedIn(platform(), somebody);
        Tokens tokens = browser.tokens();
        TestPeople.disable(platform(), somebody);

        assertThat(browser.refresh(tokens.refresh()).error()).isEqualTo("invalid_grant");
        assertThat(opens(tokens)).isFalse();
    }

    @Test
    void revoking_a_refresh_token_ends_its_family() {
        TestBrowser browser = TestPeople.signedIn(platform(), TestPeople.verified(platform()));
        Tokens tokens = browser.tokens();

        int status = browser.form("/oauth2/revoke", Map.of(), "client_id", "portal", "token", tokens.refresh())
                .statusCode();

        assertThat(status).isEqualTo(200);
        assertThat(opens(tokens)).isFalse();
        assertThat(browser.refresh(tokens.refresh()).error()).isEqualTo("invalid_grant");
        assertThat(browser.form("/oauth2/revoke", Map.of(), "client_id", "portal", "token", "unknown")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void another_client_refreshes_nothing() {
        TestBrowser browser = TestPeople.signedIn(platform(), TestPeople.verified(platform()));
        Tokens tokens = browser.tokens();

        assertThat(browser.token(
                                "grant_type",
                                "refresh_token",
                                "client_id",
                                "somebody-else",
                                "refresh_token",
                                tokens.refresh())
                        .status())
                .isEqualTo(401);
        assertThat(browser.token("grant_type", "refresh_token", "refresh_token", tokens.refresh())
                        .error())
                .isEqualTo("invalid_client");
        assertThat(browser.refresh(tokens.refresh()).status()).isEqualTo(200);
    }

    @Test
    void more_than_was_granted_is_not_refreshed() {
        TestBrowser browser = TestPeople.signedIn(platform(), TestPeople.verified(platform()));
        Tokens tokens = browser.tokens();

        Tokens more = browser.token(
                "grant_type",
                "refresh_token",
                "client_id",
                "portal",
                "refresh_token",
                tokens.refresh(),
                "scope",
                "openid admin");

        assertThat(more.error()).isEqualTo("invalid_scope");
    }

    @Test
    void a_token_in_an_address_is_refused() {
        TestBrowser browser = TestPeople.signedIn(platform(), TestPeople.verified(platform()));
        Tokens tokens = browser.tokens();

        HttpResponse<String> refused =
                browser.form("/oauth2/token?refresh_token=" + tokens.refresh(), Map.of(), "client_id", "portal");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("into the body").doesNotContain(tokens.refresh());
        assertThat(browser.refresh(tokens.refresh()).status()).isEqualTo(200);
    }

    private static boolean opens(Tokens tokens) {
        return platform().bean(AccessTokens.class).callerOf(tokens.access()).isPresent();
    }
}
