package io.millwright.operator.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.millwright.operator.TestCluster;
import io.millwright.operator.plan.OptionalApi;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;

/** Optional APIs, with definitions applied as an administrator would. */
class OptionalApisIT {

    @SuppressWarnings("NullAway.Init")
    private TestCluster cluster;

    @SuppressWarnings("NullAway.Init")
    private KubernetesClient client;

    @BeforeEach
    void start(@TempDir Path directory) {
        cluster = TestCluster.bare(directory);
        client = cluster.client();
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    /** A server of which nothing comes but a refused connection. */
    private static KubernetesClient unreachable() {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.empty())
                        .withMasterUrl("https://127.0.0.1:1/")
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
    }

    @Test
    void a_server_of_its_own_offers_none() {
        assertThat(new ApiDiscovery(client).offered()).isEmpty();
    }

    @Test
    void an_api_is_offered_once_its_definition_is_there_in_a_version_that_is_known() {
        define("postgresql.cnpg.io", "v1", "clusters", "Cluster");
        define("gateway.networking.k8s.io", "v1alpha2", "tlsroutes", "TLSRoute");
        define("gateway.networking.k8s.io", "v1alpha2", "httproutes", "HTTPRoute");

        assertThat(new ApiDiscovery(client).offered())
                .containsExactlyInAnyOrder(OptionalApi.CLOUD_NATIVE_PG, OptionalApi.GATEWAY_TLS_V1ALPHA2);
    }

    @Test
    void of_several_versions_of_a_route_the_newest_that_is_served_is_offered() {
        define("gateway.networking.k8s.io", "v1alpha3", "tlsroutes", "TLSRoute", "v1alpha2");

        assertThat(new ApiDiscovery(client).offered()).containsExactly(OptionalApi.GATEWAY_TLS_V1ALPHA3);
    }

    @Test
    void another_resource_of_the_same_group_is_not_enough() {
        define("postgresql.cnpg.io", "v1", "poolers", "Pooler");

        assertThat(new ApiDiscovery(client).offered()).isEmpty();
    }

    @Test
    void liveness_fails_when_an_api_comes_and_not_while_the_server_cannot_be_asked() {
        AtomicReference<KubernetesClient> asked = new AtomicReference<>(client);
        OptionalApisHealth health = new OptionalApisHealth(Set.of(), () -> new ApiDiscovery(asked.get()).offered());
        health.look();
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);

        define("postgresql.cnpg.io", "v1", "clusters", "Cluster");
        health.look();

        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        try (KubernetesClient unreachable = unreachable()) {
            asked.set(unreachable);
            health.look();
        }
        assertThat(health.health().getStatus()).as("what was seen last holds").isEqualTo(Status.DOWN);
    }

    @Test
    void liveness_fails_when_an_api_that_was_there_goes() {
        OptionalApisHealth health =
                new OptionalApisHealth(Set.of(OptionalApi.CLOUD_NATIVE_PG), new ApiDiscovery(client)::offered);

        health.look();

        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
    }

    private void define(String group, String version, String plural, String kind, String... older) {
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
            """.formatted(group, plural, kind, kind.toLowerCase(Locale.ROOT), version)
                + Stream.of(older).map("""
                      - name: %s
                        served: true
                        storage: false
                        schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
                    """::formatted).collect(Collectors.joining());
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
