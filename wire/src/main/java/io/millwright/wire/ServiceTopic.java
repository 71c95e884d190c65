package io.millwright.wire;

import java.util.List;
import java.util.stream.Stream;

/**
 * Topics on which a tenant's runtime speaks to its broker and to nobody else: the broker consumes them. No site is called
 * {@code service}, so no device's topic can be one of them.
 */
public final class ServiceTopic {

    private static final String DENY = "deny";

    /** {@code mw/v1/<tenant>/service/deny}: a certificate's serial number that must not be let in any more. */
    public static String deny(TenantId tenant) {
        return String.join("/", levels(tenant));
    }

    static List<String> levels(TenantId tenant) {
        return Stream.concat(Levels.ROOT.stream(), Stream.of(tenant.value(), SiteId.RESERVED, DENY))
                .toList();
    }

    private ServiceTopic() {}
}
