package io.millwright.controlplane.identity;

import io.millwright.wire.TenantId;

/** Which tenants exist now; the tenant feature answers. */
public interface KnownTenants {

    boolean contains(TenantId tenant);
}
