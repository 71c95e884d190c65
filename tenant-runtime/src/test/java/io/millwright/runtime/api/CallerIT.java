package io.millwright.runtime.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millwright.brokerextension.TestIdentity;
import io.millwright.brokerextension.TestPki;
import io.millwright.runtime.TestTenants;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets an answer at all: every path, attacked by everybody who has a certificate below the root, or none. */
@Timeout(60)
class CallerIT {

    private static final TestIdentity ACME = TestTenants.authority("acme");

    @TempDir
    static Path directory;

    private static TestApi api;

    @BeforeAll
    static void start() throws Exception {
        api = new TestApi(directory).holding("acme").holding("bolt");
    }

    @AfterAll
    static void stop() throws Exception {
        api.close();
    }

    static Stream<Arguments> calls() {
        return Stream.of(
                Arguments.of("GET", "/latest"),
                Arguments.of("GET", "/history?device=press-1&tag=t"),
                Arguments.of("GET", "/live"),
                Arguments.of("GET", "/usage"),
                Arguments.of("GET", "/usage/devices"),
                Arguments.of("GET", "/usage/devices/press-1"),
                Arguments.of("GET", "/traffic"),
                Arguments.of("GET", "/storage"),
                Arguments.of("GET", "/devices"),
                Arguments.of("GET", "/devices/press-1"),
                Arguments.of("GET", "/quarantine"),
                Arguments.of("GET", "/quarantine/1"),
                Arguments.of("DELETE", "/quarantine/1"),
                Arguments.of("POST", "/quarantine/1/replay"),
                Arguments.of("PUT", "/devices/press-1/configuration?site=bremen"),
                Arguments.of("PUT", "/revocations/0a"),
                Arguments.of("POST", "/devices/press-1/commands"));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void only_the_control_plane_is_answered(String method, String path) throws Exception {
        TestIdentity rogue = TestTenants.pki().unconstrained("acme");
        List<TestIdentity> strangers = List.of(
                TestTenants.device("acme", "bremen", "press-1"),
                TestTenants.runtime("acme"),
                TestPki.service(ACME, "acme", "configuration"),
                TestTenants.runtime("bolt"),
                TestPki.platformService(TestApi.PLATFORM, "somebody"),
                // A tenant's authority that nothing constrains, and that names the platform.
                TestPki.platformService(rogue, "control-plane"),
                TestTenants.pki().server("tenant-runtime"));
        HttpRequest request = HttpRequest.newBuilder(api.uri("/v1/tenants/acme" + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        for (TestIdentity stranger : strangers) {
            assertRefused(stranger, request);
        }
    }

    /** By TLS, or by us; a server's certificate is none for a client. */
    private static void assertRefused(TestIdentity stranger, HttpRequest request) throws Exception {
        try {
            HttpResponse<String> response = api.send(stranger, request);
            assertThat(response.statusCode())
                    .as(stranger.certificate().getSubjectX500Principal().getName())
                    .isEqualTo(403);
            assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(response.body()).contains("/problems/forbidden").doesNotContain("acme", "press");
        } catch (IOException e) {
            assertThat(stranger.certificate().getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        }
    }

    @Test
    void without_a_certificate_the_handshake_fails() {
        try (HttpClient client = TestApi.client(null)) {
            assertThatThrownBy(() -> client.send(
                            HttpRequest.newBuilder(api.uri("/v1/tenants/acme/latest"))
                                    .build(),
                            BodyHandlers.ofString()))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_certificate_of_another_root_is_refused_by_the_handshake() {
        TestIdentity foreign = TestPki.platformService(TestPki.create().platform(), "control-plane");
        assertThatThrownBy(() -> api.send(
                        foreign,
                        HttpRequest.newBuilder(api.uri("/v1/tenants/acme/latest"))
                                .build()))
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/tenants/zzz/latest",
                "/v1/tenants/ACME/latest",
                "/v1/tenants/platform/latest",
                "/v1/tenants/acme%00/latest",
                "/v1/tenants//latest",
                "/v1/tenants/acme/",
                "/v1/tenants/acme",
                "/v1/tenants/acme/latest/",
                "/v1/tenants/acme/secrets",
                "/v1/tenants/acme/../bolt/nothing",
                "/v2/tenants/acme/latest",
                "/",
                "/readyz"
            })
    void what_is_not_there_is_a_problem_and_says_nothing(String path) throws Exception {
        HttpResponse<String> response = api.get(path);

        assertThat(response.statusCode()).isIn(404, 400);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(response.body()).doesNotContain("acme", "bolt", "jetty", "Exception");
    }

    @Test
    void a_wrong_method_is_told_the_right_one() throws Exception {
        HttpResponse<String> response = api.send("DELETE", "/v1/tenants/acme/latest", "");

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.body()).contains("Only GET is answered here.");
    }

    @Test
    void bodies_and_headers_are_bounded() throws Exception {
        assertThat(api.send("PUT", "/v1/tenants/acme/revocations/0a", "x".repeat(5_000))
                        .statusCode())
                .isEqualTo(413);
        assertThat(api.send("POST", "/v1/tenants/acme/devices/press-1/commands", "x".repeat(70_000))
                        .statusCode())
                .isEqualTo(413);
        HttpRequest chunked = HttpRequest.newBuilder(api.uri("/v1/tenants/acme/devices/press-1/commands"))
                .POST(HttpRequest.BodyPublishers.ofByteArrays(
                        Stream.generate(() -> new byte[10_000]).limit(20).toList()))
                .build();
        assertThat(api.send(TestApi.CONTROL_PLANE, chunked).statusCode()).isEqualTo(413);
        HttpResponse<String> header = api.send("GET", "/v1/tenants/acme/latest", "", "X-Big", "x".repeat(20_000));
        assertThat(header.statusCode()).isEqualTo(431);
        assertThat(header.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void a_request_that_is_no_http_is_refused_without_a_word_about_the_server() throws Exception {
        try (SSLSocket socket = (SSLSocket) TestApi.CONTROL_PLANE
                .tls(TestTenants.root())
                .getSocketFactory()
                .createSocket("localhost", api.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("NONSENSE\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();

            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 400").doesNotContainIgnoringCase("jetty");
        }
    }

    @Test
    void a_renewed_certificate_is_shown_without_a_restart_and_an_unusable_one_is_not() throws Exception {
        TestIdentity next = TestTenants.pki().server("renewed");
        api.writeCertificates(next);

        await().atMost(Duration.ofSeconds(60)).until(() -> subjectShown().contains("renewed"));

        java.nio.file.Files.writeString(directory.resolve("tls").resolve("tls.key"), "no key");
        assertThat(api.get("/v1/tenants/acme/latest").statusCode()).isEqualTo(200);
    }

    private static String subjectShown() throws IOException {
        try (SSLSocket socket = (SSLSocket) TestApi.CONTROL_PLANE
                .tls(TestTenants.root())
                .getSocketFactory()
                .createSocket("localhost", api.port())) {
            socket.startHandshake();
            return ((java.security.cert.X509Certificate) socket.getSession().getPeerCertificates()[0])
                    .getSubjectX500Principal()
                    .getName();
        }
    }
}
