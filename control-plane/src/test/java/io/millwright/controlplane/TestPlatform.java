package io.millwright.controlplane;

import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.crd.v1alpha1.TenantPhase;
import io.millwright.crd.v1alpha1.TenantSpec;
import io.millwright.crd.v1alpha1.TenantStatus;
import io.millwright.embeddedkubernetes.EmbeddedKubernetes;
import io.millwright.embeddedkubernetes.access.Permission;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** PostgreSQL, an API server with our definitions, and the control plane as it is started everywhere. */
public final class TestPlatform implements AutoCloseable {

    public static final String ADMINISTRATOR_KEY = "mwk_administrator-of-tests";

    static final Path ROLES = Path.of("../operator/deploy/base/control-plane/rbac.yaml");

    private static final String NAMESPACE = "millwright-system";
    private static final String ACCOUNT = "millwright-control-plane";

    /** Of this JVM: {@code PermissionsIT} reads last what was asked of them. */
    private static final List<EmbeddedKubernetes> SERVERS = new CopyOnWriteArrayList<>();

    private final EmbeddedPostgres postgres;
    private final EmbeddedKubernetes kubernetes;
    private final KubernetesClient client;
    private final Path accountKubeconfig;
    private final Path outbox;
    private final ConfigurableApplicationContext context;

    /** @param properties {@code name=value}, beside what every test needs */
    public TestPlatform(List<String> properties, Class<?>... sources) {
        try {
            Path directory = Files.createTempDirectory("control-plane");
            outbox = directory.resolve("outbox");
            kubernetes = EmbeddedKubernetes.start(EmbeddedKubernetes.Settings.inMemory());
            Path kubeconfig = directory.resolve("kubeconfig");
            kubernetes.writeKubeconfig(kubeconfig);
            client = new KubernetesClientBuilder()
                    .withConfig(new ConfigBuilder(Config.fromKubeconfig(kubeconfig.toFile()))
                            .withOnlyHttpWatches(true)
                            .withHttp2Disable(true)
                            .build())
                    .build();
            try (Stream<Path> definitions = Files.list(Path.of("../crds/generated"))) {
                for (Path definition : definitions.toList()) {
                    client.load(Files.newInputStream(definition)).serverSideApply();
                }
            }
            // The operator makes it for the platform's keys.
            namespace("millwright-pki");
            // Its account, with the permissions of operator/deploy and no other.
            namespace(NAMESPACE);
            try (InputStream roles = Files.newInputStream(ROLES)) {
                client.load(roles).serverSideApply();
            }
            accountKubeconfig = directory.resolve("control-plane-kubeconfig");
            kubernetes.writeKubeconfig(accountKubeconfig, NAMESPACE, ACCOUNT);
            SERVERS.add(kubernetes);
            postgres = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setDataDirectory(directory.resolve("postgres"))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        context = start(properties, sources);
    }

    /** What control planes asked of the API servers so far. */
    static Set<Permission> asked() {
        return SERVERS.stream()
                .flatMap(server -> server.asked(NAMESPACE, ACCOUNT).stream())
                .collect(Collectors.toSet());
    }

    private void namespace(String name) {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .serverSideApply();
    }

    /** Another control plane on the same database and API server. */
    public ConfigurableApplicationContext start(List<String> properties, Class<?>... sources) {
        List<String> all = new ArrayList<>(List.of(
                "millwright.control-plane.database.url=" + databaseUrl(),
                "millwright.control-plane.database.username=postgres",
                "millwright.control-plane.kubernetes.kubeconfig=" + accountKubeconfig,
                "millwright.control-plane.admin.api-key-sha256=" + sha256(ADMINISTRATOR_KEY),
                "millwright.control-plane.api.port=0",
                "millwright.control-plane.enrollment.port=0",
                "millwright.control-plane.mail.outbox=" + outbox,
                "millwright.control-plane.mail.period=100ms",
                "millwright.control-plane.accounts.attempts-per-minute=10000",
                "millwright.control-plane.passwords.memory-kib=1024",
                "spring.main.log-startup-info=false",
                "spring.jmx.enabled=false"));
        all.addAll(properties);
        SpringApplicationBuilder builder = ControlPlaneApplication.builder();
        return builder.sources(sources)
                .registerShutdownHook(false)
                .properties(all.toArray(String[]::new))
                .run();
    }

    public URI api() {
        return origin(context);
    }

    public static URI origin(ConfigurableApplicationContext context) {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    public <B> B bean(Class<B> type) {
        return context.getBean(type);
    }

    /** As a part of the control plane would. */
    public void publish(Object event) {
        context.publishEvent(event);
    }

    public <B> B bean(String name, Class<B> type) {
        return context.getBean(name, type);
    }

    public KubernetesClient kubernetes() {
        return client;
    }

    /** What was sent to people. */
    public Mailbox mailbox() {
        return new Mailbox(outbox);
    }

    public String databaseUrl() {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
    }

    /** A tenant as kubectl and the operator would leave it: applied, with its namespace and a Ready status. */
    public Tenant readyTenant(String name) {
        Tenant tenant = new Tenant();
        tenant.getMetadata().setName(name);
        TenantSpec spec = new TenantSpec();
        spec.setTier("starter");
        tenant.setSpec(spec);
        client.resource(tenant).fieldManager("kubectl").serverSideApply();
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName("tenant-" + name)
                        .endMetadata()
                        .build())
                .serverSideApply();
        Tenant created = client.resources(Tenant.class).withName(name).get();
        TenantStatus status = new TenantStatus();
        status.setObservedGeneration(created.getMetadata().getGeneration());
        status.setPhase(TenantPhase.READY);
        status.setTier("starter");
        status.setNamespace("tenant-" + name);
        status.setIncarnation(
                "01" + sha256(created.getMetadata().getUid()).substring(0, 24).toUpperCase(java.util.Locale.ROOT));
        status.setConditions(new ArrayList<>(List.of(new ConditionBuilder()
                .withType("Ready")
                .withStatus("True")
                .withReason("Ready")
                .withMessage("")
                .withLastTransitionTime("2026-01-01T00:00:00Z")
                .build())));
        return applyStatus(name, "operator", status);
    }

    /** As that manager: what it does not say stays with the others. */
    public Tenant applyStatus(String name, String manager, TenantStatus status) {
        Tenant tenant = new Tenant();
        tenant.getMetadata().setName(name);
        tenant.setSpec(null);
        tenant.setStatus(status);
        return client.resource(tenant)
                .subresource("status")
                .patch(new PatchContext.Builder()
                        .withPatchType(PatchType.SERVER_SIDE_APPLY)
                        .withFieldManager(manager)
                        .withForce(true)
                        .build());
    }

    public static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        context.close();
        client.close();
        kubernetes.close();
        postgres.close();
    }
}
