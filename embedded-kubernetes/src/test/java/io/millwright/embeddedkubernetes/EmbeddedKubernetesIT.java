package io.millwright.embeddedkubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKubernetesIT {

    @TempDir
    Path directory;

    private EmbeddedKubernetes start() {
        return EmbeddedKubernetes.start(EmbeddedKubernetes.Settings.in(directory));
    }

    private static ConfigMap configMap() {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName("kept")
                .endMetadata()
                .withData(Map.of("a", "1"))
                .build();
    }

    @Test
    void a_kubeconfig_stays_good_across_a_restart_and_so_do_objects() throws IOException {
        Path kubeconfig = directory.resolve("kubeconfig");
        URI url;
        try (EmbeddedKubernetes server = start();
                KubernetesClient client = Servers.client(server)) {
            url = server.url();
            server.writeKubeconfig(kubeconfig);
            client.resource(configMap()).create();
        }

        try (EmbeddedKubernetes server = start();
                KubernetesClient client = new KubernetesClientBuilder()
                        .withConfig(Config.fromKubeconfig(Files.readString(kubeconfig)))
                        .build()) {
            assertThat(server.url()).isEqualTo(url);
            assertThat(client.resource(configMap()).get().getData()).containsEntry("a", "1");
        }
        assertThat(Files.getPosixFilePermissions(kubeconfig)).hasSize(2);
    }

    @Test
    void a_watch_resumes_across_a_restart_from_where_the_list_was() throws Exception {
        String version;
        try (EmbeddedKubernetes server = start();
                KubernetesClient client = Servers.client(server)) {
            client.resource(configMap()).create();
            version = client.configMaps()
                    .inNamespace("default")
                    .list()
                    .getMetadata()
                    .getResourceVersion();
        }

        try (EmbeddedKubernetes server = start()) {
            String path =
                    "/api/v1/namespaces/default/configmaps?watch=true&timeoutSeconds=1&resourceVersion=" + version;
            assertThat(ask(server, "127.0.0.1", server.token(), path)).doesNotContain("410");
        }
    }

    @Test
    void without_the_token_nothing_is_told() throws Exception {
        try (EmbeddedKubernetes server = start()) {
            assertThat(ask(server, "127.0.0.1", "wrong", "/api/v1/namespaces")).startsWith("HTTP/1.1 401");
            assertThat(ask(server, "127.0.0.1", server.token(), "/api/v1/namespaces"))
                    .startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void a_request_for_another_host_is_refused_even_with_the_token() throws Exception {
        try (EmbeddedKubernetes server = start()) {
            assertThat(ask(server, "rebound.example", server.token(), "/api/v1/namespaces"))
                    .startsWith("HTTP/1.1 403");
        }
    }

    @Test
    void a_busy_port_is_said_in_a_sentence() throws IOException {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            EmbeddedKubernetes.Settings settings =
                    new EmbeddedKubernetes.Settings(null, busy.getLocalPort(), Clock.systemUTC());
            assertThatThrownBy(() -> EmbeddedKubernetes.start(settings))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("the embedded Kubernetes API cannot start");
        }
    }

    @Test
    void two_servers_run_side_by_side() {
        try (EmbeddedKubernetes one = start();
                EmbeddedKubernetes other = EmbeddedKubernetes.start(EmbeddedKubernetes.Settings.inMemory());
                KubernetesClient client = Servers.client(one);
                KubernetesClient otherClient = Servers.client(other)) {
            client.resource(configMap()).create();

            assertThat(otherClient.resource(configMap()).get()).isNull();
        }
    }

    /** Asks with whatever host name, which HTTP clients do not let one choose, and answers all that came. */
    private static String ask(EmbeddedKubernetes server, String host, String token, String path) throws Exception {
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, new TrustManager[] {new TrustAnything()}, new SecureRandom());
        try (Socket socket =
                tls.getSocketFactory().createSocket("127.0.0.1", server.url().getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nAuthorization: Bearer " + token
                            + "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            try (BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
                return String.join("\n", in.lines().toList());
            }
        }
    }

    private static final class TrustAnything implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
