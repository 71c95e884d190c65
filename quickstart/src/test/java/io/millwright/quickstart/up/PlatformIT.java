package io.millwright.quickstart.up;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.quickstart.directory.DataDirectory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Everything together, twice on the same directory. */
class PlatformIT {

    private static final Duration READY = Duration.ofMinutes(2);
    private static final Duration HEALED = Duration.ofMinutes(1);

    /** With a label, the node would say that it cannot realise it; without, it is none of its business. */
    private static final String FOREIGN = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: foreign, namespace: default}
        spec:
          selector: {matchLabels: {app: foreign}}
          template:
            metadata: {labels: {app: foreign}}
            spec: {containers: [{name: main, image: docker.io/library/nginx}]}
        """;

    @TempDir
    private Path temporary;

    @Test
    void a_tenant_becomes_ready_heals_and_is_the_same_after_a_restart() throws Exception {
        String incarnation;
        String broker;
        try (DataDirectory directory = DataDirectory.open(temporary);
                Platform platform = start(directory);
                KubernetesClient client = client(directory)) {
            assertThat(platform.readyLine()).startsWith("Millwright is ready: http://127.0.0.1:");
            assertPort(directory);
            client.resource(FOREIGN).create();
            client.resource(sample()).create();
            Tenant ready = awaitReady(client, _ -> true);
            broker = broker(ready);
            await().atMost(HEALED)
                    .untilAsserted(() -> assertThat(directory.resolve("endpoints.json"))
                            .content()
                            .contains("\"acme\" : \"" + broker + "\""));
            assertThat(serverCertificate(broker, directory.resolve("ca.pem"))
                            .getSubjectAlternativeNames()
                            .toString())
                    .contains("127.0.0.1", "localhost", "broker.tenant-acme.svc");

            assertThat(client.pods().inNamespace("default").list().getItems()).isEmpty();
            assertThat(client.apps()
                            .deployments()
                            .inNamespace("default")
                            .withName("foreign")
                            .get()
                            .getStatus()
                            .getConditions())
                    .isEmpty();

            String before = brokerUid(client);
            client.apps()
                    .statefulSets()
                    .inNamespace("tenant-acme")
                    .withName("broker")
                    .delete();
            await().atMost(HEALED)
                    .untilAsserted(
                            () -> assertThat(brokerUid(client)).isNotEmpty().isNotEqualTo(before));

            String first = incarnation(ready);
            client.resource(ready).delete();
            await().atMost(HEALED)
                    .until(() -> client.resources(Tenant.class).withName("acme").get() == null);
            client.resource(sample()).create();
            Tenant recreated = awaitReady(client, tenant -> !incarnation(tenant).equals(first));
            assertStrangerInTrail(directory, broker(recreated));
            incarnation = incarnation(recreated);
        }
        try (DataDirectory directory = DataDirectory.open(temporary);
                Platform platform = start(directory);
                KubernetesClient client = client(directory)) {
            assertThat(platform.readyLine()).isNotEmpty();
            Tenant again = awaitReady(client, _ -> true);
            assertThat(incarnation(again)).isEqualTo(incarnation);
            assertThat(broker(again)).isEqualTo(broker);
        }
    }

    /** One port for the portal, which is for everybody, the API, which is not, and health. */
    private static void assertPort(DataDirectory directory) throws Exception {
        JsonNode endpoints = JsonMapper.shared().readTree(Files.readString(directory.resolve("endpoints.json")));
        String portal = endpoints.path("portal").asString();
        String key = endpoints.path("admin").path("apiKey").asString();
        assertThat(endpoints.path("api").asString()).isEqualTo(portal + "/api/v1");
        assertThat(endpoints.path("enrollment").asString()).startsWith("https://127.0.0.1:");
        assertThat(endpoints.has("demo")).isFalse();
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThat(status(http, portal + "/healthz", "")).isEqualTo(200);
            assertThat(status(http, portal + "/", "")).isEqualTo(200);
            assertThat(status(http, portal + "/api/v1/tenants", "")).isEqualTo(401);
            assertThat(status(http, portal + "/api/v1/tenants/none", key)).isEqualTo(404);
        }
    }

    /** Whoever only wants to see the broker's certificate, and shows none, is in the trail of the tenant whose broker it is. */
    private static void assertStrangerInTrail(DataDirectory directory, String broker) throws Exception {
        JsonNode endpoints = JsonMapper.shared().readTree(Files.readString(directory.resolve("endpoints.json")));
        URI trail = URI.create(endpoints.path("api").asString() + "/tenants/acme/audit");
        String key = endpoints.path("admin").path("apiKey").asString();
        try (HttpClient http = HttpClient.newHttpClient()) {
            await().atMost(HEALED).untilAsserted(() -> {
                assertThat(serverCertificate(broker, directory.resolve("ca.pem")))
                        .isNotNull();
                assertThat(http.send(
                                        HttpRequest.newBuilder(trail)
                                                .header("X-Api-Key", key)
                                                .build(),
                                        HttpResponse.BodyHandlers.ofString())
                                .body())
                        .contains("mqtt.refused", "\"unidentified\"", "no-certificate");
            });
        }
    }

    private static int status(HttpClient http, String address, String key) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address));
        if (!key.isEmpty()) {
            request.header("X-Api-Key", key);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static Platform start(DataDirectory directory) throws Exception {
        return Platform.start(
                directory,
                new Platform.Settings(directory.ports().port("home"), false),
                new Progress(
                        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                        System::nanoTime));
    }

    private static KubernetesClient client(DataDirectory directory) {
        Config config = Config.fromKubeconfig(directory.resolve("kubeconfig").toFile());
        config.setOnlyHttpWatches(true);
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    private static Tenant awaitReady(KubernetesClient client, Predicate<Tenant> wanted) {
        return await().atMost(READY)
                .until(
                        () -> client.resources(Tenant.class).withName("acme").get(),
                        tenant -> tenant != null
                                && tenant.getStatus() != null
                                && wanted.test(tenant)
                                && tenant.getStatus().getConditions().stream().anyMatch(PlatformIT::isReady));
    }

    private static String incarnation(Tenant tenant) {
        return String.valueOf(requireNonNull(tenant.getStatus()).getIncarnation());
    }

    private static String broker(Tenant tenant) {
        return requireNonNull(requireNonNull(requireNonNull(tenant.getStatus()).getEndpoints())
                .getMqtt());
    }

    private static String sample() throws IOException {
        return Files.readString(checkout().resolve("crds/samples/tenant.yaml"));
    }

    private static boolean isReady(Condition condition) {
        return "Ready".equals(condition.getType()) && "True".equals(condition.getStatus());
    }

    private static String brokerUid(KubernetesClient client) {
        var set = client.apps()
                .statefulSets()
                .inNamespace("tenant-acme")
                .withName("broker")
                .get();
        return set == null ? "" : set.getMetadata().getUid();
    }

    private static X509Certificate serverCertificate(String broker, Path authorities) throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null);
        int number = 0;
        for (var certificate : CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(authorities)))) {
            trusted.setCertificateEntry("ca-" + number++, certificate);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        URI address = URI.create(broker);
        try (SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(address.getHost(), address.getPort())) {
            socket.setSoTimeout((int) HEALED.toMillis());
            socket.startHandshake();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    private static Path checkout() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("mvnw"))) {
            directory = requireNonNull(directory.getParent(), "the checkout");
        }
        return directory;
    }
}
