package io.millwright.controlplane.account;

import io.millwright.controlplane.TestPlatform;
import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.identity.Grant;
import io.millwright.controlplane.identity.Role;
import io.millwright.controlplane.identity.UserId;
import io.millwright.controlplane.tenant.TenantAccounts;
import io.millwright.wire.TenantId;

/** People as sign-up and invitations would have made them, without the letters. */
public record TestPeople(TestPlatform platform) {

    public static final String PASSWORD = "a long and quiet evening";

    /** With {@link #PASSWORD}. */
    public UserId person(String email) {
        return platform.bean(PersonTable.class)
                .insertVerified(
                        new EmailAddress(email),
                        "Jo",
                        platform.bean(Passwords.class).hash(PASSWORD))
                .orElseThrow();
    }

    public UserId member(TenantId tenant, String email, Role role) {
        UserId person = person(email);
        String uid =
                platform.bean(TenantAccounts.class).living(tenant).orElseThrow().uid();
        platform.bean(MembershipTable.class).put(uid, tenant, person, Grant.of(role), "test");
        return person;
    }

    /** As the gate would hand it to controllers now. */
    public Caller caller(UserId person) {
        return platform.bean(People.class).caller(person).orElseThrow();
    }
}
