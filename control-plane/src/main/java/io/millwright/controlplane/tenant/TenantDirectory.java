package io.millwright.controlplane.tenant;

import io.millwright.controlplane.cluster.Cluster;
import io.millwright.controlplane.identity.KnownTenants;
import io.millwright.wire.TenantId;
import org.springframework.stereotype.Component;

/** A tenant exists while its account lives, which a creator's next request sees before the informer does. */
@Component
class TenantDirectory implements KnownTenants {

    private final TenantAccounts accounts;
    private final Cluster cluster;

    TenantDirectory(TenantAccounts accounts, Cluster cluster) {
        this.accounts = accounts;
        this.cluster = cluster;
    }

    @Override
    public boolean contains(TenantId tenant) {
        return accounts.living(tenant).isPresent();
    }

    @Override
    public boolean suspended(TenantId tenant) {
        return cluster.tenant(tenant)
                .filter(found -> found.getSpec() != null && found.getSpec().isSuspended())
                .isPresent();
    }
}
