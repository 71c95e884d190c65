package io.millwright.controlplane.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.controlplane.ApiClient;
import io.millwright.controlplane.ApiClient.Answer;
import io.millwright.controlplane.ControlPlaneIT;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadInputIT extends ControlPlaneIT {

    private static final String TENANTS = "/api/v1/tenants";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"text\"",
                "{",
                "{\"name\":\"a\",\"name\":\"b\",\"tier\":\"starter\"}",
                "{\"name\":\"a\"} {\"name\":\"b\"}",
                "{\"name\":NaN}",
                "{\"name\":\"bad\",\"tier\":\"starter\",\"limits\":{\"devices\":1e400}}",
                "{\"name\":\"bad\",\"tier\":\"starter\",\"limits\":{\"devices\":-0.5}}",
                "{\"name\":\"bad\",\"tier\":\"starter\",\"limits\":{\"devices\":99999999999999999999}}",
                "{\"name\":\"bad\",\"tier\":\"starter\",\"limits\":[1]}",
                "{\"name\":\"bad\",\"tier\":{\"a\":1}}",
                "{\"name\":\"bad\",\"tier\":\"starter\",\"displayName\":\"\\u0000\"}",
                "{\"name\":\"../bad\",\"tier\":\"starter\"}",
                "{\"name\":\"b'ad; DROP TABLE tenant_account\",\"tier\":\"starter\"}",
                "{\"name\":\"platform\",\"tier\":\"starter\"}",
                "{\"name\":7,\"tier\":\"starter\"}"
            })
    void a_body_that_makes_no_sense_is_a_400_with_a_sentence(String body) {
        Answer refused = administrator().post(TENANTS, body);

        assertThat(refused.status()).describedAs(refused.response().body()).isEqualTo(400);
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(refused.body().path("errors").path(0).path("message").asString())
                .isNotBlank();
        assertThat(refused.response().body()).doesNotContain("java.", "jackson", "Exception", "at io.");
    }

    @Test
    void depth_is_bounded() {
        Answer refused = administrator().post(TENANTS, "{\"limits\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().toString()).contains("nested too deeply");
    }

    @Test
    void size_is_bounded_whether_or_not_it_is_announced() {
        String large = "{\"name\":\"" + "x".repeat(1_100_000) + "\"}";

        Answer announced = administrator().post(TENANTS, large);
        Answer chunked = administrator()
                .send(HttpRequest.newBuilder(platform().api().resolve(TENANTS))
                        .header("X-Api-Key", io.millwright.controlplane.TestPlatform.ADMINISTRATOR_KEY)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofInputStream(
                                () -> new java.io.ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8))))
                        .build());

        assertThat(announced.status()).isEqualTo(413);
        assertThat(chunked.status()).isEqualTo(413);
    }

    @Test
    void packed_bodies_and_foreign_media_types_are_not_taken() {
        assertThat(administrator()
                        .post(TENANTS, "{}", "Content-Encoding", "gzip")
                        .status())
                .isEqualTo(415);
        assertThat(administrator()
                        .post(TENANTS, "<a/>", "Content-Type", "application/xml")
                        .status())
                .isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/tenants/%2e%2e/me",
                "/api/v1/tenants/a;b",
                "/api/v1//tenants",
                "/api/v1/tenants/a%2Fb",
                "/api/v1/tenants/%00",
                "/api/v1/tenants/%252e%252e",
                "/api/v1/tenants/A%20B"
            })
    void a_path_that_is_no_path_is_a_problem_too(String path) {
        Answer refused = administrator().send("GET", path, null);

        assertThat(refused.status()).isIn(400, 404);
        assertThat(refused.response().body()).contains("\"status\":" + refused.status());
    }

    @Test
    void what_tomcat_itself_refuses_shows_nothing_of_tomcat() throws IOException {
        String answer = raw("GET /api/v1/me HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + "y".repeat(40_000) + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("Tomcat", "<html", "Exception");
    }

    @Test
    void two_lengths_are_refused() throws IOException {
        String answer = raw("POST /api/v1/tenants HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 4\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("ok\n");
    }

    @Test
    void a_foreign_host_is_misdirected() throws IOException {
        String answer = raw("GET /healthz HTTP/1.1\r\nHost: evil.example:80\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 421").contains("/problems/misdirected-request");
    }

    @Test
    void nothing_invites_other_origins() {
        Answer answer = administrator().send("GET", "/api/v1/me", null, "Origin", "null");

        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'");
        assertThat(answer.header("Cache-Control")).contains("no-store");
    }

    @Test
    void a_method_cannot_be_put_in_a_header() {
        ApiClient own = keyOf(tenant("override"));

        Answer answer = own.send("POST", "/api/v1/tenants/override", "{}", "X-HTTP-Method-Override", "DELETE");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).contains("GET");
    }

    /** Else a client sends a request into a connection that is being closed, and cannot know whether it was carried out. */
    @Test
    void an_idle_connection_is_kept_for_longer_than_clients_keep_theirs() throws IOException {
        URI api = platform().api();
        try (Socket socket = new Socket(api.getHost(), api.getPort());
                BufferedReader answer = new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
            socket.setSoTimeout(Math.toIntExact(Duration.ofSeconds(15).toMillis()));
            socket.getOutputStream()
                    .write("GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: keep-alive\r\n\r\n"
                            .getBytes(StandardCharsets.ISO_8859_1));

            assertThat(answer.lines().takeWhile(line -> !line.isEmpty())).contains("Keep-Alive: timeout=75");
        }
    }

    private static String raw(String request) throws IOException {
        URI api = platform().api();
        try (Socket socket = new Socket(api.getHost(), api.getPort())) {
            socket.setSoTimeout(Math.toIntExact(Duration.ofSeconds(15).toMillis()));
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            InputStream in = socket.getInputStream();
            return new String(in.readNBytes(3_000), StandardCharsets.ISO_8859_1);
        } catch (java.net.SocketException e) {
            return "HTTP/1.1 400 (reset)";
        }
    }
}
