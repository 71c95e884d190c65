package io.millwright.operator.pool;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.rate.RateLimited;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.millwright.operator.cluster.Cluster;
import io.millwright.operator.cluster.WriteCounter;
import io.millwright.operator.pki.ServerCertificateAuthority;
import io.millwright.operator.pki.ServerNames;
import io.millwright.operator.pki.secret.KeyState;
import io.millwright.operator.pki.secret.LeafCertificates;
import io.millwright.operator.pki.secret.PlatformKeys;
import io.millwright.operator.plan.Installation;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.Secrets;
import io.millwright.operator.plan.TlsMaterial;
import io.millwright.operator.runtime.RuntimeTlsSecret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Keeps the shards of the pool running, each by itself: the primary is a shard's namespace. The runtime's pod template names the
 * Secret of every tenant of the shard, so each newcomer changes it; the rate limit lets a crowd of them arrive as few changes, and
 * keeps the cost of n tenants near n rather than n squared. A shard that is nearly full starts the next one. None is ever taken
 * away: an empty one is the place of the next tenants.
 */
@ControllerConfiguration(
        name = "pool",
        generationAwareEventProcessing = false,
        informer =
                @Informer(
                        name = "pool",
                        labelSelector = Labels.OURS + "," + Labels.INSTANCE + "=" + Names.POOL_INSTANCE))
@RateLimited(maxReconciliations = 2, within = 1)
final class PoolReconciler implements Reconciler<Namespace> {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

    private final Installation installation;
    private final PoolSettings settings;
    private final PoolPlaces places;
    private final PlatformKeys platform;
    private final LeafCertificates leaves;
    private final WriteCounter writes;
    private final PoolGauges gauges;

    /** Namespaces of which Secrets and ConfigMaps are seen; of another shard it is not known whom it serves. */
    private volatile Set<String> watched = Set.of();

    PoolReconciler(
            Installation installation,
            PoolSettings settings,
            PoolPlaces places,
            PlatformKeys platform,
            LeafCertificates leaves,
            WriteCounter writes,
            PoolGauges gauges) {
        this.installation = installation;
        this.settings = settings;
        this.places = places;
        this.platform = platform;
        this.leaves = leaves;
        this.writes = writes;
        this.gauges = gauges;
    }

    @Override
    public List<EventSource<?, Namespace>> prepareEventSources(EventSourceContext<Namespace> context) {
        List<EventSource<?, Namespace>> sources = new ArrayList<>();
        String pool = Labels.OURS + "," + Labels.INSTANCE + "=" + Names.POOL_INSTANCE;
        // Those there may be, and those that are there from when there could be more.
        Set<String> pools = places.pools().collect(Collectors.toCollection(HashSet::new));
        context.getClient().namespaces().withLabel(Labels.INSTANCE, Names.POOL_INSTANCE).list().getItems().stream()
                .map(found -> found.getMetadata().getName())
                .filter(Names::isPool)
                .forEach(pools::add);
        watched = Set.copyOf(pools);
        for (Class<? extends HasMetadata> type : List.of(
                NetworkPolicy.class, ServiceAccount.class, Service.class, StatefulSet.class, Deployment.class)) {
            sources.add(source(type, pool, Set.of(), context));
        }
        // The shards' own, and an authority per tenant; of all namespaces there would be those of own brokers too.
        sources.add(source(ConfigMap.class, Labels.OURS + "," + Labels.NAME + "=" + Names.BROKER, watched, context));
        // The shards' own, their tenants', and the platform's keys.
        pools.add(Names.PKI_NAMESPACE);
        sources.add(source(Secret.class, Labels.OURS, pools, context));
        sources.add(source(
                Namespace.class,
                Labels.OURS + "," + Labels.INSTANCE + " in (" + Names.POOL_INSTANCE + ",platform)",
                Set.of(),
                context));
        return sources;
    }

    @Override
    public UpdateControl<Namespace> reconcile(Namespace namespace, Context<Namespace> context) {
        Cluster<Namespace> cluster = new Cluster<>(context, writes);
        String pool = namespace.getMetadata().getName();
        if (namespace.getMetadata().getDeletionTimestamp() != null || !watched.contains(pool)) {
            return UpdateControl.noUpdate();
        }
        List<String> asked = tenants(pool, context);
        gauges.served(pool, asked.size());
        PoolPlan plan = new PoolPlan(
                pool,
                installation,
                settings,
                asked.stream().limit(settings.tenants()).sorted().toList(),
                authorities(pool, context));
        PoolObjects.policies(plan).forEach(policy -> cluster.ensure(NetworkPolicy.class, policy));
        PoolObjects.accounts(plan).forEach(account -> cluster.ensure(ServiceAccount.class, account));
        boolean certified = certificates(plan, cluster);
        cluster.ensure(ConfigMap.class, PoolObjects.brokerConfiguration(plan));
        cluster.ensure(Service.class, PoolObjects.brokerService(plan));
        cluster.ensure(StatefulSet.class, PoolObjects.broker(plan));
        cluster.ensure(Service.class, PoolObjects.runtimeService(plan));
        cluster.ensure(Deployment.class, PoolObjects.runtime(plan));
        if (settings.isNearlyFull(asked.size())) {
            next(pool).ifPresent(name -> cluster.ensure(Namespace.class, PoolNamespace.of(name)));
        }
        return certified
                ? UpdateControl.noUpdate()
                : UpdateControl.<Namespace>noUpdate().rescheduleAfter(LOOK_AGAIN);
    }

