package io.millwright.controlplane.identity;

import io.millwright.wire.TenantId;

/** Which tenants exist now, and how they stand; the tenant feature answers. */
public interface KnownTenants {

    boolean contains(TenantId tenant);

    /** A suspended tenant is read-only for its own callers. */
    boolean suspended(TenantId tenant);
}
