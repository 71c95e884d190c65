package io.millwright.controlplane.runtime;

import io.millwright.wire.TenantId;
import java.net.URI;
import java.util.Optional;

/** Where the runtime of a tenant answers. */
public interface RuntimeLocator {

    /** Scheme, host and port, such as {@code https://tenant-runtime.tenant-acme.svc:8443}; empty while there is none. */
    Optional<URI> of(TenantId tenant);
}
