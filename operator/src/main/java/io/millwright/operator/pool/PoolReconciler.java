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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/**
 * Keeps the pool running: its primary is the pool's namespace. The runtime's pod template names the Secret of every pooled
 * tenant, so each newcomer changes it; the rate limit lets a crowd of them arrive as few changes, and keeps the cost of n
 * tenants near n rather than n squared.
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
    private final PlatformKeys platform;
    private final LeafCertificates leaves;
    private final WriteCounter writes;
    private final IntConsumer occupancy;

    PoolReconciler(
            Installation installation,
            PoolSettings settings,
            PlatformKeys platform,
            LeafCertificates leaves,
            WriteCounter writes,
            IntConsumer occupancy) {
        this.installation = installation;
        this.settings = settings;
        this.platform = platform;
        this.leaves = leaves;
        this.writes = writes;
        this.occupancy = occupancy;
    }

    @Override
    public List<EventSource<?, Namespace>> prepareEventSources(EventSourceContext<Namespace> context) {
        List<EventSource<?, Namespace>> sources = new ArrayList<>();
        String pool = Labels.OURS + "," + Labels.INSTANCE + "=" + Names.POOL_INSTANCE;
        for (Class<? extends HasMetadata> type : List.of(
                NetworkPolicy.class, ServiceAccount.class, Service.class, StatefulSet.class, Deployment.class)) {
            sources.add(source(type, pool, Set.of(Names.POOL_NAMESPACE), context));
        }
        // The pool's own, and an authority per tenant. Fleet configurations are ConfigMaps too and none of its
        // business.
        sources.add(source(
                ConfigMap.class,
                Labels.OURS + "," + Labels.NAME + "=" + Names.BROKER,
                Set.of(Names.POOL_NAMESPACE),
                context));
        // The pool's own, its tenants', and the platform's keys.
        sources.add(source(Secret.class, Labels.OURS, Set.of(Names.POOL_NAMESPACE, Names.PKI_NAMESPACE), context));
        sources.add(source(Namespace.class, Labels.OURS + "," + Labels.NAME + "=pki", Set.of(), context));
        return sources;
    }

    @Override
    public UpdateControl<Namespace> reconcile(Namespace namespace, Context<Namespace> context) {
        Cluster<Namespace> cluster = new Cluster<>(context, writes);
        if (namespace.getMetadata().getDeletionTimestamp() != null) {
            return UpdateControl.noUpdate();
        }
        PoolPlan plan = new PoolPlan(installation, settings, tenants(context), authorities(context));
        PoolObjects.policies(plan).forEach(policy -> cluster.ensure(NetworkPolicy.class, policy));
        PoolObjects.accounts().forEach(account -> cluster.ensure(ServiceAccount.class, account));
        boolean certified = certificates(cluster);
        cluster.ensure(ConfigMap.class, PoolObjects.brokerConfiguration(plan));
        cluster.ensure(Service.class, PoolObjects.brokerService(plan));
        cluster.ensure(StatefulSet.class, PoolObjects.broker(plan));
        cluster.ensure(Service.class, PoolObjects.runtimeService());
        cluster.ensure(Deployment.class, PoolObjects.runtime(plan));
        return certified
                ? UpdateControl.noUpdate()
                : UpdateControl.<Namespace>noUpdate().rescheduleAfter(LOOK_AGAIN);
    }

    /** First come, first served; then by name, so that the pod template does not depend on the order of a cache. */
    private List<String> tenants(Context<Namespace> context) {
        Comparator<Secret> age =
                Comparator.comparing(secret -> secret.getMetadata().getCreationTimestamp());
        List<Secret> asked = context.getSecondaryResourcesAsStream(Secret.class)
                .filter(secret ->
                        Names.POOL_NAMESPACE.equals(secret.getMetadata().getNamespace()))
                .filter(secret -> secret.getMetadata().getDeletionTimestamp() == null)
                .filter(secret -> Labels.tenantOf(secret).isPresent())
                .sorted(age.thenComparing(secret -> secret.getMetadata().getName()))
                .toList();
        occupancy.accept(asked.size());
        return asked.stream()
                .limit(settings.tenants())
                .map(secret -> Labels.tenantOf(secret).orElseThrow())
                .sorted()
                .toList();
    }

    /** One for each tenant of the pooled broker; a tenant that leaves takes its own away. */
    private static Map<String, String> authorities(Context<Namespace> context) {
        Map<String, String> keys = new TreeMap<>();
        context.getSecondaryResourcesAsStream(ConfigMap.class)
                .filter(map -> map.getMetadata().getDeletionTimestamp() == null)
                .forEach(map -> Labels.tenantOf(map)
                        .ifPresent(tenant -> PooledAuthority.keyOf(map).ifPresent(key -> keys.put(tenant, key))));
        return keys;
    }

    /** False while there is no authority that could issue them. */
    private boolean certificates(Cluster<?> cluster) {
        return switch (platform.serverAuthority(cluster)) {
            case KeyState.Unavailable<ServerCertificateAuthority> _ -> false;
            case KeyState.Present<ServerCertificateAuthority>(ServerCertificateAuthority authority, String _) -> {
                cluster.ensure(
                        Secret.class,
                        PoolObjects.brokerTls(
                                server(cluster, Names.BROKER_TLS, Names.BROKER, brokerNames(), authority)));
                cluster.ensure(
                        Secret.class,
                        PoolObjects.runtimeTls(server(
                                cluster,
                                Names.RUNTIME_TLS,
                                Names.RUNTIME,
                                RuntimeTlsSecret.names(installation, Names.POOL_NAMESPACE),
                                authority)));
                yield true;
            }
        };
    }

    /** Whom either serves chains to the root: devices through their tenant's authority, the control plane through its own. */
    private TlsMaterial server(
            Cluster<?> cluster, String secret, String server, ServerNames names, ServerCertificateAuthority authority) {
        Optional<Secret> kept = cluster.read(Secret.class, Names.POOL_NAMESPACE, secret);
        return leaves.server(
                kept,
                kept.flatMap(Secrets::tls),
                authority,
                server,
                names,
                authority.material().rootPem());
    }

    private ServerNames brokerNames() {
        List<String> names = new ArrayList<>(installation.brokerNames());
        installation.brokerHost("*").ifPresent(names::add);
        names.add(Names.BROKER + "." + Names.POOL_NAMESPACE + ".svc");
        names.add(Names.BROKER + "." + Names.POOL_NAMESPACE + ".svc.cluster.local");
        return ServerNames.of(names);
    }

    private static <R extends HasMetadata> EventSource<?, Namespace> source(
            Class<R> type, String selector, Set<String> namespaces, EventSourceContext<Namespace> context) {
        InformerEventSourceConfiguration.Builder<R> configuration = InformerEventSourceConfiguration.from(
                        type, Namespace.class)
                .withName("pool-" + type.getSimpleName())
                .withLabelSelector(selector)
                .withSecondaryToPrimaryMapper(PoolReconciler::pool);
        if (namespaces.isEmpty()) {
            configuration.withWatchAllNamespaces();
        } else {
            configuration.withNamespaces(namespaces);
        }
        return new InformerEventSource<>(configuration.build(), context);
    }

    /** A tenant's CA lies beside the platform's keys and does not concern the pool. */
    private static Set<ResourceID> pool(HasMetadata object) {
        String namespace = object.getMetadata().getNamespace();
        boolean concerns = namespace == null
                || Names.POOL_NAMESPACE.equals(namespace)
                || (Names.PKI_NAMESPACE.equals(namespace)
                        && Labels.tenantOf(object).isEmpty());
        return concerns ? Set.of(new ResourceID(Names.POOL_NAMESPACE)) : Set.of();
    }
}
