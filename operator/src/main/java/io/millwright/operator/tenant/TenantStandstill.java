package io.millwright.operator.tenant;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.operator.broker.BrokerRoute;
import io.millwright.operator.cluster.Cluster;
import io.millwright.operator.historian.cluster.Hibernation;
import io.millwright.operator.network.TenantNamespace;
import io.millwright.operator.plan.Incarnation;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.OptionalApi;
import io.millwright.operator.plan.Secrets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Takes a deleted tenant out of service and leaves its data: workloads and addresses go; namespace, volumes, historian
 * logins, CA and database stay.
 */
final class TenantStandstill {

    private record Part(Class<? extends HasMetadata> type, String name) {}

    private static final List<Part> WORKLOADS = List.of(
            new Part(StatefulSet.class, Names.BROKER),
            new Part(Service.class, Names.BROKER),
            new Part(PodDisruptionBudget.class, Names.BROKER),
            new Part(ConfigMap.class, Names.BROKER_CONFIG),
            new Part(Secret.class, Names.HISTORIAN_BACKUP),
            new Part(Secret.class, Names.BROKER_TLS),
            new Part(Service.class, Names.BROKER_NODES),
            new Part(Service.class, Names.BROKER_ADMIN),
            new Part(Secret.class, Names.BROKER_ADMIN),
            new Part(Secret.class, Names.BROKER_CLIENT),
            new Part(Secret.class, Names.RUNTIME_TLS),
            new Part(HorizontalPodAutoscaler.class, Names.RUNTIME),
            new Part(PodDisruptionBudget.class, Names.RUNTIME),
            new Part(Deployment.class, Names.RUNTIME),
            new Part(Service.class, Names.RUNTIME),
            new Part(Ingress.class, Names.GRAFANA),
            new Part(PodDisruptionBudget.class, Names.GRAFANA),
            new Part(Deployment.class, Names.GRAFANA),
            new Part(Service.class, Names.GRAFANA),
            new Part(ConfigMap.class, Names.GRAFANA_CONFIG),
            new Part(ConfigMap.class, Names.GRAFANA_DASHBOARDS),
            new Part(Secret.class, Names.GRAFANA));

    private final Set<OptionalApi> offers;
    private final PoolDeparture departure;
    private final Clock clock;

    /** @param offers which optional APIs there are: of the others nothing can be looked for */
    TenantStandstill(Set<OptionalApi> offers, PoolDeparture departure, Clock clock) {
        this.offers = offers;
        this.departure = departure;
        this.clock = clock;
    }

    /**
     * Repeatable after a crash at any point.
     *
     * @param keepLogin whether the old volume's login is kept under a name of this incarnation
     */
    void reach(String name, Incarnation incarnation, boolean keepLogin, Cluster<Tenant> cluster) {
        String namespace = Names.namespace(name);
        boolean ours = NamespaceState.of(cluster.read(Namespace.class, null, namespace), name, incarnation)
                instanceof NamespaceState.Usable;
        if (ours) {
            for (Part part : WORKLOADS) {
                take(part, namespace, cluster);
            }
            if (offers.contains(OptionalApi.GATEWAY_HTTP)) {
                take(new Part(HTTPRoute.class, Names.GRAFANA), namespace, cluster);
            }
            BrokerRoute.of(offers).ifPresent(route -> take(new Part(route.type(), Names.BROKER), namespace, cluster));
            if (keepLogin) {
                keepLogin(name, incarnation, cluster);
            }
            stopHistorian(namespace, cluster);
            Hibernation.begin(name, incarnation, cluster);
        }
        take(new Part(Secret.class, Names.runtimeSecret(name)), namespace, cluster);
        Optional<String> pool = cluster.read(Namespace.class, null, namespace)
                .flatMap(found -> Labels.annotation(found, TenantNamespace.POOL));
        departure.everything(name, incarnation, pool, offers, cluster);
        if (ours) {
            tombstone(name, incarnation, cluster);
        }
    }

    private static void take(Part part, String namespace, Cluster<?> cluster) {
        cluster.read(part.type(), namespace, part.name()).filter(Labels::ours).ifPresent(cluster::delete);
    }

    /** A later incarnation needs the Secret's name; the old volume still needs the old password. */
    private static void keepLogin(String tenant, Incarnation incarnation, Cluster<Tenant> cluster) {
        String namespace = Names.namespace(tenant);
        cluster.read(Secret.class, namespace, Names.HISTORIAN_ADMIN)
                .flatMap(Secrets::login)
                .ifPresent(login -> cluster.ensure(
                        Secret.class,
                        Secrets.login(
                                Labels.metadata(
                                        tenant,
                                        incarnation,
                                        namespace,
                                        Names.HISTORIAN_ADMIN + "-" + incarnation.lower(),
                                        Names.HISTORIAN),
                                login)));
    }

    private static void stopHistorian(String namespace, Cluster<?> cluster) {
        Optional<StatefulSet> historian = cluster.read(StatefulSet.class, namespace, Names.HISTORIAN)
                .filter(set -> !Objects.equals(set.getSpec().getReplicas(), 0));
        historian.ifPresent(set -> cluster.client()
                .resource(set)
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"replicas\":0}}"));
    }

    /** The namespace keeps its fence, its labels and the memory of its CA and of what its historian is; it forgets what was granted. */
    private void tombstone(String tenant, Incarnation incarnation, Cluster<Tenant> cluster) {
        Optional<Namespace> found = cluster.read(Namespace.class, null, Names.namespace(tenant));
        if (found.isEmpty()) {
            return;
        }
        String since = Labels.annotation(found.get(), TenantNamespace.TOMBSTONE)
                .orElseGet(() -> clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        NamespaceBuilder tombstone = TenantNamespace.fenced(tenant, incarnation)
                .editMetadata()
                .addToAnnotations(TenantNamespace.TOMBSTONE, since)
                .endMetadata();
        for (String kept : List.of(TenantNamespace.AUTHORITY, TenantNamespace.HISTORIAN_ENGINE)) {
            Labels.annotation(found.get(), kept)
                    .ifPresent(value -> tombstone
                            .editMetadata()
                            .addToAnnotations(kept, value)
                            .endMetadata());
        }
        cluster.ensure(Namespace.class, tombstone.build());
    }
}
