package io.millwright.operator.tenant;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.operator.TestCluster;
import io.millwright.operator.historian.HistorianAdministrator;
import io.millwright.operator.historian.HistorianOutcome;
import io.millwright.operator.historian.HistorianServer;
import io.millwright.operator.historian.TenantDatabase;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.TenantObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** An API server, a node and a stand-in for every historian server; operators come and go. */
final class World implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    final KubernetesClient client;

    /** Every database that there is. */
    final Set<String> databases = ConcurrentHashMap.newKeySet();

    private final TestCluster cluster;
    private @Nullable HttpClient upstream;
    private final TestNode node;
    private final Path directory;
    private final Set<Class<? extends HasMetadata>> kinds = new LinkedHashSet<>(List.of(Tenant.class, Namespace.class));

    World(Path directory) {
        this.directory = directory;
        cluster = TestCluster.start(directory);
        client = cluster.client();
        node = new TestNode(client, (_, _) -> {});
        Contents.OBJECTS.stream()
                .map(TenantObject::type)
                .filter(client::supports)
                .forEach(kinds::add);
    }

    FaultyApi api() throws IOException {
        if (upstream == null) {
            upstream = FaultyApi.client(cluster.operatorKubeconfig());
        }
        return new FaultyApi(cluster.operatorKubeconfig(), upstream);
    }

    /** An operator that knows no other way to the API server than that one. */
    BareOperator operator(FaultyApi api) throws IOException {
        return operator(api, Map.of());
    }

    BareOperator operator(FaultyApi api, Map<String, Object> settings) throws IOException {
        return operator(api, Clock.systemUTC(), settings);
    }

    BareOperator operator(FaultyApi api, Clock clock, Map<String, Object> settings) throws IOException {
        return new BareOperator(api.kubeconfig(directory), historian(), clock, settings);
    }

    /** One server for everybody, which survives its clients. */
    private HistorianAdministrator historian() {
        return new HistorianAdministrator() {
            @Override
            public HistorianOutcome ensure(HistorianServer server, TenantDatabase wanted) {
                return databases.add(wanted.name())
                        ? new HistorianOutcome.Changed(List.of("database"))
                        : new HistorianOutcome.Ready();
            }

            @Override
            public HistorianOutcome erase(HistorianServer server, String database) {
                databases.remove(database);
                return new HistorianOutcome.Ready();
            }
        };
    }

    Tenant apply(String name, String spec) {
        return client.resource(Serialization.unmarshal("""
            apiVersion: millwright.io/v1alpha1
            kind: Tenant
            metadata: {name: %s}
            spec: %s
            """.formatted(name, spec), Tenant.class))
                .fieldManager("test")
                .forceConflicts()
                .serverSideApply();
    }

    Optional<Tenant> tenant(String name) {
        return Optional.ofNullable(client.resources(Tenant.class).withName(name).get());
    }

    Tenant awaitReady(String name) {
        return awaitReason(name, "Ready", "Ready");
    }

    /** As the operator says of the spec as it is now. */
    Tenant awaitReason(String name, String condition, String reason) {
        try {
            return await(
                            "%s has %s/%s".formatted(name, condition, reason),
                            () -> tenant(name)
                                    .filter(World::isObserved)
                                    .filter(found -> TestInstallation.condition(found, condition)
                                            .filter(is -> reason.equals(is.getReason()))
                                            .isPresent()))
                    .orElseThrow();
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    "%s%n%s".formatted(e.getMessage(), tenant(name).map(Serialization::asYaml)), e);
        }
    }

    private static boolean isObserved(Tenant tenant) {
        return tenant.getStatus() != null
                && Objects.equals(
                        tenant.getStatus().getObservedGeneration(),
                        tenant.getMetadata().getGeneration());
    }

    static <T> Optional<T> await(String what, java.util.concurrent.Callable<Optional<T>> seen) {
        return Awaitility.await(what)
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(seen, Optional::isPresent);
    }

    /** Every object there is, by kind, namespace and name, as the server has it. */
    Map<String, HasMetadata> objects() {
        Map<String, HasMetadata> found = new TreeMap<>();
        for (Class<? extends HasMetadata> kind : kinds) {
            for (HasMetadata object :
                    client.resources(kind).inAnyNamespace().list().getItems()) {
                if (object instanceof Tenant || Labels.ours(object)) {
                    found.put(
                            "%s %s/%s"
                                    .formatted(
                                            object.getKind(),
                                            Objects.requireNonNullElse(
                                                    object.getMetadata().getNamespace(), ""),
                                            object.getMetadata().getName()),
                            object);
                }
            }
        }
        return found;
    }

    /** What is left once all that no two runs have in common is taken away: identities, times, keys, what a node says. */
    Map<String, String> essence(String incarnation) {
        Map<String, String> essence = new TreeMap<>();
        objects().forEach((key, object) -> essence.put(Essence.of(key, incarnation), Essence.of(object, incarnation)));
        return essence;
    }

    /** Takes everything away that any operator made; none may run meanwhile. */
    void clear() {
        for (Tenant tenant : client.resources(Tenant.class).list().getItems()) {
            client.resource(tenant).edit(found -> {
                found.getMetadata().setFinalizers(List.of());
                return found;
            });
            client.resource(tenant).delete();
        }
        for (Namespace namespace : client.namespaces().list().getItems()) {
            if (Labels.ours(namespace)) {
                client.resource(namespace).delete();
            }
        }
        await("nothing is left", () -> objects().isEmpty() ? Optional.of(true) : Optional.empty());
        databases.clear();
    }

    /** Takes away what a deleted tenant leaves behind. */
    void forget(String tenant, String incarnation) {
        client.secrets()
                .inNamespace(Names.PKI_NAMESPACE)
                .withName(tenant + "-" + incarnation.toLowerCase(Locale.ROOT) + "-ca")
                .delete();
        client.namespaces().withName(Names.namespace(tenant)).delete();
        await(
                "the namespace is gone",
                () -> client.namespaces().withName(Names.namespace(tenant)).get() == null
                        ? Optional.of(true)
                        : Optional.empty());
        databases.clear();
    }

    /** Uids of the Secrets that hold keys: another uid is another key. */
    Map<String, String> keys() {
        Map<String, String> uids = new TreeMap<>();
        client.secrets()
                .inNamespace(Names.PKI_NAMESPACE)
                .list()
                .getItems()
                .forEach(secret -> uids.put(
                        secret.getMetadata().getName(), secret.getMetadata().getUid()));
        return uids;
    }

    @Override
    public void close() {
        node.close();
        if (upstream != null) {
            upstream.shutdownNow();
        }
        cluster.close();
    }
}
