package io.millwright.controlplane.billing;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.millwright.controlplane.billing.TierHistories.Life;
import io.millwright.controlplane.cluster.Cluster;
import io.millwright.controlplane.metering.Granularity;
import io.millwright.controlplane.metering.Usage;
import io.millwright.crd.v1alpha1.DeviceFleet;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.crd.v1alpha1.TenantStatus;
import io.millwright.crd.v1alpha1.TenantUsage;
import io.millwright.wire.TenantId;
import io.millwright.wire.usage.MeterKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows each tenant's figures in the status of its resource: on change, and not before the interval since the last write is over.
 * They are a glance; the ledger holds the truth.
 */
class TenantFigures {

    private static final Logger LOG = LoggerFactory.getLogger(TenantFigures.class);
    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("millwright-control-plane")
            .withForce(true) // nobody else may own these fields
            .build();

    private final Cluster cluster;
    private final KubernetesClient kubernetes;
    private final Usage usage;
    private final Bills bills;
    private final Duration interval;
    private final Clock clock;
    private final Map<TenantId, Basis> shown = new ConcurrentHashMap<>();

    /** What the figures follow from: while it is the same, so are they. */
    private record Basis(String incarnation, String tier, long position, Instant hour, int devices) {}

    TenantFigures(
            Cluster cluster, KubernetesClient kubernetes, Usage usage, Bills bills, Duration interval, Clock clock) {
        this.cluster = cluster;
        this.kubernetes = kubernetes;
        this.usage = usage;
        this.bills = bills;
        this.interval = interval;
        this.clock = clock;
    }

    void showAllTenants() {
        for (Tenant resource : cluster.tenants()) {
            try {
                show(resource);
            } catch (KubernetesClientException e) {
                LOG.atWarn()
                        .addKeyValue("tenant", resource.getMetadata().getName())
                        .addKeyValue("reason", e.getCode() + " " + e.getMessage())
                        .log("a tenant's figures could not be shown; they are shown later");
            } catch (RuntimeException e) {
                LOG.atError()
                        .addKeyValue("tenant", resource.getMetadata().getName())
                        .setCause(e)
                        .log("a tenant's figures could not be made");
            }
        }
    }

    private void show(Tenant resource) {
        TenantStatus status = resource.getStatus();
        if (status == null || status.getIncarnation() == null || status.getTier() == null) {
            return;
        }
        Instant now = clock.instant();
        TenantUsage before = status.getUsage();
        if (before != null
                && before.getAsOf() != null
                && now.isBefore(Instant.parse(before.getAsOf()).plus(interval))) {
            return;
        }
        Life life = new Life(new TenantId(resource.getMetadata().getName()), status.getIncarnation());
        Basis basis = basis(life, status.getTier(), now);
        if (basis.equals(shown.get(life.tenant()))) {
            return;
        }
        Optional<TenantUsage> figures = figures(life, basis, now);
        if (figures.isPresent() && (before == null || !same(before, figures.get()))) {
            apply(resource, figures.get());
        }
        shown.put(life.tenant(), basis);
    }

    private Basis basis(Life life, String tier, Instant now) {
        int devices = cluster.fleets(life.tenant()).stream()
                .map(DeviceFleet::getStatus)
                .filter(Objects::nonNull)
                .mapToInt(fleet -> Optional.ofNullable(fleet.getEnrolled()).orElse(0))
                .sum();
        long position = usage.head(life.tenant(), life.incarnation()).position();
        return new Basis(life.incarnation(), tier, position, now.truncatedTo(ChronoUnit.HOURS), devices);
    }

    private Optional<TenantUsage> figures(Life life, Basis basis, Instant now) {
        Instant midnight = now.truncatedTo(ChronoUnit.DAYS);
        long messages = usage
                .sums(
                        life.tenant(),
                        life.incarnation(),
                        midnight,
                        midnight.plus(1, ChronoUnit.DAYS),
                        Optional.of(MeterKey.MESSAGES),
                        Granularity.TOTAL)
                .stream()
                .mapToLong(sum -> sum.quantity().longValue())
                .sum();
        return switch (bills.toDate(life)) {
            case Drawing.Unpriced _ -> Optional.empty();
            case Drawing.Drawn drawn -> {
                TenantUsage figures = new TenantUsage();
                figures.setDevices(basis.devices());
                figures.setMessagesToday(messages);
                figures.setBillToDate(drawn.bill().total().toString());
                figures.setAsOf(now.truncatedTo(ChronoUnit.SECONDS).toString());
                yield Optional.of(figures);
            }
        };
    }

    private static boolean same(TenantUsage one, TenantUsage other) {
        return Objects.equals(one.getDevices(), other.getDevices())
                && Objects.equals(one.getMessagesToday(), other.getMessagesToday())
                && Objects.equals(one.getBillToDate(), other.getBillToDate());
    }

    /** Bound to the uid: a tenant created anew meanwhile refuses what is about the old one. */
    private void apply(Tenant resource, TenantUsage figures) {
        Tenant patch = new Tenant();
        patch.setMetadata(new ObjectMetaBuilder()
                .withName(resource.getMetadata().getName())
                .withUid(resource.getMetadata().getUid())
                .build());
        TenantStatus status = new TenantStatus();
        status.setUsage(figures);
        patch.setStatus(status);
        kubernetes.resource(patch).subresource("status").patch(APPLY);
    }
}
