package io.millwright.operator.tenant;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.SecondaryToPrimaryMapper;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.operator.broker.BrokerRoute;
import io.millwright.operator.cluster.SharingStore;
import io.millwright.operator.historian.cluster.PostgresCluster;
import io.millwright.operator.historian.cluster.ScheduledBackup;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.OptionalApi;
import io.millwright.operator.pool.PoolPlaces;
import io.millwright.operator.tier.Placement;
import io.millwright.operator.tier.Tier;
import io.millwright.operator.tier.TierResolver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One informer per kind, over what is labelled as ours, and whom an event concerns: by label the tenant it belongs to; of a
 * shard of the pool every tenant in it; of the platform's keys everybody. Where a place in the pool may have become free, whoever
 * waits for one.
 */
final class TenantEventSources {

    private static final String NAMESPACE_PREFIX = "tenant-";

    private final TierResolver tiers;
    private final Set<OptionalApi> offers;
    private final PoolPlaces places;

    /** @param offers an informer of a kind that the cluster does not have would never start */
    TenantEventSources(TierResolver tiers, Set<OptionalApi> offers, PoolPlaces places) {
        this.tiers = tiers;
        this.offers = offers;
        this.places = places;
    }

    List<EventSource<?, Tenant>> prepare(EventSourceContext<Tenant> context) {
        IndexerResourceCache<Tenant> tenants = context.getPrimaryCache();
        List<EventSource<?, Tenant>> sources = new ArrayList<>();
        // Every namespace: one that is not ours must be noticed before it is used, and again when it is gone.
        sources.add(source(Namespace.class, "", TenantEventSources::namespace, context));
        sources.add(source(Secret.class, Labels.OURS, secret -> secret(secret, tenants), context));
        // Fleet configurations are ConfigMaps too, and many: only its broker's and its Grafana's are a tenant's
        // business.
        sources.add(source(
                ConfigMap.class,
                Labels.OURS + "," + Labels.NAME + " in (" + Names.BROKER + "," + Names.GRAFANA + ")",
                TenantEventSources::labelled,
                context));
        sources.add(source(Service.class, Labels.OURS, service -> workload(service, tenants), context));
        sources.add(source(StatefulSet.class, Labels.OURS, set -> workload(set, tenants), context));
        sources.add(source(Deployment.class, Labels.OURS, deployment -> workload(deployment, tenants), context));
        for (Class<? extends HasMetadata> type : List.of(
                ServiceAccount.class,
                NetworkPolicy.class,
                ResourceQuota.class,
                LimitRange.class,
                PodDisruptionBudget.class,
                HorizontalPodAutoscaler.class,
                Ingress.class)) {
            sources.add(source(type, Labels.OURS, TenantEventSources::labelled, context));
        }
        if (offers.contains(OptionalApi.GATEWAY_HTTP)) {
            sources.add(source(HTTPRoute.class, Labels.OURS, TenantEventSources::labelled, context));
        }
        BrokerRoute.of(offers)
                .ifPresent(
                        route -> sources.add(source(route.type(), Labels.OURS, TenantEventSources::labelled, context)));
        if (offers.contains(OptionalApi.CLOUD_NATIVE_PG)) {
            sources.add(source(PostgresCluster.class, Labels.OURS, TenantEventSources::labelled, context));
            sources.add(source(ScheduledBackup.class, Labels.OURS, TenantEventSources::labelled, context));
        }
        SimpleInboundEventSource<Tenant> free = new SimpleInboundEventSource<>("place-in-pool");
        places.calling(tenant -> free.propagateEvent(new ResourceID(tenant)));
        sources.add(free);
        return sources;
    }

    private static <R extends HasMetadata> EventSource<?, Tenant> source(
            Class<R> type, String selector, SecondaryToPrimaryMapper<R> mapper, EventSourceContext<Tenant> context) {
        InformerEventSourceConfiguration.Builder<R> configuration = InformerEventSourceConfiguration.from(
                        type, Tenant.class)
                .withName(type.getSimpleName())
                .withWatchAllNamespaces()
                .withItemStore(new SharingStore<>())
                .withSecondaryToPrimaryMapper(mapper)
                // Objects are read by name: an index of everything by tenant would be memory for nothing.
                .withPrimaryToSecondaryMapper((Tenant tenant) -> Set.of());
        if (!selector.isEmpty()) {
            configuration.withLabelSelector(selector);
        }
        return new InformerEventSource<>(configuration.build(), context);
    }

    private static Set<ResourceID> namespace(Namespace namespace) {
        String name = namespace.getMetadata().getName();
        return name.startsWith(NAMESPACE_PREFIX)
                ? Set.of(new ResourceID(name.substring(NAMESPACE_PREFIX.length())))
                : Set.of();
    }

    private static Set<ResourceID> secret(Secret secret, IndexerResourceCache<Tenant> tenants) {
        boolean platform = Names.PKI_NAMESPACE.equals(secret.getMetadata().getNamespace())
                && Labels.tenantOf(secret).isEmpty();
        return platform ? tenants.list().map(ResourceID::fromResource).collect(Collectors.toSet()) : labelled(secret);
    }

    private Set<ResourceID> workload(HasMetadata object, IndexerResourceCache<Tenant> tenants) {
        Map<String, String> labels = object.getMetadata().getLabels();
        boolean shared = labels != null && Names.POOL_INSTANCE.equals(labels.get(Labels.INSTANCE));
        return shared
                ? tenants.list(tenant -> places.concerns(
                                        object.getMetadata().getNamespace(),
                                        tenant.getMetadata().getName())
                                && isPooled(tenant))
                        .map(ResourceID::fromResource)
                        .collect(Collectors.toSet())
                : labelled(object);
    }

    private static <R extends HasMetadata> Set<ResourceID> labelled(R object) {
        return Labels.tenantOf(object)
                .map(tenant -> Set.of(new ResourceID(tenant)))
                .orElseGet(Set::of);
    }

    private boolean isPooled(Tenant tenant) {
        String tier = tenant.getStatus() == null || tenant.getStatus().getTier() == null
                ? tenant.getSpec().getTier()
                : tenant.getStatus().getTier();
        return tiers.find(tier).filter(TenantEventSources::isPooled).isPresent();
    }

    private static boolean isPooled(Tier tier) {
        return tier.broker().placement() == Placement.POOLED || tier.runtime().placement() == Placement.POOLED;
    }
}
