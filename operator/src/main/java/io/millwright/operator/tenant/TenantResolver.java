package io.millwright.operator.tenant;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.crd.v1alpha1.TenantStatus;
import io.millwright.operator.cluster.Cluster;
import io.millwright.operator.dashboards.PooledOrganisations;
import io.millwright.operator.historian.cluster.PostgresCluster;
import io.millwright.operator.network.TenantNamespace;
import io.millwright.operator.plan.Incarnation;
import io.millwright.operator.plan.Installation;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Material;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.TenantPlan;
import io.millwright.operator.tier.HistorianEngine;
import io.millwright.operator.tier.TierChoice;
import io.millwright.operator.tier.TierResolution;
import io.millwright.operator.tier.TierResolution.Granted;
import io.millwright.operator.tier.TierResolution.Refused;
import io.millwright.operator.tier.TierResolver;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Spec, catalog and cluster -> one plan. */
final class TenantResolver {

    private static final long GIBIBYTE = 1L << 30;

    private final TierResolver tiers;
    private final TenantMaterials materials;
    private final Installation installation;
    private final PooledOrganisations organisations;
    private final PlaceInPool place;

    TenantResolver(
            TierResolver tiers,
            TenantMaterials materials,
            Installation installation,
            PooledOrganisations organisations,
            PlaceInPool place) {
        this.tiers = tiers;
        this.materials = materials;
        this.installation = installation;
        this.organisations = organisations;
        this.place = place;
    }

    Resolved resolve(Tenant tenant, Incarnation incarnation, NamespaceState.Usable namespace, Cluster<?> cluster) {
        Optional<TierChoice> running = namespace.granted().or(() -> reported(tenant, incarnation));
        TierResolution resolution = keepingHistorian(tiers.resolve(tenant.getSpec(), running), running, namespace);
        Optional<Refused> refusal = resolution instanceof Refused refused ? Optional.of(refused) : Optional.empty();
        Optional<Granted> granted =
                resolution instanceof Granted found ? Optional.of(found) : running.flatMap(tiers::running);
        if (granted.isEmpty()) {
            return new Resolved(Optional.empty(), refusal, Optional.empty(), Optional.empty(), Optional.empty());
        }
        TenantPlan anywhere = bare(tenant, incarnation, granted.get(), namespace, cluster);
        TenantPlan bare = anywhere.at(
                        grafana(anywhere, namespace.pooledGrafana(), cluster).orElse(null))
                .in(place.of(anywhere, namespace.pool(), cluster).orElse(null));
        TenantMaterials.Found found = materials.find(bare, namespace.authority(), cluster);
        return new Resolved(
                Optional.of(with(bare, found.material())), refusal, found.pki(), found.credentials(), found.expiring());
    }

    /**
     * Another tier, or the same one that the catalog has otherwise by now, may be another make of historian, whose data would have
     * to be moved. A cluster that has CloudNativePG since changes nothing for a tenant that was made before.
     */
    private TierResolution keepingHistorian(
            TierResolution resolution, Optional<TierChoice> running, NamespaceState.Usable namespace) {
        if (!(resolution instanceof Granted asked)
                || running.isEmpty()
                || namespace.historianEngine().isEmpty()) {
            return resolution;
        }
        String before = running.get().tier();
        HistorianEngine engine = asked.tier().historian().engine();
        boolean edited = tiers.made(running.get())
                .filter(made -> made.historian().engine() != engine)
                .isPresent();
        boolean another = (edited || !before.equals(asked.tier().name()))
                && TenantPlan.firstEngine(asked.tier(), installation)
                        != namespace.historianEngine().get();
        return another
                ? Refused.unsupported(
                        before,
                        asked.tier().name(),
                        "exchange the tenant's historian for one of another make (%s for %s)"
                                .formatted(engine, namespace.historianEngine().get()))
                : resolution;
    }

