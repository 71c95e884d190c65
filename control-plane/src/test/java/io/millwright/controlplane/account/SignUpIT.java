package io.millwright.controlplane.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.controlplane.ApiClient;
import io.millwright.controlplane.ApiClient.Answer;
import io.millwright.controlplane.ControlPlaneIT;
import io.millwright.controlplane.Mailbox;
import io.millwright.controlplane.TestPlatform;
import io.millwright.controlplane.account.Passwords.Verdict;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

class SignUpIT extends ControlPlaneIT {

    private static final String GOOD = "a long and quiet evening";
    private static final String OTHER = "another long and quiet evening";

    private final Mailbox mailbox = platform().mailbox();

    @Test
    void who_follows_the_link_has_an_account_and_nobody_before() {
        signUp("new@acme.example", GOOD);
        String token = mailbox.token("new@acme.example", 1);

        assertThat(verdict("new@acme.example", GOOD)).isEqualTo(new Verdict.Wrong());
        assertThat(verify(token).status()).isEqualTo(204);
        assertThat(verdict("new@acme.example", GOOD)).isInstanceOf(Verdict.Right.class);
    }

    @Test
    void an_address_with_an_account_gets_the_same_answer_and_a_letter_that_says_so() {
        people().person("twice@acme.example");

        Answer known = signUp("twice@acme.example", OTHER);
        Answer unknown = signUp("once@acme.example", OTHER);

        assertThat(known.status()).isEqualTo(202);
        assertThat(known.response().body())
                .isEqualTo("{}")
                .isEqualTo(unknown.response().body());
        assertThat(headersOf(known)).isEqualTo(headersOf(unknown));
        assertThat(mailbox.await("twice@acme.example", 1))
                .contains("has an account already")
                .doesNotContain("#token=");
        assertThat(verdict("twice@acme.example", GOOD)).isInstanceOf(Verdict.Right.class);
        assertThat(verdict("twice@acme.example", OTHER)).isEqualTo(new Verdict.Wrong());
    }

