package io.millwright.quickstart.up;

import io.millwright.controlplane.runtime.RuntimeLocator;
import io.millwright.quickstart.node.LocalNode;
import io.millwright.wire.TenantId;
import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds a tenant's runtime on the local node: the tenant's own, or else the pooled one. */
record LocalRuntimes(LocalNode node) implements RuntimeLocator {

    private static final String POOL = "millwright-pool";

    @Override
    public Optional<URI> of(TenantId tenant) {
        return Stream.of("tenant-" + tenant.value(), POOL)
                .flatMap(namespace -> node.port(namespace, "tenant-runtime", "https").stream())
                .findFirst()
                .map(port -> URI.create("https://127.0.0.1:" + port));
    }
}
