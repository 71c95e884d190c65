package io.millwright.controlplane.billing;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.millwright.controlplane.billing.TierHistories.Life;
import io.millwright.controlplane.cluster.Cluster;
import io.millwright.controlplane.cluster.ClusterChange;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.crd.v1alpha1.TenantStatus;
import io.millwright.wire.TenantId;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.event.EventListener;

/**
 * Notes which tier runs, from the tenants' status: what runs is billed, not what is asked for. The first tier counts from the
 * tenant's creation, a later one from when it was seen. A deleted tenant ends when its deletion was asked for.
 */
class TierNotes {

    private final Cluster cluster;
    private final TierHistories histories;
    private final Clock clock;
    /** What was noted last, so that the many changes that are none of ours cost nothing. */
    private final Map<TenantId, Seen> seen = new ConcurrentHashMap<>();

    private record Seen(String incarnation, String tier, String deletion) {}

    TierNotes(Cluster cluster, TierHistories histories, Clock clock) {
        this.cluster = cluster;
        this.histories = histories;
        this.clock = clock;
    }

    @EventListener
    void changed(ClusterChange.OfTenant change) {
        note(change.tenant());
    }

    /** Also what was missed while nobody listened. Changes nothing when all is noted. */
    void noteAllTenants() {
        if (!cluster.synced()) {
            return;
        }
        for (Tenant tenant : cluster.tenants()) {
            tenantId(tenant).ifPresent(this::note);
        }
        for (Life life : histories.runningLivesOfAllTenants()) {
            endIfGone(life);
        }
    }

    private static Optional<TenantId> tenantId(Tenant tenant) {
        try {
            return Optional.of(new TenantId(tenant.getMetadata().getName()));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // a name that no certificate can carry never runs
        }
    }

    private void note(TenantId tenant) {
        Optional<Tenant> resource = cluster.tenant(tenant);
        TenantStatus status = resource.map(Tenant::getStatus).orElse(null);
        if (resource.isEmpty() || status == null || status.getIncarnation() == null || status.getTier() == null) {
            return; // gone, or not running yet; the ends are found by comparison
        }
        ObjectMeta meta = resource.get().getMetadata();
        String deletion = Optional.ofNullable(meta.getDeletionTimestamp()).orElse("");
        Seen now = new Seen(status.getIncarnation(), status.getTier(), deletion);
        if (now.equals(seen.get(tenant))) {
            return;
        }
        Instant birth = Instant.parse(meta.getCreationTimestamp());
        histories.ran(tenant, now.incarnation(), now.tier(), birth, clock.instant());
        if (!deletion.isEmpty()) {
            histories.ended(tenant, now.incarnation(), Instant.parse(deletion));
        }
        seen.put(tenant, now);
    }

    /** A status without an incarnation is no end: the resource must be gone, or be that of another life. */
    private void endIfGone(Life life) {
        Optional<Tenant> resource = cluster.tenant(life.tenant());
        boolean another = resource.map(Tenant::getStatus)
                .map(TenantStatus::getIncarnation)
                .filter(incarnation -> !incarnation.equals(life.incarnation()))
                .isPresent();
        if (resource.isEmpty() || another) {
            histories.ended(life.tenant(), life.incarnation(), clock.instant());
        }
    }
}
