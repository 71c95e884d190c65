package io.millwright.controlplane.device;

import io.millwright.controlplane.cluster.Cluster;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.crd.v1alpha1.TenantPhase;
import io.millwright.crd.v1alpha1.TenantStatus;
import io.millwright.wire.TenantId;
import java.util.Optional;

/** One life of a tenant: what belongs to another one of the same name is not met. */
public record TenantLife(TenantId tenant, String incarnation) {

    /** The present one; empty if there is no such tenant or the operator has not seen it yet. */
    public static Optional<TenantLife> of(Cluster cluster, TenantId tenant) {
        return cluster.tenant(tenant)
                .map(Tenant::getStatus)
                .map(TenantStatus::getIncarnation)
                .map(incarnation -> new TenantLife(tenant, incarnation));
    }

    /** Whether new devices may come: it has a broker, is neither suspended nor on its way out. */
    public static boolean isOpen(Tenant tenant) {
        TenantStatus status = tenant.getStatus();
        return status != null
                && status.getEndpoints() != null
                && status.getEndpoints().getMqtt() != null
                && status.getPhase() != TenantPhase.TERMINATING
                && tenant.getMetadata().getDeletionTimestamp() == null
                && !tenant.getSpec().isSuspended();
    }
}
