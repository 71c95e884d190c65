package io.millwright.operator;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.millwright.embeddedkubernetes.EmbeddedKubernetes;
import io.millwright.embeddedkubernetes.access.Permission;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
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

    /** What the operator asked of every embedded server of this JVM: {@code PermissionsIT} reads it last. */
    private static final Set<Permission> ASKED = ConcurrentHashMap.newKeySet();

    private static final Set<String> TESTS = ConcurrentHashMap.newKeySet();

    private final @Nullable EmbeddedKubernetes embedded;
    private final @Nullable Leavings leavings;
    private final KubernetesClient client;
    private final Path kubeconfig;
    private final Path operatorKubeconfig;

    private TestCluster(@Nullable EmbeddedKubernetes embedded, Path kubeconfig, Path directory) {
        this.embedded = embedded;
        this.kubeconfig = kubeconfig;
        Config config = Config.fromKubeconfig(kubeconfig.toFile());
        client = client(config);
        leavings = embedded == null ? new Leavings(client) : null;
        operatorKubeconfig = account(client, config, directory.resolve("operator-kubeconfig"));
    }

    /** The file of {@code -Dkubeconfig}, if the tests run against a server that is there already. */
    public static Optional<Path> given() {
        Optional<Path> given = Optional.of(System.getProperty("kubeconfig", ""))
                .filter(name -> !name.isEmpty())
                .map(Path::of);
        given.filter(file -> !Files.isReadable(file)).ifPresent(file -> {
            throw new IllegalStateException("-Dkubeconfig=%s cannot be read from %s: give the file's absolute path"
                    .formatted(file, Path.of("").toAbsolutePath()));
        });
        return given;
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
        return given().map(file -> of(file, directory)).orElseGet(() -> embedded(directory));
    }

    /** On a server that somebody else started, without our definitions. */
    public static TestCluster of(Path kubeconfig, Path directory) {
        return new TestCluster(null, kubeconfig, directory);
    }

    private static TestCluster embedded(Path directory) {
        EmbeddedKubernetes embedded = EmbeddedKubernetes.start(EmbeddedKubernetes.Settings.inMemory());
        Path kubeconfig = directory.resolve("kubeconfig");
        embedded.writeKubeconfig(kubeconfig);
        return new TestCluster(embedded, kubeconfig, directory);
    }

    private static KubernetesClient client(Config config) {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(config)
                        .withOnlyHttpWatches(true)
                        .withHttp2Disable(true)
                        .build())
                .build();
    }

    /** What tests use: it may do everything. */
    public KubernetesClient client() {
        return client;
    }

    /** The same for {@code kubectl}. */
    public Path kubeconfig() {
        return kubeconfig;
    }

    /** What the operator uses: it may do what {@code operator/deploy} grants. */
    public Path operatorKubeconfig() {
        return operatorKubeconfig;
    }

    /** A client with the operator's permissions. */
    public KubernetesClient operatorClient() {
        return client(Config.fromKubeconfig(operatorKubeconfig.toFile()));
    }

    static Set<Permission> asked() {
        return Set.copyOf(ASKED);
    }

    /** The test classes that had a cluster. */
    static Set<String> tests() {
        return Set.copyOf(TESTS);
    }

    /** Applies the definitions, as whoever installs the platform does, and waits until they are served. */
    public void define() {
        try (Stream<Path> definitions = Files.list(Path.of("../crds/generated"))) {
            definitions.forEach(definition -> apply(client, definition));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitDefinitions();
    }

    /** A definition is served a moment after it is stored. */
    public void awaitDefinitions() {
        Awaitility.await("all definitions are served")
                .pollDelay(Duration.ZERO)
                .atMost(PATIENCE)
                .until(() -> client.apiextensions().v1().customResourceDefinitions().list().getItems().stream()
                        .allMatch(TestCluster::isServed));
    }

    private static boolean isServed(CustomResourceDefinition definition) {
        return definition.getStatus() != null
                && definition.getStatus().getConditions() != null
                && definition.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Established")
                                && condition.getStatus().equals("True"));
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
            Files.writeString(file, """
                apiVersion: v1
                kind: Config
                current-context: operator
                contexts: [{name: operator, context: {cluster: test, user: operator}}]
                clusters: [{name: test, cluster: {server: "%s", %s}}]
                users: [{name: operator, user: {token: %s}}]
                """.formatted(config.getMasterUrl(), trust(config), token));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    private static String trust(Config config) throws IOException {
        if (config.getCaCertData() != null) {
            return "certificate-authority-data: " + config.getCaCertData();
        }
        return config.getCaCertFile() == null
                ? "insecure-skip-tls-verify: " + config.isTrustCerts()
                : "certificate-authority-data: "
                        + Base64.getEncoder().encodeToString(Files.readAllBytes(Path.of(config.getCaCertFile())));
    }

    private static void apply(KubernetesClient client, Path file) {
        client.load(yaml(file)).forceConflicts().serverSideApply();
    }

    private static ByteArrayInputStream yaml(Path file) {
        try {
            return new ByteArrayInputStream(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (leavings != null) {
            leavings.remove();
            client.load(yaml(DEPLOY.resolve("base/rbac.yaml"))).delete();
        }
        if (embedded != null) {
            ASKED.addAll(embedded.asked(NAMESPACE, OPERATOR));
        }
        client.close();
        if (embedded != null) {
            embedded.close();
        }
    }
}
