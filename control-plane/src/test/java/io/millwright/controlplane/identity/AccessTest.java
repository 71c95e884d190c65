package io.millwright.controlplane.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.wire.TenantId;
import org.junit.jupiter.api.Test;

/** Who may see a tenant at all, before any role is asked about. */
class AccessTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId BOLT = new TenantId("bolt");
    private static final TenantId GONE = new TenantId("gone");

    private final Access access = new Access(
            new KnownTenants() {
                @Override
                public boolean contains(TenantId tenant) {
                    return !tenant.equals(GONE);
                }

                @Override
                public boolean suspended(TenantId tenant) {
                    return false;
                }
            },
            new AccessPolicy());

    @Test
    void a_key_sees_its_own_tenant_and_no_other() {
        assertThat(access.canSee(keyOf(ACME), ACME)).isTrue();
        assertThat(access.canSee(keyOf(ACME), BOLT)).isFalse();
    }

    @Test
    void nobody_sees_a_tenant_that_is_not_there() {
        assertThat(access.canSee(keyOf(GONE), GONE)).isFalse();
        assertThat(access.canSee(new Caller.Administrator(), GONE)).isFalse();
        assertThat(access.canSee(new Caller.Administrator(), BOLT)).isTrue();
    }

    private static Caller keyOf(TenantId tenant) {
        return new Caller.TenantKey("key", tenant, Grant.of(Role.OWNER));
    }
}
