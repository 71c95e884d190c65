package io.millwright.controlplane.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.controlplane.ApiClient.Answer;
import io.millwright.controlplane.ControlPlaneIT;
import io.millwright.controlplane.Mailbox;
import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.identity.Grant;
import io.millwright.controlplane.identity.Role;
import io.millwright.controlplane.identity.UserId;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.controlplane.problem.ProblemType;
import io.millwright.controlplane.tenant.TenantAccounts;
import io.millwright.wire.TenantId;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class InvitationsIT extends ControlPlaneIT {

    private final TestPeople people = new TestPeople(platform());
    private final Mailbox mailbox = platform().mailbox();

    @Test
    void a_new_address_joins_with_a_name_and_a_password_and_is_verified_by_the_link() {
        TenantId tenant = tenant("inviting");
        Answer invited = invite(tenant, "new@inviting.example", "operator");
        String token = mailbox.token("new@inviting.example", 1);

        Answer shown = anonymous().post("/api/v1/invitations:show", "{\"token\":\"" + token + "\"}");
        Answer bare = accept(token, "");
        Answer joined = accept(token, ",\"name\":\"Nia\",\"password\":\"" + TestPeople.PASSWORD + "\"");

        assertThat(invited.status()).isEqualTo(201);
        assertThat(shown.body().path("tenant").asString()).isEqualTo("inviting");
        assertThat(shown.body().path("role").asString()).isEqualTo("operator");
        assertThat(shown.body().path("account").asBoolean()).isFalse();
        assertThat(bare.status()).isEqualTo(400);
        assertThat(bare.body().path("errors").findValuesAsString("field")).containsExactly("name", "password");
        assertThat(joined.status()).isEqualTo(200);
        assertThat(joined.body().path("tenant").asString()).isEqualTo("inviting");
        assertThat(platform().bean(Passwords.class).check("new@inviting.example", TestPeople.PASSWORD))
                .isInstanceOfSatisfying(
                        Passwords.Verdict.Right.class,
                        right -> assertThat(people.caller(right.person().id())
                                        .grantIn(tenant)
                                        .orElseThrow()
                                        .role())
                                .isEqualTo(Role.OPERATOR));
        assertThat(trail(tenant)).contains("invitation.create", "member.join").doesNotContain(token);
    }

    @Test
    void an_address_with_an_account_joins_by_the_link_alone_and_keeps_its_password() {
        TenantId tenant = tenant("inviting-known");
        UserId known = people.person("known@inviting.example");
        invite(tenant, "Known@inviting.example", "viewer");
        String token = mailbox.token("Known@inviting.example", 1);

        Answer joined = accept(token, ",\"name\":\"Eve\",\"password\":\"something else entirely\"");

        assertThat(joined.status()).isEqualTo(200);
        assertThat(people.caller(known).grantIn(tenant).orElseThrow().role()).isEqualTo(Role.VIEWER);
        assertThat(platform().bean(Passwords.class).check("known@inviting.example", TestPeople.PASSWORD))
                .isInstanceOf(Passwords.Verdict.Right.class);
    }

    @Test
    void of_many_who_accept_at_once_one_wins() throws Exception {
        TenantId tenant = tenant("inviting-race");
        invite(tenant, "race@inviting.example", "viewer");
        String token = mailbox.token("race@inviting.example", 1);

        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<Integer>> all = IntStream.range(0, 8)
                    .mapToObj(_ -> threads.submit(
                            () -> accept(token, ",\"name\":\"Nia\",\"password\":\"" + TestPeople.PASSWORD + "\"")
                                    .status()))
                    .toList();
            assertThat(all).extracting(Future::get).containsOnlyOnce(200).containsOnly(200, 400);
        }
        assertThat(platform().bean(Members.class).list(tenant, "", 10)).hasSize(1);
    }

    @Test
    void a_withdrawn_invitation_and_the_link_before_the_last_open_nothing() {
        TenantId tenant = tenant("inviting-again");
        String id = invite(tenant, "again@inviting.example", "viewer")
                .body()
                .path("id")
                .asString();
        String first = mailbox.token("again@inviting.example", 1);
        String path = "/api/v1/tenants/inviting-again/invitations/" + id;

        assertThat(administrator().post(path + ":resend", "{}").status()).isEqualTo(204);
        String second = mailbox.token("again@inviting.example", 2);
        assertThat(accept(first, "").body().path("type").asString()).isEqualTo("/problems/link-invalid");
        assertThat(administrator().delete(path).status()).isEqualTo(204);
        assertThat(accept(second, "").body().path("type").asString()).isEqualTo("/problems/link-invalid");
        assertThat(administrator().delete(path).status()).isEqualTo(404);
        assertThat(administrator().post(path + ":resend", "{}").status()).isEqualTo(404);
    }

    @Test
    void an_address_is_invited_once_at_a_time_and_a_member_not_at_all() {
        TenantId tenant = tenant("inviting-twice");
        people.member(tenant, "member@inviting.example", Role.VIEWER);

        assertThat(invite(tenant, "twice@inviting.example", "viewer").status()).isEqualTo(201);
        assertThat(invite(tenant, "TWICE@inviting.example", "admin").status()).isEqualTo(409);
        assertThat(invite(tenant, "member@inviting.example", "admin").status()).isEqualTo(409);
    }

    @Test
    void an_admin_invites_no_owner_and_does_not_withdraw_an_owners_invitation() {
        TenantId tenant = tenant("inviting-above");
        Caller admin = people.caller(people.member(tenant, "a@inviting-above.example", Role.ADMIN));
        Caller owner = people.caller(people.member(tenant, "o@inviting-above.example", Role.OWNER));
        Invitations invitations = platform().bean(Invitations.class);

        assertThatThrownBy(() -> invitations.invite(tenant, "x@inviting.example", Grant.of(Role.OWNER), admin))
                .isInstanceOfSatisfying(
                        ProblemException.class, p -> assertThat(p.type()).isEqualTo(ProblemType.FORBIDDEN));
        String id = invitations
                .invite(tenant, "x@inviting.example", Grant.of(Role.OWNER), owner)
                .id();
        assertThatThrownBy(() -> invitations.withdraw(tenant, id, admin))
                .isInstanceOfSatisfying(
                        ProblemException.class, p -> assertThat(p.type()).isEqualTo(ProblemType.FORBIDDEN));
        assertThat(mailbox.await("x@inviting.example", 1)).contains("o@inviting-above.example");
    }

    @Test
    void another_tenants_invitation_is_an_absent_one() {
        tenant("inviting-a");
        String id = invite(tenant("inviting-b"), "b@inviting.example", "viewer")
                .body()
                .path("id")
                .asString();

        assertThat(keyOf(new TenantId("inviting-a"))
                        .delete("/api/v1/tenants/inviting-a/invitations/" + id)
                        .status())
                .isEqualTo(404);
        assertThat(keyOf(new TenantId("inviting-a"))
                        .post("/api/v1/tenants/inviting-a/invitations/" + id + ":resend", "{}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void a_life_that_ended_takes_its_members_and_invitations_with_it() {
        TenantId tenant = tenant("inviting-ended");
        UserId member = people.member(tenant, "m@inviting-ended.example", Role.OWNER);
        invite(tenant, "late@inviting-ended.example", "viewer");
        String token = mailbox.token("late@inviting-ended.example", 1);
        TenantAccounts accounts = platform().bean(TenantAccounts.class);
        String uid = accounts.living(tenant).orElseThrow().uid();

        accounts.gone(tenant);
        JdbcClient database = platform().bean(JdbcClient.class);
        database.sql("INSERT INTO tenant_account (uid, tenant, born_at) VALUES ('inviting-next', 'inviting-ended',"
                        + " now() + interval '1 minute')")
                .update();

        assertThat(accept(token, ",\"name\":\"Nia\",\"password\":\"" + TestPeople.PASSWORD + "\"")
                        .body()
                        .path("type")
                        .asString())
                .isEqualTo("/problems/link-invalid");
        assertThat(people.caller(member).tenants().orElseThrow()).isEmpty();
        assertThat(platform().bean(Members.class).list(tenant, "", 10)).isEmpty();
        assertThat(platform().bean(Invitations.class).list(tenant, "", 10)).isEmpty();
        platform().bean(Leftovers.class).remove();
        assertThat(database.sql("SELECT count(*) FROM membership WHERE tenant_uid = :uid")
                        .param("uid", uid)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private static Answer invite(TenantId tenant, String email, String role) {
        return administrator()
                .post(
                        "/api/v1/tenants/" + tenant + "/invitations",
                        "{\"email\":\"" + email + "\",\"role\":\"" + role + "\"}");
    }

    private static Answer accept(String token, String more) {
        return anonymous().post("/api/v1/invitations:accept", "{\"token\":\"" + token + "\"" + more + "}");
    }

    private static String trail(TenantId tenant) {
        return administrator()
                .get("/api/v1/tenants/" + tenant + "/audit")
                .body()
                .toString();
    }
}
