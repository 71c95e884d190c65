package io.millwright.controlplane.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.controlplane.ControlPlaneIT;
import io.millwright.controlplane.TestPlatform;
import io.millwright.controlplane.signin.SignInLimits.Answer;
import io.millwright.controlplane.signin.TestPeople.Somebody;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

class SignInFloodIT extends ControlPlaneIT {

    private static final int OF_ADDRESS = 7;
    private static final int OF_ACCOUNT = 4;

    private static ConfigurableApplicationContext context;
    private static URI origin;

    @BeforeAll
    static void start() {
        // A window of a year, so that no try grows again while the test runs.
        context = platform()
                .start(List.of(
                        "millwright.control-plane.sign-in.tries-of-address=" + OF_ADDRESS,
                        "millwright.control-plane.sign-in.tries-of-account=" + OF_ACCOUNT,
                        "millwright.control-plane.sign-in.tries-window=365d"));
        origin = TestPlatform.origin(context);
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @Test
    void an_account_has_so_many_tries_and_its_owners_browser_has_its_own() {
        Somebody somebody = TestPeople.verified(platform());
        TestBrowser owners = new TestBrowser(origin);
        assertThat(owners.signIn(somebody.email(), TestPeople.PASSWORD).statusCode())
                .isEqualTo(204);
        SignInLimits limits = context.getBean(SignInLimits.class);

        long granted = 0;
        for (int i = 0; i < 50; i++) {
            granted += limits.ask("192.0.2." + i, somebody.email(), Optional.empty()) instanceof Answer.Granted ? 1 : 0;
        }

        assertThat(granted).isEqualTo(OF_ACCOUNT);
        HttpResponse<String> stranger = new TestBrowser(origin).signIn(somebody.email(), TestPeople.PASSWORD);
        assertThat(stranger.statusCode()).isEqualTo(429);
        assertThat(stranger.headers().firstValueAsLong("Retry-After")).isPresent();
        assertThat(owners.signIn(somebody.email(), TestPeople.PASSWORD).statusCode())
                .isEqualTo(204);
        assertThat(owners.signIn(somebody.email(), TestPeople.PASSWORD).statusCode())
                .isEqualTo(204);
    }

    @Test
    void the_browser_of_one_account_opens_no_tries_for_another() {
        Somebody attacker = TestPeople.verified(platform());
        Somebody victim = TestPeople.verified(platform());
        TestBrowser browser = new TestBrowser(origin);
        browser.signIn(attacker.email(), TestPeople.PASSWORD);
        Optional<String> known = browser.cookie("mw_browser");
        SignInLimits limits = context.getBean(SignInLimits.class);

        long granted = 0;
        for (int i = 0; i < 50; i++) {
            granted += limits.ask("198.51.100." + i, victim.email(), known) instanceof Answer.Granted ? 1 : 0;
        }

        assertThat(granted).isEqualTo(OF_ACCOUNT);
        assertThat(limits.ask("198.51.100.99", victim.email(), Optional.empty()))
                .isInstanceOf(Answer.Wait.class);
    }

    @Test
    void a_known_browser_does_not_try_for_ever_either() {
        Somebody somebody = TestPeople.verified(platform());
        TestBrowser browser = new TestBrowser(origin);
        browser.signIn(somebody.email(), TestPeople.PASSWORD);

        List<Integer> answers = java.util.stream.IntStream.range(0, 20)
                .mapToObj(_ ->
                        browser.signIn(somebody.email(), "a wrong password").statusCode())
                .toList();

        assertThat(answers).filteredOn(status -> status == 401).hasSize(OF_ACCOUNT);
        assertThat(answers).filteredOn(status -> status == 429).hasSize(20 - OF_ACCOUNT);
    }

    @Test
    void an_address_that_tries_one_account_after_the_other_is_held_up_and_the_api_is_not() {
        SignInLimits limits = context.getBean(SignInLimits.class);

        long granted = 0;
        for (int i = 0; i < 100; i++) {
            granted += limits.ask("203.0.113.9", "nobody-" + i + "@example.com", Optional.empty())
                            instanceof Answer.Granted
                    ? 1
                    : 0;
        }

        assertThat(granted).isBetween((long) OF_ADDRESS, OF_ADDRESS + 1L);
        assertThat(new TestBrowser(origin).get("/healthz").statusCode()).isEqualTo(200);
    }

    @Test
    void of_a_flood_at_once_no_more_are_hashed_than_there_are_tries() throws Exception {
        Somebody somebody = TestPeople.verified(platform());

        List<Integer> answers = CodeFlowIT.atOnce(
                40,
                () -> new TestBrowser(origin)
                        .signIn(somebody.email(), "a wrong password")
                        .statusCode());

        assertThat(answers).filteredOn(status -> status == 401).hasSizeLessThanOrEqualTo(OF_ACCOUNT);
        assertThat(answers).allSatisfy(status -> assertThat(status).isIn(401, 429, 503));
    }

    @Test
    void who_comes_while_too_many_are_being_checked_is_told_to_come_again_and_loses_no_try() throws Exception {
        AtomicInteger number = new AtomicInteger();
        try (ConfigurableApplicationContext narrow = platform()
                .start(List.of(
                        "millwright.control-plane.passwords.waiting=1",
                        "millwright.control-plane.sign-in.tries-of-address=40",
                        "millwright.control-plane.sign-in.tries-window=365d"))) {
            URI narrowOrigin = TestPlatform.origin(narrow);

            List<HttpResponse<String>> answers = CodeFlowIT.atOnce(
                    30,
                    () -> new TestBrowser(narrowOrigin)
                            .signIn("nobody-" + number.incrementAndGet() + "@example.com", "a wrong password"));

            assertThat(answers).filteredOn(answer -> answer.statusCode() == 401).isNotEmpty();
            assertThat(answers)
                    .filteredOn(answer -> answer.statusCode() != 401)
                    .isNotEmpty()
                    .allSatisfy(answer -> {
                        assertThat(answer.statusCode()).isEqualTo(503);
                        assertThat(answer.headers().firstValueAsLong("Retry-After"))
                                .isPresent();
                    });
            long checked = answers.stream()
                    .filter(answer -> answer.statusCode() == 401)
                    .count();
            SignInLimits limits = narrow.getBean(SignInLimits.class);
            long left = 0;
            while (limits.ask("127.0.0.1", "other-" + left + "@example.com", Optional.empty())
                    instanceof Answer.Granted) {
                left++;
            }
            assertThat(left).isGreaterThanOrEqualTo(40 - checked);
        }
    }
}