    /** First come, first served; the pod template is by name, so that it does not depend on the order of a cache. */
    private static List<String> tenants(String pool, Context<Namespace> context) {
        Comparator<Secret> age =
                Comparator.comparing(secret -> secret.getMetadata().getCreationTimestamp());
        return context.getSecondaryResourcesAsStream(Secret.class)
                .filter(secret -> pool.equals(secret.getMetadata().getNamespace()))
                .filter(secret -> secret.getMetadata().getDeletionTimestamp() == null)
                .filter(secret -> Labels.tenantOf(secret).isPresent())
                .sorted(age.thenComparing(secret -> secret.getMetadata().getName()))
                .map(secret -> Labels.tenantOf(secret).orElseThrow())
                .toList();
    }

    /** Which shard is filled after that one; none after the last. */
    private Optional<String> next(String pool) {
        return places.pools().dropWhile(name -> !name.equals(pool)).skip(1).findFirst();
    }

    /** One for each tenant of the pooled broker; a tenant that leaves takes its own away. */
    private static Map<String, String> authorities(String pool, Context<Namespace> context) {
        Map<String, String> keys = new TreeMap<>();
        context.getSecondaryResourcesAsStream(ConfigMap.class)
                .filter(map -> pool.equals(map.getMetadata().getNamespace()))
                .filter(map -> map.getMetadata().getDeletionTimestamp() == null)
                .forEach(map -> Labels.tenantOf(map)
                        .ifPresent(tenant -> PooledAuthority.keyOf(map).ifPresent(key -> keys.put(tenant, key))));
        return keys;
    }

    /** False while there is no authority that could issue them. */
    private boolean certificates(PoolPlan plan, Cluster<?> cluster) {
        return switch (platform.serverAuthority(cluster)) {
            case KeyState.Unavailable<ServerCertificateAuthority> _ -> false;
            case KeyState.Present<ServerCertificateAuthority>(ServerCertificateAuthority authority, String _) -> {
                cluster.ensure(
                        Secret.class,
                        PoolObjects.brokerTls(
                                plan,
                                server(
                                        plan,
                                        cluster,
                                        Names.BROKER_TLS,
                                        Names.BROKER,
                                        brokerNames(plan.namespace()),
                                        authority)));
                cluster.ensure(
                        Secret.class,
                        PoolObjects.runtimeTls(
                                plan,
                                server(
                                        plan,
                                        cluster,
                                        Names.RUNTIME_TLS,
                                        Names.RUNTIME,
                                        RuntimeTlsSecret.names(installation, plan.namespace()),
                                        authority)));
                yield true;
            }
        };
    }

    /** Whom either serves chains to the root: devices through their tenant's authority, the control plane through its own. */
    private TlsMaterial server(
            PoolPlan plan,
            Cluster<?> cluster,
            String secret,
            String server,
            ServerNames names,
            ServerCertificateAuthority authority) {
        Optional<Secret> kept = cluster.read(Secret.class, plan.namespace(), secret);
        return leaves.server(
                kept,
                kept.flatMap(Secrets::tls),
                authority,
                server,
                names,
                authority.material().rootPem());
    }

    private ServerNames brokerNames(String pool) {
        List<String> names = new ArrayList<>(installation.brokerNames());
        installation.brokerHost("*").ifPresent(names::add);
        names.add(Names.BROKER + "." + pool + ".svc");
        names.add(Names.BROKER + "." + pool + ".svc.cluster.local");
        return ServerNames.of(names);
    }

    private static <R extends HasMetadata> EventSource<?, Namespace> source(
            Class<R> type, String selector, Set<String> namespaces, EventSourceContext<Namespace> context) {
        InformerEventSourceConfiguration.Builder<R> configuration = InformerEventSourceConfiguration.from(
                        type, Namespace.class)
                .withName("pool-" + type.getSimpleName())
                .withLabelSelector(selector)
                .withSecondaryToPrimaryMapper(object -> pools(object, context.getPrimaryCache()));
        if (namespaces.isEmpty()) {
            configuration.withWatchAllNamespaces();
        } else {
            configuration.withNamespaces(namespaces);
        }
        return new InformerEventSource<>(configuration.build(), context);
    }

    /**
     * Its own shard; every one if it is a namespace or a key of the platform. A tenant's CA lies beside those keys and concerns none.
     */
    private static Set<ResourceID> pools(HasMetadata object, IndexerResourceCache<Namespace> pools) {
        String namespace = object.getMetadata().getNamespace();
        if (namespace != null && !Names.PKI_NAMESPACE.equals(namespace)) {
            return Set.of(new ResourceID(namespace));
        }
        return Labels.tenantOf(object).isPresent()
                ? Set.of()
                : pools.list().map(ResourceID::fromResource).collect(Collectors.toSet());
    }
}
