package io.millwright.quickstart.home;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.quickstart.directory.Administrator;
import io.millwright.quickstart.tenants.TenantView;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HomePageIT {

    private static final Administrator ADMIN = new Administrator("admin@millwright.local", "pass:word", "mwk_key");
    private static final List<TenantView> TENANTS = List.of(new TenantView(
            "acme",
            "professional",
            "Degraded",
            "mqtts://127.0.0.1:12345",
            List.of(new TenantView.ConditionView("Ready", "False", "BrokerStarting", "<script>alert(1)</script>"))));

    private final HttpClient http = HttpClient.newHttpClient();
    private HomePage page;

    @BeforeEach
    void start() throws IOException {
        page = HomePage.start(0, ADMIN, () -> TENANTS, "/data/kubeconfig");
    }

    @AfterEach
    void stop() {
        page.close();
        http.close();
    }

    @Test
    void health_is_for_anybody_and_nothing_else_is() throws Exception {
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
        assertThat(get("/").statusCode()).isEqualTo(401);
        assertThat(get("/status").statusCode()).isEqualTo(401);
        assertThat(get("/status", "X-Api-Key", "mwk_kez").statusCode()).isEqualTo(401);
        assertThat(get("/status", "Authorization", basic("admin@millwright.local:pass"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(get("/status", "Authorization", "Basic %%%").statusCode()).isEqualTo(401);
    }

    @Test
    void the_administrator_sees_tenants_with_text_from_resources_escaped() throws Exception {
        String html = get("/", "Authorization", basic("admin@millwright.local:pass:word"))
                .body();

        assertThat(html).contains("acme", "professional", "mqtts://127.0.0.1:12345", "KUBECONFIG=/data/kubeconfig");
        assertThat(html).contains("&lt;script&gt;").doesNotContain("<script>");
    }

    @Test
    void status_is_json_for_the_api_key() throws Exception {
        HttpResponse<String> status = get("/status", "X-Api-Key", "mwk_key");

        assertThat(status.statusCode()).isEqualTo(200);
        assertThat(status.headers().firstValue("Content-Type")).hasValue("application/json; charset=utf-8");
        assertThat(status.body()).contains("\"name\" : \"acme\"", "\"reason\" : \"BrokerStarting\"");
    }

    @Test
    void a_write_is_refused() throws Exception {
        HttpRequest post = HttpRequest.newBuilder(page.url().resolve("/status"))
                .POST(HttpRequest.BodyPublishers.ofString("x"))
                .build();

        assertThat(http.send(post, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(405);
    }

    @Test
    void a_request_for_another_host_is_refused() throws Exception {
        try (var socket = new java.net.Socket(
                java.net.InetAddress.getLoopbackAddress(), page.url().getPort())) {
            socket.setSoTimeout(5000);
            socket.getOutputStream()
                    .write("GET /healthz HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 421");
        }
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(page.url() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
