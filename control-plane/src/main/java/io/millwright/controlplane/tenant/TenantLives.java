package io.millwright.controlplane.tenant;

import io.millwright.controlplane.cluster.Cluster;
import io.millwright.controlplane.cluster.ClusterChange;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Keeps the accounts in step with the custom resources, whoever made or removed those. */
@Component
class TenantLives {

    private final Cluster cluster;
    private final TenantAccounts accounts;

    TenantLives(Cluster cluster, TenantAccounts accounts) {
        this.cluster = cluster;
        this.accounts = accounts;
    }

    @EventListener
    void changed(ClusterChange.OfTenant change) {
        Optional.of(change.tenant())
                .flatMap(cluster::tenant)
                .ifPresentOrElse(
                        resource -> accounts.note(change.tenant(), resource, "kubernetes"),
                        () -> accounts.gone(change.tenant()));
    }
}
