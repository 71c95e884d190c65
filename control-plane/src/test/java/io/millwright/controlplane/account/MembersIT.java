package io.millwright.controlplane.account;

import static io.millwright.controlplane.account.Attempts.attempt;
import static io.millwright.controlplane.account.Attempts.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.controlplane.ControlPlaneIT;
import io.millwright.controlplane.audit.AuditEntry;
import io.millwright.controlplane.audit.AuditLog;
import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.identity.Grant;
import io.millwright.controlplane.identity.Role;
import io.millwright.controlplane.identity.UserId;
import io.millwright.controlplane.problem.ProblemType;
import io.millwright.controlplane.tenant.TenantAccounts;
import io.millwright.wire.TenantId;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class MembersIT extends ControlPlaneIT {

    private final TestPeople people = new TestPeople(platform());
    private final Members members = platform().bean(Members.class);

    @Test
    void an_admin_decides_about_everybody_but_owners() {
        TenantId tenant = tenant("members-admin");
        UserId owner = people.member(tenant, "o@members-admin.example", Role.OWNER);
        Caller admin = people.caller(people.member(tenant, "a@members-admin.example", Role.ADMIN));
        UserId viewer = people.member(tenant, "v@members-admin.example", Role.VIEWER);

        assertThat(members.change(tenant, viewer, Grant.of(Role.ADMIN), admin)
                        .grant()
                        .role())
                .isEqualTo(Role.ADMIN);
        refused(ProblemType.FORBIDDEN, () -> members.change(tenant, viewer, Grant.of(Role.OWNER), admin));
        refused(ProblemType.FORBIDDEN, () -> members.change(tenant, owner, Grant.of(Role.VIEWER), admin));
        refused(ProblemType.FORBIDDEN, () -> remove(tenant, owner, admin));
    }

    @Test
    void nobody_below_admin_decides_about_anybody_but_may_leave() {
        TenantId tenant = tenant("members-leave");
        UserId owner = people.member(tenant, "o@members-leave.example", Role.OWNER);
        for (Role role : List.of(Role.ENGINEER, Role.OPERATOR, Role.VIEWER, Role.BILLING)) {
            UserId own = people.member(tenant, role.word() + "@members-leave.example", role);
            Caller caller = people.caller(own);

            refused(ProblemType.FORBIDDEN, () -> members.change(tenant, own, Grant.of(Role.ENGINEER), caller));
            refused(ProblemType.FORBIDDEN, () -> remove(tenant, owner, caller));
            members.remove(tenant, own, caller);
            assertThat(people.caller(own).grantIn(tenant)).isEmpty();
        }
        assertThat(trail(tenant)).extracting(AuditEntry::action).contains("member.leave");
    }

    @Test
    void the_last_owner_stays_an_owner() {
        TenantId tenant = tenant("members-last");
        UserId owner = people.member(tenant, "o@members-last.example", Role.OWNER);
        people.member(tenant, "a@members-last.example", Role.ADMIN);
        Caller caller = people.caller(owner);
        int before = trail(tenant).size();

        refused(ProblemType.CONFLICT, () -> remove(tenant, owner, caller));
        refused(ProblemType.CONFLICT, () -> members.change(tenant, owner, Grant.of(Role.ADMIN), caller));
        refused(
                ProblemType.CONFLICT,
                () -> members.change(tenant, owner, Grant.of(Role.VIEWER), new Caller.Administrator()));

        assertThat(trail(tenant)).hasSize(before);
    }

    @Test
    void an_owner_who_is_shut_out_does_not_count() {
        TenantId tenant = tenant("members-disabled");
        UserId one = people.member(tenant, "1@members-disabled.example", Role.OWNER);
        UserId two = people.member(tenant, "2@members-disabled.example", Role.OWNER);
        Caller caller = people.caller(one);
        platform().bean(People.class).disable(two);

        refused(ProblemType.CONFLICT, () -> remove(tenant, one, caller));
    }

    @Test
    void of_two_owners_who_remove_each_other_at_once_one_stays() throws Exception {
        TenantId tenant = tenant("members-race");
        for (int round = 0; round < 10; round++) {
            UserId one = people.member(tenant, "1-" + round + "@members-race.example", Role.OWNER);
            UserId two = people.member(tenant, "2-" + round + "@members-race.example", Role.OWNER);
            Caller first = people.caller(one);
            Caller second = people.caller(two);

            try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
                List<Future<Boolean>> both = threads.invokeAll(
                        List.of(attempt(() -> remove(tenant, two, first)), attempt(() -> remove(tenant, one, second))));
                assertThat(both).extracting(Future::get).containsExactlyInAnyOrder(true, false);
            }
            List<Membership> left = members.list(tenant, "", 100);
            assertThat(left).hasSize(1);
            platform()
                    .bean(MembershipTable.class)
                    .delete(uid(tenant), left.getFirst().person());
        }
    }

    @Test
    void of_two_owners_who_leave_at_once_one_stays() throws Exception {
        TenantId tenant = tenant("members-leaving");
        for (int round = 0; round < 10; round++) {
            UserId one = people.member(tenant, "1-" + round + "@members-leaving.example", Role.OWNER);
            UserId two = people.member(tenant, "2-" + round + "@members-leaving.example", Role.OWNER);
            Caller first = people.caller(one);
            Caller second = people.caller(two);

            try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
                List<Future<Boolean>> both = threads.invokeAll(
                        List.of(attempt(() -> remove(tenant, one, first)), attempt(() -> remove(tenant, two, second))));
                assertThat(both).extracting(Future::get).containsExactlyInAnyOrder(true, false);
            }
            platform()
                    .bean(MembershipTable.class)
                    .delete(
                            uid(tenant),
                            members.list(tenant, "", 100).getFirst().person());
        }
    }

    @Test
    void a_member_of_another_tenant_is_an_absent_one() {
        TenantId tenant = tenant("members-own");
        UserId stranger = people.member(tenant("members-foreign"), "s@members-foreign.example", Role.VIEWER);
        Caller owner = people.caller(people.member(tenant, "o@members-own.example", Role.OWNER));

        refused(ProblemType.NOT_FOUND, () -> remove(tenant, stranger, owner));
        refused(ProblemType.NOT_FOUND, () -> members.change(tenant, stranger, Grant.of(Role.ADMIN), owner));
        assertThat(people.caller(stranger).grantIn(new TenantId("members-foreign")))
                .isPresent();
    }

    @Test
    void the_list_is_open_to_keys_and_bad_bodies_are_told_what_is_wrong() {
        TenantId tenant = tenant("members-http");
        UserId owner = people.member(tenant, "o@members-http.example", Role.OWNER);

        assertThat(keyOf(tenant)
                        .get("/api/v1/tenants/members-http/members")
                        .body()
                        .path("items")
                        .findValuesAsString("id"))
                .containsExactly(owner.value());
        for (String body : List.of(
                "{}",
                "{\"role\":\"king\"}",
                "{\"role\":\"viewer\",\"sites\":[\"No Site\"]}",
                "{\"role\":\"viewer\",\"sites\":[null]}",
                "{\"role\":\"owner\",\"sites\":[\"bremen\"]}",
                "{\"role\":\"viewer\",\"person\":\"x\"}")) {
            assertThat(administrator()
                            .patch("/api/v1/tenants/members-http/members/" + owner, body)
                            .status())
                    .isEqualTo(400);
        }
        assertThat(administrator()
                        .patch("/api/v1/tenants/members-http/members/nobody", "{\"role\":\"viewer\"}")
                        .status())
                .isEqualTo(404);
    }

    private Object remove(TenantId tenant, UserId member, Caller caller) {
        members.remove(tenant, member, caller);
        return "removed";
    }

    private static String uid(TenantId tenant) {
        return platform()
                .bean(TenantAccounts.class)
                .living(tenant)
                .orElseThrow()
                .uid();
    }

    private static List<AuditEntry> trail(TenantId tenant) {
        return platform().bean(AuditLog.class).list(tenant, 0, 1_000);
    }
}
