package io.millwright.controlplane.tenant;

import io.millwright.controlplane.cluster.ConditionView;
import io.millwright.controlplane.identity.Grant;
import io.millwright.controlplane.identity.Role;
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
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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

    private static final Set<Role> ADMINS = Set.of(Role.OWNER, Role.ADMIN);

    /** What runs, as the operator reports it. */
    @Schema(name = "TenantStatus")
    public record Status(
            TenantPhase phase,
            boolean ready,
            @Nullable String tier,
            @Nullable String incarnation,
            @Nullable TenantEndpoints endpoints,
            @Nullable TenantUsage usage,
            List<ConditionView> conditions) {}

    /** As its owner sees it. */
    public static TenantView of(Tenant tenant) {
        return of(tenant, Grant.of(Role.OWNER));
    }

    /** Without what the grant does not show: addresses of people, the bill, and figures of other sites than its own. */
    public static TenantView of(Tenant tenant, Grant grant) {
        TenantSpec spec = tenant.getSpec() == null ? new TenantSpec() : tenant.getSpec();
        return new TenantView(
                tenant.getMetadata().getName(),
                spec.getDisplayName(),
                spec.getTier(),
                spec.getRegion(),
                ADMINS.contains(grant.role()) ? spec.getOwner() : null,
                spec.isSuspended(),
                spec.getDeletionPolicy(),
                spec.getHistorian(),
                spec.getLimits(),
                spec.getAddons(),
                tenant.getMetadata().getCreationTimestamp(),
                status(tenant, grant));
    }

    /** Of a resource that the operator has not seen yet, the phase is Pending; of one on its way out, Terminating. */
    static Status status(Tenant tenant, Grant grant) {
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
                shown(status.getUsage(), grant),
                conditions);
    }

    private static @Nullable TenantUsage shown(@Nullable TenantUsage usage, Grant grant) {
        if (usage == null || !grant.wholeTenant()) {
            return null;
        }
        if (ADMINS.contains(grant.role()) || grant.role() == Role.BILLING) {
            return usage;
        }
        TenantUsage unpriced = new TenantUsage();
        unpriced.setDevices(usage.getDevices());
        unpriced.setMessagesToday(usage.getMessagesToday());
        unpriced.setAsOf(usage.getAsOf());
        return unpriced;
    }
}
