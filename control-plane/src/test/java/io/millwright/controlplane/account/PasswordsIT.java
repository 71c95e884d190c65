package io.millwright.controlplane.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.controlplane.ControlPlaneIT;
import io.millwright.controlplane.account.Passwords.Verdict;
import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.identity.Role;
import io.millwright.controlplane.identity.UserId;
import io.millwright.controlplane.tenant.TenantAccounts;
import io.millwright.wire.TenantId;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class PasswordsIT extends ControlPlaneIT {

    private static final String GOOD = "a long and quiet evening";

    @Test
    void the_right_password_of_an_open_account_is_right_in_any_case_of_the_address() {
        UserId id = new TestPeople(platform()).person("Right@acme.example");

        assertThat(passwords().check("right@ACME.example", GOOD))
                .isInstanceOfSatisfying(
                        Verdict.Right.class,
                        right -> assertThat(right.person().id()).isEqualTo(id));
    }

    @Test
    void every_other_cause_is_the_same_wrong() {
        UserId disabled = new TestPeople(platform()).person("disabled@acme.example");
        UserId unverified = new TestPeople(platform()).person("unverified@acme.example");
        new TestPeople(platform()).person("known@acme.example");
        database()
                .sql("UPDATE person SET disabled_at = now() WHERE id = :id")
                .param("id", disabled.value())
                .update();
        database()
                .sql("UPDATE person SET verified_at = NULL WHERE id = :id")
                .param("id", unverified.value())
                .update();

        assertThat(passwords().check("known@acme.example", GOOD + "!")).isEqualTo(new Verdict.Wrong());
        assertThat(passwords().check("known@acme.example", GOOD.repeat(100))).isEqualTo(new Verdict.Wrong());
        assertThat(passwords().check("unknown@acme.example", GOOD)).isEqualTo(new Verdict.Wrong());
        assertThat(passwords().check("disabled@acme.example", GOOD)).isEqualTo(new Verdict.Wrong());
        assertThat(passwords().check("unverified@acme.example", GOOD)).isEqualTo(new Verdict.Wrong());
        assertThat(passwords().check("no address \u0000", GOOD)).isEqualTo(new Verdict.Wrong());
        assertThat(platform().bean(People.class).caller(disabled)).isEmpty();
        assertThat(platform().bean(People.class).caller(unverified)).isEmpty();
    }

    @Test
    void a_caller_has_the_grants_of_the_lives_that_tenants_have_now() {
        TenantId tenant = tenant("caller-grants");
        UserId id = new TestPeople(platform()).person("grants@acme.example");
        String uid = platform()
                .bean(TenantAccounts.class)
                .living(tenant)
                .orElseThrow()
                .uid();
        database().sql("""
            INSERT INTO tenant_account (uid, tenant, born_at, removed_at) VALUES ('old-life-of-caller', 'caller-old', now(), now())
            """).update();
        membership(uid, tenant.value(), id, "engineer", "{bremen}");
        membership("old-life-of-caller", "caller-old", id, "owner", "{}");

        Caller caller = platform().bean(People.class).caller(id).orElseThrow();

        assertThat(caller.tenants().orElseThrow()).containsExactly(tenant);
        assertThat(caller.grantIn(tenant).orElseThrow().role()).isEqualTo(Role.ENGINEER);
        assertThat(caller.grantIn(tenant).orElseThrow().sites())
                .extracting(Object::toString)
                .containsExactly("bremen");
    }

    @Test
    void nothing_of_a_hash_is_shown_by_what_is_printed() {
        new TestPeople(platform()).person("printed@acme.example");

        assertThat(platform()
                        .bean(PersonTable.class)
                        .byEmail("printed@acme.example")
                        .orElseThrow()
                        .toString())
                .doesNotContain("argon2");
    }

    private static void membership(String uid, String tenant, UserId person, String role, String sites) {
        database()
                .sql("""
                    INSERT INTO membership (tenant_uid, tenant, person, role, sites, since, granted_by)
                    VALUES (:uid, :tenant, :person, :role, CAST(:sites AS text[]), now(), 'test')
                    """)
                .param("uid", uid)
                .param("tenant", tenant)
                .param("person", person.value())
                .param("role", role)
                .param("sites", sites)
                .update();
    }

    private static Passwords passwords() {
        return platform().bean(Passwords.class);
    }

    private static JdbcClient database() {
        return platform().bean(JdbcClient.class);
    }
}
