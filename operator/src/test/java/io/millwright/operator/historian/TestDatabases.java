package io.millwright.operator.historian;

import java.time.Duration;

/** Tenants' databases as a tier would want them. */
final class TestDatabases {

    static final String INCARNATION = "01JD0000000000000000000000";

    static TenantDatabase of(String tenant) {
        return of(tenant, "first");
    }

    static TenantDatabase of(String tenant, String passwords) {
        return TenantDatabase.of(
                tenant,
                INCARNATION,
                new TenantDatabase.Passwords(
                        new Password(passwords + "-owner-of-" + tenant),
                        new Password(passwords + "-writer-of-" + tenant),
                        new Password(passwords + "-reader-of-" + tenant)),
                new TenantDatabase.Bounds(3, 5, 2, Duration.ofMillis(400), 16));
    }

    private TestDatabases() {}
}
