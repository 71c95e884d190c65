package io.millwright.controlplane.tenant;

import io.millwright.controlplane.cluster.Cluster;
import io.millwright.controlplane.cluster.ClusterChange;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.wire.TenantId;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Keeps the accounts in step with the custom resources, whoever made or removed those. */
@Component
class TenantLives {

    private static final Logger LOG = LoggerFactory.getLogger(TenantLives.class);
    private static final String KUBERNETES = "kubernetes";

    private final Cluster cluster;
    private final Tenants tenants;
    private final TenantAccounts accounts;

    TenantLives(Cluster cluster, Tenants tenants, TenantAccounts accounts) {
        this.cluster = cluster;
        this.tenants = tenants;
        this.accounts = accounts;
    }

    @EventListener
    void changed(ClusterChange.OfTenant change) {
        cluster.tenant(change.tenant())
                .ifPresentOrElse(
                        resource -> accounts.note(change.tenant(), resource, KUBERNETES),
                        () -> accounts.gone(change.tenant()));
    }

    /** What no event told: tenants that ended while this process was down, and changes that met a database that was. */
    @Scheduled(fixedDelayString = "PT30S", initialDelayString = "PT10S")
    void sweep() {
        if (!cluster.synced()) {
            return;
        }
        try {
            sweep(cluster.tenants(), accounts.livingOnes());
        } catch (DataAccessException | TransactionException e) {
            LOG.atWarn()
                    .addKeyValue("reason", e.getClass().getSimpleName())
                    .log("the accounts could not be compared with the tenants; tried again");
        }
    }

    private void sweep(List<Tenant> resources, List<TenantAccounts.Account> living) {
        if (resources.isEmpty() && !living.isEmpty()) {
            // More likely another or an emptied cluster than the end of everybody at once, and keys do not come back.
            LOG.atWarn().addKeyValue("accounts", living.size()).log("the cluster knows no tenant; no account is ended");
            return;
        }
        for (Tenant resource : resources) {
            accounts.note(new TenantId(resource.getMetadata().getName()), resource, KUBERNETES);
        }
        living.stream()
                .map(TenantAccounts.Account::tenant)
                .filter(tenant -> tenants.find(tenant).isEmpty())
                .forEach(accounts::gone);
    }
}
