package io.millwright.controlplane.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.controlplane.ApiClient;
import io.millwright.controlplane.ApiClient.Answer;
import io.millwright.controlplane.ControlPlaneIT;
import io.millwright.controlplane.account.Passwords.Verdict;
import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.identity.Role;
import io.millwright.controlplane.identity.UserId;
import io.millwright.wire.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

class PeopleApiIT extends ControlPlaneIT {

    private static final String OTHER = "another long and quiet evening";

    private final TestPeople people = new TestPeople(platform());

    @Test
    void a_person_makes_a_tenant_over_http_and_is_its_owner_there() {
        UserId person = people.person("maker@people.example");

        Answer made = as(person).post("/api/v1/tenants", "{\"name\":\"made-by-a-person\",\"tier\":\"starter\"}");
        Answer again = as(people.person("late@people.example"))
                .post("/api/v1/tenants", "{\"name\":\"made-by-a-person\",\"tier\":\"starter\"}");

        assertThat(made.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(409);
        assertThat(as(person)
                        .get("/api/v1/me")
                        .body()
                        .path("tenants")
                        .path(0)
                        .path("role")
                        .asString())
                .isEqualTo("owner");
        assertThat(as(person)
                        .delete("/api/v1/tenants/made-by-a-person/members/" + person)
                        .status())
                .isEqualTo(409);
    }

    @Test
    void addresses_of_members_are_for_owners_and_admins() {
        TenantId tenant = tenant("people-addresses");
        UserId admin = people.member(tenant, "admin@people-addresses.example", Role.ADMIN);
        String path = "/api/v1/tenants/people-addresses/members";

        assertThat(as(admin).get(path).response().body()).contains("admin@people-addresses.example");
        for (Role role : List.of(Role.ENGINEER, Role.OPERATOR, Role.VIEWER, Role.BILLING)) {
            UserId other = people.member(tenant, role.word() + "@people-addresses.example", role);
            Answer seen = as(other).get(path);
            assertThat(seen.status()).isEqualTo(200);
            assertThat(seen.body().path("items").findValuesAsString("id")).contains(admin.value());
            assertThat(seen.response().body()).doesNotContain("@people-addresses.example");
        }
    }

    @Test
    void who_is_below_an_admin_removes_nobody_but_leaves() {
        TenantId tenant = tenant("people-leaving");
        UserId viewer = people.member(tenant, "v@people-leaving.example", Role.VIEWER);
        UserId other = people.member(tenant, "o@people-leaving.example", Role.VIEWER);
        String path = "/api/v1/tenants/people-leaving/members/";

        assertThat(as(viewer).delete(path + other).status()).isEqualTo(403);
        assertThat(as(viewer).delete(path + viewer).status()).isEqualTo(204);
        assertThat(as(viewer).get("/api/v1/tenants/people-leaving").status()).isEqualTo(404);
    }

    @Test
    void a_person_changes_their_name_and_with_the_password_of_now_their_password() {
        UserId person = people.person("self@people.example");
        ApiClient self = as(person);

        assertThat(self.patch("/api/v1/me", "{\"name\":\"Zoë Ångström\"}").status())
                .isEqualTo(204);
        assertThat(self.get("/api/v1/me").body().path("displayName").asString()).isEqualTo("Zoë Ångström");
        Answer wrong = self.post("/api/v1/me:password", passwords("not this one, no", OTHER));
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.body().path("errors").findValuesAsString("field")).containsExactly("current");
        assertThat(self.post("/api/v1/me:password", passwords(TestPeople.PASSWORD, "short"))
                        .status())
                .isEqualTo(400);
        assertThat(self.post("/api/v1/me:password", passwords(TestPeople.PASSWORD, OTHER))
                        .status())
                .isEqualTo(204);
        assertThat(verdict("self@people.example", OTHER)).isInstanceOf(Verdict.Right.class);
        assertThat(verdict("self@people.example", TestPeople.PASSWORD)).isEqualTo(new Verdict.Wrong());
    }

    @Test
    void a_stolen_token_is_no_way_to_try_passwords() {
        ApiClient self = as(people.person("tried@people.example"));

        List<Integer> answers = IntStream.range(0, 11)
                .mapToObj(n -> self.post("/api/v1/me:password", passwords("guess number " + n, OTHER)))
                .map(Answer::status)
                .toList();

        assertThat(answers.subList(0, 10)).containsOnly(400);
        assertThat(answers.getLast()).isEqualTo(429);
    }

    @Test
    void the_administrator_shuts_a_person_out_and_lets_it_in_again() {
        UserId person = people.person("out@people.example");
        String path = "/api/v1/people/" + person;

        assertThat(administrator()
                        .post(path + ":disable", "{}")
                        .body()
                        .path("disabled")
                        .asBoolean())
                .isTrue();
        assertThat(platform().bean(People.class).caller(person)).isEmpty();
        assertThat(administrator()
                        .post(path + ":enable", "{}")
                        .body()
                        .path("disabled")
                        .asBoolean())
                .isFalse();
        assertThat(platform().bean(People.class).caller(person)).isPresent();
        assertThat(administrator().post("/api/v1/people/nobody:disable", "{}").status())
                .isEqualTo(404);
        assertThat(as(person).get("/api/v1/people").status()).isEqualTo(403);
        assertThat(keyOf(tenant("people-key")).get("/api/v1/people").status()).isEqualTo(403);
    }

    @Test
    void the_administrators_person_is_what_the_settings_say_at_every_start() {
        UserId before = people.person("boss@people.example");
        try (ConfigurableApplicationContext first = withAdministrator("boss@people.example", OTHER)) {
            assertThat(first.getBean(People.class).caller(before))
                    .contains(new Caller.Administrator(Optional.of(before)));
            assertThat(verdict("boss@people.example", OTHER)).isInstanceOf(Verdict.Right.class);
            platform().bean(People.class).disable(before);
        }
        try (ConfigurableApplicationContext second = withAdministrator("boss@people.example", OTHER)) {
            assertThat(second.getBean(People.class).caller(before)).isPresent();
        }
        try (ConfigurableApplicationContext third = withAdministrator("next@people.example", OTHER)) {
            assertThat(third.getBean(People.class).caller(before).orElseThrow()).isInstanceOf(Caller.Member.class);
            assertThat(third.getBean(Passwords.class).check("next@people.example", OTHER))
                    .isInstanceOfSatisfying(
                            Verdict.Right.class,
                            right -> assertThat(right.person().administrator()).isTrue());
        }
    }

    private static ConfigurableApplicationContext withAdministrator(String email, String password) {
        return platform()
                .start(List.of(
                        "millwright.control-plane.admin.email=" + email,
                        "millwright.control-plane.admin.password=" + password));
    }

    private ApiClient as(UserId person) {
        return ApiClient.withToken(platform().api(), tokens().of(people.caller(person)));
    }

    private static String passwords(String current, String next) {
        return "{\"current\":\"" + current + "\",\"password\":\"" + next + "\"}";
    }

    private static Verdict verdict(String email, String password) {
        return platform().bean(Passwords.class).check(email, password);
    }
}
