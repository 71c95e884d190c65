package io.millwright.operator.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.millwright.buildpolicy.AlertRules;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.operator.ApiServerProcess;
import io.millwright.operator.OperatorApplication;
import io.millwright.operator.TestCluster;
import io.millwright.operator.plan.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * What {@code kubectl apply -k} makes of the dev overlay, and an operator with the environment that lies in it: on an API server in
 * another process, of which the test knows a kubeconfig and the operator a token.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class InstallationIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String OVERLAY =
            TestCluster.DEPLOY.resolve("overlays/dev").toString();

    private Path directory;
    private @Nullable ApiServerProcess server;
    private TestCluster cluster;
    private KubernetesClient client;
    private ConfigurableApplicationContext operator;

    @BeforeAll
    void install(@TempDir Path temporary) throws Exception {
        directory = temporary;
        cluster = TestCluster.of(kubeconfig(), directory);
        client = cluster.client();
        kubectl("apply", "-k", OVERLAY);
        operator = startOperator();
    }

    private Path kubeconfig() throws IOException {
        if (TestCluster.given().isPresent()) {
            return TestCluster.given().get();
        }
        server = ApiServerProcess.start(directory);
        return server.kubeconfig();
    }

    @AfterAll
    void stop() throws Exception {
        if (operator != null) {
            operator.close();
        }
        try {
            if (cluster != null) {
                leave();
            }
        } finally {
            if (server != null) {
                server.close();
            }
        }
    }

    /** A server that lives on keeps neither policies nor anything else of the overlay. */
    private void leave() {
        for (String name : List.of("plain", "operators")) {
            client.configMaps().inNamespace("default").withName(name).delete();
        }
        cluster.close();
        if (server == null) {
            kubectl("delete", "--ignore-not-found", "-k", OVERLAY);
        }
    }

    private ConfigurableApplicationContext startOperator() {
        ConfigMap settings = client.configMaps().inNamespace(TestCluster.NAMESPACE).list().getItems().stream()
                .filter(found -> found.getMetadata().getName().startsWith("millwright-operator"))
                .findFirst()
                .orElseThrow();
        Map<String, Object> environment = new HashMap<>(settings.getData());
        environment.put(
                "MILLWRIGHT_OPERATOR_KUBERNETES_KUBECONFIG",
                cluster.operatorKubeconfig().toString());
        // So that the largest tier has every object that it can have.
        environment.put("MILLWRIGHT_OPERATOR_GRAFANA_ENABLED", "true");
        StandardEnvironment deployed = new StandardEnvironment();
        // The name by which Spring knows that '_' stands for '.'.
        deployed.getPropertySources()
                .replace("systemEnvironment", new SystemEnvironmentPropertySource("systemEnvironment", environment));
        return OperatorApplication.builder()
                .environment(deployed)
                .web(WebApplicationType.NONE)
                .properties("spring.jmx.enabled=false")
                .run();
    }

    @Test
    void definitions_are_established_and_a_second_apply_changes_nothing() {
        Map<String, String> before = versions();

        kubectl("apply", "-k", OVERLAY);

        assertThat(versions()).isEqualTo(before);
        assertThat(client.apiextensions()
                        .v1()
                        .customResourceDefinitions()
                        .list()
                        .getItems())
                .hasSize(3)
                .allMatch(InstallationIT::established);
    }

    @Test
    void the_operator_takes_its_settings_from_the_overlay_and_its_lease_in_its_namespace() {
        assertThat(operator.getBean(Installation.class).brokerHost("acme")).contains("acme.mqtt.millwright.test");
        await("the lease is held", () -> {
            Lease lease = client.leases()
                    .inNamespace(TestCluster.NAMESPACE)
                    .withName("millwright-operator")
                    .get();
            return lease != null && lease.getSpec().getHolderIdentity() != null;
        });
    }

    /** Under the policies and the roles of the overlay; the largest tier has every object. */
    @Test
    void a_tenant_comes_and_goes() throws Exception {
        Path file = tenant("comes", "{tier: enterprise}");
        kubectl("apply", "-f", file.toString());
        await(
                "the last object is there",
                () -> client.autoscaling()
                                .v2()
                                .horizontalPodAutoscalers()
                                .inNamespace("tenant-comes")
                                .list()
                                .getItems()
                                .size()
                        > 0);

        kubectl("delete", "--wait=false", "-f", file.toString());

        await(
                "the Tenant is gone",
                () -> client.resources(Tenant.class).withName("comes").get() == null);
        assertThat(client.policy()
                        .v1()
                        .podDisruptionBudget()
                        .inNamespace("tenant-comes")
                        .list()
                        .getItems())
                .isEmpty();
    }

    @Test
    void every_metric_that_an_alert_names_is_exported() throws Exception {
        Set<String> exported = new TreeSet<>(AlertRules.countersOf(Path.of("src/main/java")));
        operator.getBean(PrometheusMeterRegistry.class)
                .scrape()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> exported.add(line.split("[{ ]")[0]));

        assertThat(exported)
                .containsAll(AlertRules.of(AlertsTest.ALERTS).metricsByGroup().get("millwright-operator"));
    }

    @Test
    void nobody_else_sets_the_labels_and_owners_that_the_operator_goes_by() {
        assertRefused(
                map("managed", Map.of("app.kubernetes.io/managed-by", "millwright-operator")), "heals and removes");
        assertRefused(map("labelled", Map.of("millwright.io/tenant", "acme")), "millwright.io/tenant");
        ConfigMap owned = map("owned", Map.of());
        owned.getMetadata()
                .setOwnerReferences(List.of(new OwnerReferenceBuilder()
                        .withApiVersion("millwright.io/v1alpha1")
                        .withKind("Tenant")
                        .withName("acme")
                        .withUid("of-a-tenant")
                        .build()));
        assertRefused(owned, "owner reference to a Tenant");
        assertThat(client.resource(map("plain", Map.of("app.kubernetes.io/managed-by", "helm")))
                        .create())
                .isNotNull();
        try (KubernetesClient operators = cluster.operatorClient()) {
            operators
                    .resource(map("operators", Map.of("millwright.io/tenant", "acme")))
                    .create();
        }
        assertThatThrownBy(() -> client.configMaps()
                        .inNamespace("default")
                        .withName("operators")
                        .edit(found -> {
                            found.getMetadata().getLabels().clear();
                            return found;
                        }))
                .hasMessageContaining("denied request");
    }

    @Test
    void a_dry_run_on_the_server_says_what_a_change_of_a_tenant_would_do() throws Exception {
        kubectl(
                "apply",
                "-f",
                tenant("asked", "{tier: professional, historian: {retention: {raw: 30d, hour: 365d}}}")
                        .toString());

        String said = kubectl(
                "apply",
                "--server-side",
                "--force-conflicts",
                "--dry-run=server",
                "-f",
                tenant(
                                "asked",
                                "{tier: starter, suspended: true, deletionPolicy: Delete, historian: {retention: {raw:"
                                        + " 48h, hour: 365d}}}")
                        .toString());

        assertThat(said)
                .contains("spec.tier from professional to starter", "goes on as professional")
                .contains("spec.historian.retention: raw 48h: what is older is deleted")
                .contains("deletes its data too")
                .contains("ingest is held")
                .contains("(server dry run)");
        String harmless = kubectl(
                "apply",
                "--server-side",
                "--force-conflicts",
                "--dry-run=server",
                "-f",
                tenant("asked", "{tier: professional, historian: {retention: {raw: 60d, hour: 365d}}}")
                        .toString());
        assertThat(harmless).doesNotContain("Warning: Validation failed");
    }

    private Map<String, String> versions() {
        Map<String, String> versions = new HashMap<>();
        for (HasMetadata object : Kubectl.rendered(TestCluster.DEPLOY.resolve("overlays/dev"))) {
            versions.put(
                    object.getKind() + "/" + object.getMetadata().getName(),
                    client.resource(object).get().getMetadata().getResourceVersion());
        }
        return versions;
    }

    private void assertRefused(ConfigMap map, String sentence) {
        assertThatThrownBy(() -> client.resource(map).create())
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).isEqualTo(403))
                .hasMessageContaining("ValidatingAdmissionPolicy 'millwright-tenant-objects'")
                .hasMessageContaining(sentence);
    }

    private static ConfigMap map(String name, Map<String, String> labels) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName(name)
                .withLabels(labels)
                .endMetadata()
                .build();
    }

    private Path tenant(String name, String spec) throws Exception {
        return Files.writeString(Files.createTempFile(directory, name, ".yaml"), """
            apiVersion: millwright.io/v1alpha1
            kind: Tenant
            metadata: {name: %s}
            spec: %s
            """.formatted(name, spec));
    }

    private String kubectl(String... arguments) {
        List<String> all = new java.util.ArrayList<>(List.of(
                "--kubeconfig",
                cluster.kubeconfig().toString(),
                "--cache-dir",
                directory.resolve("kubectl-cache").toString()));
        all.addAll(List.of(arguments));
        return Kubectl.run(all);
    }

    private static boolean established(CustomResourceDefinition definition) {
        return definition.getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("Established")
                        && condition.getStatus().equals("True"));
    }

    private static void await(String what, Callable<Boolean> seen) {
        Awaitility.await(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(seen);
    }
}
