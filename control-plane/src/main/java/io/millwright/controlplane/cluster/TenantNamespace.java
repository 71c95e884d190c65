package io.millwright.controlplane.cluster;

import io.millwright.wire.TenantId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the sites and fleets of a tenant live. */
public final class TenantNamespace {

    private static final String PREFIX = "tenant-";

    public static String of(TenantId tenant) {
        return PREFIX + tenant;
    }

    static Optional<TenantId> tenant(@Nullable String namespace) {
        return namespace != null && namespace.startsWith(PREFIX)
                ? parse(namespace.substring(PREFIX.length()))
                : Optional.empty();
    }

    static Optional<TenantId> parse(String name) {
        try {
            return Optional.of(new TenantId(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // somebody else's namespace, or a name that no certificate can carry
        }
    }

    private TenantNamespace() {}
}
