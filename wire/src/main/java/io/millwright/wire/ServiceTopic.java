package io.millwright.wire;

import java.util.List;
import java.util.stream.Stream;

/**
 * Topics on which a tenant's runtime and its broker speak to each other and nobody else does. No site is called {@code service},
 * so no device's topic can be one of them.
 */
public final class ServiceTopic {

    private static final String DENY = "deny";
    private static final String REFUSALS = "refusals";

    /** {@code mw/v1/<tenant>/service/deny}: a certificate's serial number that must not be let in any more. */
    public static String deny(TenantId tenant) {
        return String.join("/", denyLevels(tenant));
    }

    /** {@code mw/v1/<tenant>/service/refusals}: what the broker refused; it alone says so, and no client may. */
    public static String refusals(TenantId tenant) {
        return String.join("/", refusalsLevels(tenant));
    }

    static List<String> denyLevels(TenantId tenant) {
        return levels(tenant, DENY);
    }

    static List<String> refusalsLevels(TenantId tenant) {
        return levels(tenant, REFUSALS);
    }

    private static List<String> levels(TenantId tenant, String kind) {
        return Stream.concat(Levels.ROOT.stream(), Stream.of(tenant.value(), SiteId.RESERVED, kind))
                .toList();
    }

    private ServiceTopic() {}
}