    /** Where the namespace remembers nothing, such as after it was deleted by hand: what the status says runs. */
    private Optional<TierChoice> reported(Tenant tenant, Incarnation incarnation) {
        TenantStatus status = tenant.getStatus();
        return status == null || status.getTier() == null || !incarnation.ulid().equals(status.getIncarnation())
                ? Optional.empty()
                : tiers.standard(status.getTier());
    }

    private TenantPlan bare(
            Tenant tenant,
            Incarnation incarnation,
            Granted granted,
            NamespaceState.Usable namespace,
            Cluster<?> cluster) {
        String name = tenant.getMetadata().getName();
        TierChoice choice = granted.choice();
        return new TenantPlan(
                name,
                incarnation,
                granted.tier(),
                choice,
                tenant.getSpec().isSuspended(),
                installation,
                namespace
                        .historianEngine()
                        .or(() -> madeBefore(cluster, name, incarnation))
                        .orElseGet(() -> TenantPlan.firstEngine(granted.tier(), installation)),
                new TenantPlan.Volumes(
                        volume(cluster, name, incarnation, Names.BROKER)
                                .orElse(granted.tier().broker().storageGi()),
                        volume(cluster, name, incarnation, Names.HISTORIAN)
                                .or(() -> clusterVolume(cluster, name, incarnation))
                                .orElse(choice.limits().storageGi())),
                Material.NONE,
                null,
                null);
    }

    /** Once given, a place is kept: the organisation is there. Counted from a cache, so room is about what is meant. */
    private Optional<String> grafana(TenantPlan plan, Optional<String> remembered, Cluster<?> cluster) {
        if (remembered.isPresent() || !plan.pooledDashboards()) {
            return remembered;
        }
        Map<String, Integer> taken = new HashMap<>();
        cluster.list(Namespace.class)
                .map(namespace -> Labels.annotation(namespace, TenantNamespace.POOLED_GRAFANA))
                .forEach(place -> place.ifPresent(name -> taken.merge(name, 1, Integer::sum)));
        return organisations.place(taken);
    }

    private static TenantPlan with(TenantPlan plan, Material material) {
        return new TenantPlan(
                plan.tenant(),
                plan.incarnation(),
                plan.tier(),
                plan.choice(),
                plan.suspended(),
                plan.installation(),
                plan.historianEngine(),
                plan.volumes(),
                material,
                plan.pooledGrafana(),
                plan.pool());
    }

    /** A namespace that an older release wrote remembers nothing of it. */
    private static Optional<HistorianEngine> madeBefore(Cluster<?> cluster, String tenant, Incarnation incarnation) {
        return volume(cluster, tenant, incarnation, Names.HISTORIAN)
                .map(found -> HistorianEngine.SERVER)
                .or(() -> clusterVolume(cluster, tenant, incarnation).map(found -> HistorianEngine.CLOUD_NATIVE_PG));
    }

    private static Optional<Integer> clusterVolume(Cluster<?> cluster, String tenant, Incarnation incarnation) {
        if (!cluster.knows(PostgresCluster.class)) {
            return Optional.empty();
        }
        return cluster.read(PostgresCluster.class, Names.namespace(tenant), Names.historianCluster(incarnation))
                .map(found -> found.getSpec().storage())
                .map(storage -> gibibytes(new Quantity(storage.size())));
    }

    private static int gibibytes(Quantity quantity) {
        return Math.toIntExact(quantity.getNumericalAmount().longValue() / GIBIBYTE);
    }

    /** Claim templates cannot change: the size that a set of this incarnation has is the size it keeps. */
    private static Optional<Integer> volume(
            Cluster<?> cluster, String tenant, Incarnation incarnation, String workload) {
        return cluster.read(StatefulSet.class, Names.namespace(tenant), workload)
                .filter(set -> Labels.incarnationOf(set)
                        .filter(incarnation.ulid()::equals)
                        .isPresent())
                .flatMap(set -> set.getSpec().getVolumeClaimTemplates().stream().findFirst())
                .map(PersistentVolumeClaim::getSpec)
                .map(claim -> claim.getResources().getRequests().get("storage"))
                .map(TenantResolver::gibibytes);
    }
}
