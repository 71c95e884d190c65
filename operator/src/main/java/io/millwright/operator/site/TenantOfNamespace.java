package io.millwright.operator.site;

import io.millwright.wire.TenantId;
import java.util.Optional;

/** Reads the tenant out of the name of its namespace. Sites and fleets mean nothing anywhere else. */
public final class TenantOfNamespace {

    private static final String PREFIX = "tenant-";

    public static Optional<TenantId> of(String namespace) {
        if (!namespace.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new TenantId(namespace.substring(PREFIX.length())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private TenantOfNamespace() {}
}
