package io.millwright.controlplane.tenant;

import io.millwright.controlplane.cluster.Cluster;
import io.millwright.controlplane.cluster.CustomResources;
import io.millwright.controlplane.identity.KnownTenants;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.wire.TenantId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * A tenant exists while its account lives and is that of the resource there is: between a new tenant of an old name and the
 * note of it, what was given out for the old one opens nothing. A creator's next request comes before the informer's word,
 * and is answered from the API server itself.
 */
@Component
class TenantDirectory implements KnownTenants {

    private final TenantAccounts accounts;
    private final Cluster cluster;
    private final CustomResources resources;
    /** Lives that were found to agree; such a one needs no statement as long as the informer shows the same resource. */
    private final Map<TenantId, String> agreed = new ConcurrentHashMap<>();

    TenantDirectory(TenantAccounts accounts, Cluster cluster, CustomResources resources) {
        this.accounts = accounts;
        this.cluster = cluster;
        this.resources = resources;
    }

    @Override
    public boolean contains(TenantId tenant) {
        Optional<String> seen = cluster.tenant(tenant).map(TenantDirectory::uid);
        if (seen.isPresent() && seen.get().equals(agreed.get(tenant))) {
            return true;
        }
        Optional<String> living = accounts.living(tenant).map(TenantAccounts.Account::uid);
        boolean same = living.isPresent()
                && seen.or(() -> resources.read(Tenants.name(tenant)).map(TenantDirectory::uid))
                        .equals(living);
        if (same) {
            agreed.put(tenant, living.get());
        } else {
            agreed.remove(tenant);
        }
        return same;
    }

    @Override
    public boolean suspended(TenantId tenant) {
        return cluster.tenant(tenant)
                .filter(found -> found.getSpec() != null && found.getSpec().isSuspended())
                .isPresent();
    }

    private static String uid(Tenant tenant) {
        return tenant.getMetadata().getUid();
    }
}
