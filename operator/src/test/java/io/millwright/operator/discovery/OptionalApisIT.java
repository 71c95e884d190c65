package io.millwright.operator.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.millwright.embeddedkubernetes.EmbeddedKubernetes;
import io.millwright.operator.plan.OptionalApi;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;

/** Optional APIs over the API server that the laptop has, with definitions applied as an administrator would. */
class OptionalApisIT {

    @SuppressWarnings("NullAway.Init")
    private EmbeddedKubernetes kubernetes;

    @SuppressWarnings("NullAway.Init")
    private KubernetesClient client;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        kubernetes = EmbeddedKubernetes.start(EmbeddedKubernetes.Settings.inMemory());
        Path kubeconfig = directory.resolve("kubeconfig");
        kubernetes.writeKubeconfig(kubeconfig);
        client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.fromKubeconfig(kubeconfig.toFile()))
                        .withOnlyHttpWatches(true)
                        .withHttp2Disable(true)
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        kubernetes.close();
    }

    @Test
    void a_laptop_offers_none() {
        assertThat(new ApiDiscovery(client).offered()).isEmpty();
    }

    @Test
    void an_api_is_offered_once_its_definition_is_there_in_a_version_that_is_known() {
        define("postgresql.cnpg.io", "v1", "clusters", "Cluster");
        define("gateway.networking.k8s.io", "v1alpha2", "tlsroutes", "TLSRoute");
        define("gateway.networking.k8s.io", "v1alpha2", "httproutes", "HTTPRoute");

        assertThat(new ApiDiscovery(client).offered())
                .containsExactlyInAnyOrder(OptionalApi.CLOUD_NATIVE_PG, OptionalApi.GATEWAY_TLS);
    }

    @Test
    void another_resource_of_the_same_group_is_not_enough() {
        define("postgresql.cnpg.io", "v1", "poolers", "Pooler");

        assertThat(new ApiDiscovery(client).offered()).isEmpty();
    }

    @Test
    void liveness_fails_when_an_api_comes_and_not_while_the_server_cannot_be_asked() {
        OptionalApisHealth health = new OptionalApisHealth(Set.of(), new ApiDiscovery(client)::offered);
        health.look();
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);

        define("postgresql.cnpg.io", "v1", "clusters", "Cluster");
        health.look();

        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        kubernetes.close();
        health.look();
        assertThat(health.health().getStatus()).as("what was seen last holds").isEqualTo(Status.DOWN);
    }

    @Test
    void liveness_fails_when_an_api_that_was_there_goes() {
        OptionalApisHealth health =
                new OptionalApisHealth(Set.of(OptionalApi.CLOUD_NATIVE_PG), new ApiDiscovery(client)::offered);

        health.look();

        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
    }

    private void define(String group, String version, String plural, String kind) {
        String yaml = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: %2$s.%1$s}
            spec:
              group: %1$s
              scope: Namespaced
              names: {plural: %2$s, singular: %4$s, kind: %3$s}
              versions:
              - name: %5$s
                served: true
                storage: true
                schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
            """.formatted(group, plural, kind, kind.toLowerCase(Locale.ROOT), version);
        client.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .serverSideApply();
        // A definition is served a moment after it is stored.
        Awaitility.await(plural + " are served")
                .atMost(Duration.ofSeconds(60))
                .until(() -> client.getApiResources(group + "/" + version) != null
                        && client.getApiResources(group + "/" + version).getResources().stream()
                                .anyMatch(resource -> plural.equals(resource.getName())));
    }
}
