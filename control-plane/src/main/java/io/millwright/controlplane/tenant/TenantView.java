package io.millwright.controlplane.tenant;

import io.millwright.controlplane.cluster.ConditionView;
import io.millwright.crd.v1alpha1.Addons;
import io.millwright.crd.v1alpha1.DeletionPolicy;
import io.millwright.crd.v1alpha1.HistorianSettings;
import io.millwright.crd.v1alpha1.Owner;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.crd.v1alpha1.TenantEndpoints;
import io.millwright.crd.v1alpha1.TenantLimits;
import io.millwright.crd.v1alpha1.TenantPhase;
import io.millwright.crd.v1alpha1.TenantSpec;
import io.millwright.crd.v1alpha1.TenantStatus;
import io.millwright.crd.v1alpha1.TenantUsage;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A tenant as the API shows it.
 *
 * @param tier what is asked for; what runs stands in the status
 * @param createdAt RFC 3339
 */
public record TenantView(
        String name,
        @Nullable String displayName,
        String tier,
        @Nullable String region,
        @Nullable Owner owner,
        boolean suspended,
        DeletionPolicy deletionPolicy,
        @Nullable HistorianSettings historian,
        @Nullable TenantLimits limits,
        @Nullable Addons addons,
        String createdAt,
        Status status) {

    /** What runs, as the operator reports it. */
    public record Status(
            TenantPhase phase,
            boolean ready,
            @Nullable String tier,
            @Nullable String incarnation,
            @Nullable TenantEndpoints endpoints,
            @Nullable TenantUsage usage,
            List<ConditionView> conditions) {}

    public static TenantView of(Tenant tenant) {
        TenantSpec spec = tenant.getSpec() == null ? new TenantSpec() : tenant.getSpec();
        return new TenantView(
                tenant.getMetadata().getName(),
                spec.getDisplayName(),
                spec.getTier(),
                spec.getRegion(),
                spec.getOwner(),
                spec.isSuspended(),
                spec.getDeletionPolicy(),
                spec.getHistorian(),
                spec.getLimits(),
                spec.getAddons(),
                tenant.getMetadata().getCreationTimestamp(),
                status(tenant));
    }

    /** Of a resource that the operator has not seen yet, the phase is Pending; of one on its way out, Terminating. */
    static Status status(Tenant tenant) {
        TenantStatus status = tenant.getStatus() == null ? new TenantStatus() : tenant.getStatus();
        TenantPhase phase = tenant.getMetadata().getDeletionTimestamp() != null
                ? TenantPhase.TERMINATING
                : Objects.requireNonNullElse(status.getPhase(), TenantPhase.PENDING);
        List<ConditionView> conditions = ConditionView.of(status.getConditions());
        return new Status(
                phase,
                ConditionView.ready(conditions),
                status.getTier(),
                status.getIncarnation(),
                status.getEndpoints(),
                status.getUsage(),
                conditions);
    }
}