    @Test
    void a_link_is_good_once_however_many_follow_it_at_the_same_moment() throws Exception {
        signUp("race@acme.example", GOOD);
        String token = mailbox.token("race@acme.example", 1);

        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<Integer>> all = IntStream.range(0, 8)
                    .mapToObj(_ -> threads.submit(() -> verify(token).status()))
                    .toList();
            assertThat(all).extracting(Future::get).containsOnlyOnce(204).containsOnly(204, 400);
        }
        assertThat(verify(token).body().path("type").asString()).isEqualTo("/problems/link-invalid");
    }

    @Test
    void the_links_of_two_sign_ups_make_one_account() {
        signUp("two@acme.example", GOOD);
        String first = mailbox.token("two@acme.example", 1);
        signUp("TWO@acme.example", OTHER);
        String second = mailbox.token("TWO@acme.example", 1);

        assertThat(verify(second).status()).isEqualTo(204);
        assertThat(verify(first).status()).isEqualTo(400);
        assertThat(verdict("two@acme.example", OTHER)).isInstanceOf(Verdict.Right.class);
    }

    @Test
    void an_expired_link_and_one_that_never_was_read_the_same() {
        signUp("late@acme.example", GOOD);
        String token = mailbox.token("late@acme.example", 1);
        database()
                .sql("UPDATE sign_up SET expires_at = now() - interval '1 second' WHERE email = 'late@acme.example'")
                .update();

        Answer expired = verify(token);

        assertThat(expired.status()).isEqualTo(400);
        assertThat(expired.body()).isEqualTo(verify("A".repeat(43)).body());
        assertThat(expired.body()).isEqualTo(verify("").body());
    }

    @Test
    void neither_the_password_nor_the_token_lies_in_the_database() {
        signUp("kept@acme.example", GOOD);
        String token = mailbox.token("kept@acme.example", 1);

        String rows = database()
                .sql("SELECT string_agg(s::text, ' ') || coalesce((SELECT string_agg(l::text, ' ') FROM letter l), '')"
                        + " FROM sign_up s")
                .query(String.class)
                .single();

        assertThat(rows).contains("kept@acme.example").doesNotContain(token).doesNotContain(GOOD);
    }

    @Test
    void a_forgotten_password_is_replaced_by_the_link_and_every_other_link_of_the_person_dies() {
        people().person("forgot@acme.example");
        ask("forgot@acme.example");
        String first = mailbox.token("forgot@acme.example", 1);
        ask("Forgot@acme.example");
        String second = mailbox.token("forgot@acme.example", 2);

        assertThat(complete(second, OTHER).status()).isEqualTo(204);
        assertThat(complete(first, GOOD).status()).isEqualTo(400);
        assertThat(complete(second, GOOD).status()).isEqualTo(400);
        assertThat(verdict("forgot@acme.example", OTHER)).isInstanceOf(Verdict.Right.class);
        assertThat(verdict("forgot@acme.example", GOOD)).isEqualTo(new Verdict.Wrong());
    }

    @Test
    void nobody_learns_from_asking_for_a_password_which_addresses_have_an_account() {
        people().person("has@acme.example");

        Answer known = ask("has@acme.example");
        Answer unknown = ask("has-not@acme.example");

        assertThat(known.status()).isEqualTo(202);
        assertThat(known.response().body()).isEqualTo(unknown.response().body());
        assertThat(headersOf(known)).isEqualTo(headersOf(unknown));
        mailbox.await("has@acme.example", 1);
        people().person("asked-later@acme.example");
        ask("asked-later@acme.example");
        mailbox.await("asked-later@acme.example", 1);
        assertThat(mailbox.to("has-not@acme.example")).isEmpty();
    }

    @Test
    void a_disabled_person_gets_no_link_and_one_that_went_out_opens_nothing() {
        var person = people().person("shut@acme.example");
        ask("shut@acme.example");
        String token = mailbox.token("shut@acme.example", 1);

        platform().bean(People.class).disable(person);

        assertThat(complete(token, OTHER).status()).isEqualTo(400);
        assertThat(verdict("shut@acme.example", GOOD)).isEqualTo(new Verdict.Wrong());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{}",
                "{\"email\":\"a@b.example\"}",
                "{\"email\":1,\"name\":\"Jo\",\"password\":\"a long and quiet evening\"}",
                "{\"email\":\"a@b.example\\r"
                        + "\\n"
                        + "Bcc: c@d.example\",\"name\":\"Jo\",\"password\":\"a long and quiet evening\"}",
                "{\"email\":\"a@b.example\",\"name\":\" \",\"password\":\"a long and quiet evening\"}",
                "{\"email\":\"a@b.example\",\"name\":\"Jo\\u0000\",\"password\":\"a long and quiet evening\"}",
                "{\"email\":\"a@b.example\",\"name\":\"Jo\",\"password\":\"short\"}",
                "{\"email\":\"evening@acme.example\",\"name\":\"Jo\",\"password\":\"EVENING@acme.example\"}",
                "{\"email\":\"a@b.example\",\"name\":\"Jo\",\"password\":\"password12345\"}",
                "{\"email\":\"a@b.example\",\"name\":\"Jo\",\"password\":\"a long and quiet"
                        + " evening\",\"administrator\":true}"
            })
    void garbage_is_told_what_is_wrong_and_never_repeated(String body) {
        Answer answer = anonymous().post("/api/v1/signup", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("type").asString()).isEqualTo("/problems/invalid-request");
        assertThat(answer.response().body()).doesNotContain("quiet evening").doesNotContain("password12345");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/signup:verify",
                "/api/v1/password-resets",
                "/api/v1/password-resets:complete",
                "/api/v1/invitations:show",
                "/api/v1/invitations:accept"
            })
    void every_open_path_survives_garbage(String path) {
        for (String body : List.of(
                "",
                "{",
                "null",
                "{}",
                "[]",
                "{\"token\":null}",
                "{\"token\":\"\\u0000\",\"password\":\"a long and quiet evening\",\"email\":\"\\u0000\"}",
                "{\"token\":\"" + "x".repeat(5_000) + "\"}")) {
            assertThat(anonymous().post(path, body).status()).isEqualTo(400);
        }
    }

    @Test
    void an_address_that_asks_too_often_is_told_to_wait_and_a_mailbox_is_not_flooded() {
        try (ConfigurableApplicationContext other = platform()
                .start(List.of(
                        "millwright.control-plane.accounts.attempts-per-minute=4",
                        "millwright.control-plane.accounts.mails-per-hour=2"))) {
            ApiClient client = new ApiClient(TestPlatform.origin(other), null);
            people().person("flood@acme.example");

            List<Integer> answers = IntStream.range(0, 5)
                    .mapToObj(_ -> client.post("/api/v1/password-resets", "{\"email\":\"flood@acme.example\"}"))
                    .map(Answer::status)
                    .toList();

            assertThat(answers).containsExactly(202, 202, 202, 202, 429);
            mailbox.await("flood@acme.example", 2);
            assertThat(database()
                            .sql("SELECT count(*) FROM password_reset WHERE email = 'flood@acme.example'")
                            .query(Long.class)
                            .single())
                    .isEqualTo(2);
        }
    }

    private static TestPeople people() {
        return new TestPeople(platform());
    }

    private static Answer signUp(String email, String password) {
        return anonymous()
                .post(
                        "/api/v1/signup",
                        "{\"email\":\"" + email + "\",\"name\":\"Jo Miller\",\"password\":\"" + password + "\"}");
    }

    private static Answer verify(String token) {
        return anonymous().post("/api/v1/signup:verify", "{\"token\":\"" + token + "\"}");
    }

    private static Answer ask(String email) {
        return anonymous().post("/api/v1/password-resets", "{\"email\":\"" + email + "\"}");
    }

    private static Answer complete(String token, String password) {
        return anonymous()
                .post(
                        "/api/v1/password-resets:complete",
                        "{\"token\":\"" + token + "\",\"password\":\"" + password + "\"}");
    }

    private static Verdict verdict(String email, String password) {
        return platform().bean(Passwords.class).check(email, password);
    }

    private static List<String> headersOf(Answer answer) {
        return answer.response().headers().map().keySet().stream()
                .filter(name -> !name.equalsIgnoreCase("connection"))
                .sorted()
                .toList();
    }

    private static JdbcClient database() {
        return platform().bean(JdbcClient.class);
    }
}
