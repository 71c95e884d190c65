package io.millwright.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.embeddedkubernetes.EmbeddedKubernetes;
import io.millwright.embeddedkubernetes.access.Permission;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * The API server of a test: an embedded one, or with {@code -Dkubeconfig=FILE} that of the file, which must be nobody's: what is
 * Millwright's in it is removed at the end. The operator has the permissions of {@code operator/deploy} in both.
 */
public final class TestCluster implements AutoCloseable {

    public static final Path DEPLOY = Path.of("deploy");
    public static final String NAMESPACE = "millwright-system";
    public static final String OPERATOR = "millwright-operator";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> PLATFORM = List.of("millwright-pki", "millwright-pool");

    /** What the operator asked of every embedded server of this JVM: {@code PermissionsIT} reads it last. */
    private static final Set<Permission> ASKED = ConcurrentHashMap.newKeySet();

    private static final Set<String> TESTS = ConcurrentHashMap.newKeySet();

    private final @Nullable EmbeddedKubernetes embedded;
    private final KubernetesClient client;
    private final Path operatorKubeconfig;

    private TestCluster(@Nullable EmbeddedKubernetes embedded, KubernetesClient client, Path operatorKubeconfig) {
        this.embedded = embedded;
        this.client = client;
        this.operatorKubeconfig = operatorKubeconfig;
    }

    /** With our definitions, and the operator's account with its roles. */
    public static TestCluster start(Path directory) {
        TestCluster cluster = bare(directory);
        cluster.define();
        return cluster;
    }

    /** Without our definitions. */
    public static TestCluster bare(Path directory) {
        TESTS.add(StackWalker.getInstance()
                .walk(frames -> frames.map(StackWalker.StackFrame::getClassName)
                        .filter(name -> name.endsWith("IT"))
                        .findFirst())
                .orElse("?"));
        Path kubeconfig = directory.resolve("kubeconfig");
        EmbeddedKubernetes embedded = null;
        Config config;
        String given = System.getProperty("kubeconfig", "");
        if (given.isEmpty()) {
            embedded = EmbeddedKubernetes.start(EmbeddedKubernetes.Settings.inMemory());
            embedded.writeKubeconfig(kubeconfig);
            config = Config.fromKubeconfig(kubeconfig.toFile());
        } else {
            config = Config.fromKubeconfig(Path.of(given).toFile());
        }
        KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(config)
                        .withOnlyHttpWatches(true)
                        .withHttp2Disable(true)
                        .build())
                .build();
        if (embedded == null) {
            refuseOccupied(client);
        }
        return new TestCluster(embedded, client, account(client, config, directory.resolve("operator-kubeconfig")));
    }

    /** What tests use: it may do everything. */
    public KubernetesClient client() {
        return client;
    }

    /** What the operator uses: it may do what {@code operator/deploy} grants. */
    public Path operatorKubeconfig() {
        return operatorKubeconfig;
    }

    /** A client with the operator's permissions. */
    public KubernetesClient operatorClient() {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.fromKubeconfig(operatorKubeconfig.toFile()))
                        .withOnlyHttpWatches(true)
                        .withHttp2Disable(true)
                        .build())
                .build();
    }

    static Set<Permission> asked() {
        return Set.copyOf(ASKED);
    }

    /** The test classes that had a cluster. */
    static Set<String> tests() {
        return Set.copyOf(TESTS);
    }

    /** Applies the definitions, as whoever installs the platform does. */
    public void define() {
        try (Stream<Path> definitions = Files.list(Path.of("../crds/generated"))) {
            for (Path definition : definitions.toList()) {
                apply(client, definition);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path account(KubernetesClient client, Config config, Path file) {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .endMetadata()
                        .build())
                .serverSideApply();
        apply(client, DEPLOY.resolve("base/rbac.yaml"));
        String token = client.serviceAccounts()
                .inNamespace(NAMESPACE)
                .withName(OPERATOR)
                .tokenRequest(new TokenRequest())
                .getStatus()
                .getToken();
        try {
            String authority = config.getCaCertData() != null
                    ? config.getCaCertData()
                    : Base64.getEncoder().encodeToString(Files.readAllBytes(Path.of(config.getCaCertFile())));
            Files.writeString(file, """
                apiVersion: v1
                kind: Config
                current-context: operator
                contexts: [{name: operator, context: {cluster: test, user: operator}}]
                clusters: [{name: test, cluster: {server: "%s", certificate-authority-data: %s}}]
                users: [{name: operator, user: {token: %s}}]
                """.formatted(config.getMasterUrl(), authority, token));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    private static void apply(KubernetesClient client, Path file) {
        try (var yaml = Files.newInputStream(file)) {
            client.load(yaml).forceConflicts().serverSideApply();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void refuseOccupied(KubernetesClient client) {
        boolean occupied = client.apiextensions()
                        .v1()
                        .customResourceDefinitions()
                        .withName("tenants.millwright.io")
                        .get()
                != null;
        if (occupied && !client.resources(Tenant.class).list().getItems().isEmpty()) {
            throw new IllegalStateException(
                    "the cluster of -Dkubeconfig has Tenants: tests remove everything of Millwright, give them a"
                            + " cluster of their own");
        }
    }

    /** Without an operator nobody takes finalizers off. */
    private void clean() {
        for (Tenant tenant : client.resources(Tenant.class).list().getItems()) {
            client.resource(tenant).edit(found -> {
                found.getMetadata().setFinalizers(List.of());
                return found;
            });
            client.resource(tenant).delete();
        }
        List<Namespace> ours = client.namespaces().list().getItems().stream()
                .filter(namespace -> namespace.getMetadata().getName().startsWith("tenant-")
                        || PLATFORM.contains(namespace.getMetadata().getName()))
                .toList();
        for (HasMetadata namespace : ours) {
            client.resource(namespace).delete();
        }
        Awaitility.await("the namespaces of the test are gone")
                .atMost(PATIENCE)
                .until(() -> ours.stream()
                        .allMatch(namespace -> client.resource(namespace).get() == null));
    }

    @Override
    public void close() {
        if (embedded == null) {
            clean();
            client.close();
        } else {
            ASKED.addAll(embedded.asked(NAMESPACE, OPERATOR));
            client.close();
            embedded.close();
        }
    }
}
