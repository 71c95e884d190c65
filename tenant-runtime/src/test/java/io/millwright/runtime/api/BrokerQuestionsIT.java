package io.millwright.runtime.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.brokerextension.TestIdentity;
import io.millwright.brokerextension.TestPki;
import io.millwright.runtime.TestTenants;
import io.millwright.runtime.emqx.StubEmqx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /v1/mqtt/auth} over real TLS, attacked by everybody who has a certificate below the root. */
@Timeout(60)
class BrokerQuestionsIT {

    private static final String DENY = "{\"result\":\"deny\"}";

    private static final TestIdentity BROKER = TestPki.service(TestTenants.authority("acme"), "acme", "broker");

    @TempDir
    static Path directory;

    private static TestApi api;

    private static StubEmqx emqx;

    @BeforeAll
    static void start() throws Exception {
        emqx = new StubEmqx();
        api = new TestApi(directory);
        api.holding(api.folder("acme").administered(emqx.url())).holding("bolt");
        api.knowing(api.folder("dark").at("jdbc:postgresql://127.0.0.1:1/").administered(emqx.url()));
    }

    @AfterAll
    static void stop() throws Exception {
        api.close();
        emqx.close();
    }

    @Test
    void a_broker_is_told_who_may_connect() throws Exception {
        HttpResponse<String> response = ask(BROKER, "press-1", TestTenants.device("acme", "bremen", "press-1"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(response.body()).startsWith("{\"result\":\"allow\"").contains("mw/v1/acme/bremen/press-1/#");
    }

    @Test
    void who_may_not_connect_is_denied_with_a_status_that_ends_the_chain() throws Exception {
        for (TestIdentity stranger : List.of(
                TestTenants.device("bolt", "bremen", "press-1"),
                TestPki.device(TestTenants.pki().tenant("acme"), "acme", "bremen", "press-1"),
                TestTenants.authority("acme"))) {
            HttpResponse<String> response = ask(BROKER, "press-1", stranger);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo(DENY);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "[]",
                "{}",
                "{\"clientid\":\"press-1\"}",
                "{\"clientid\":\"press-1\",\"certificate\":\"\"}",
                "{\"clientid\":\"press-1\",\"certificate\":\"AAAA\"}",
                "{\"clientid\":\"press-1\",\"certificate\":\"no base64\"}",
                "{\"clientid\":1,\"certificate\":\"AAAA\"}",
                "{\"clientid\":\"a\",\"clientid\":\"b\",\"certificate\":\"AAAA\"}"
            })
    void what_cannot_be_read_is_denied(String body) throws Exception {
        HttpResponse<String> response = send(BROKER, "POST", body);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(DENY);
    }

    @Test
    void nobody_else_may_ask() throws Exception {
        TestIdentity rogue = TestTenants.pki().unconstrained("acme");
        for (TestIdentity stranger : List.of(
                TestApi.CONTROL_PLANE,
                TestTenants.runtime("acme"),
                TestTenants.device("acme", "bremen", "broker"),
                TestPki.service(rogue, "acme", "broker"),
                // A broker of a tenant that is not served, and of one whose broker decides by itself.
                TestPki.service(TestTenants.authority("zinc"), "zinc", "broker"),
                TestPki.service(TestTenants.authority("bolt"), "bolt", "broker"))) {
            HttpResponse<String> response = ask(stranger, "press-1", TestTenants.device("acme", "bremen", "press-1"));
            assertThat(response.statusCode())
                    .as(stranger.certificate().getSubjectX500Principal().getName())
                    .isEqualTo(403);
            assertThat(response.body()).doesNotContain("allow", "acme");
        }
    }

    @Test
    void a_broker_may_ask_nothing_else() throws Exception {
        HttpRequest latest =
                HttpRequest.newBuilder(api.uri("/v1/tenants/acme/latest")).build();
        assertThat(api.send(BROKER, latest).statusCode()).isEqualTo(403);
        assertThat(send(BROKER, "GET", "").statusCode()).isEqualTo(405);
        assertThat(send(BROKER, "POST", "x".repeat(20_000)).statusCode()).isEqualTo(413);
    }

    @Test
    void a_revoked_certificate_is_denied_from_then_on_and_its_session_ended() throws Exception {
        TestIdentity press = TestTenants.device("acme", "bremen", "press-9");
        String serial = press.certificate().getSerialNumber().toString(16);
        emqx.sessions("press-9", serial, "press-8", "ffff");
        assertThat(ask(BROKER, "press-9", press).body()).contains("allow");

        HttpResponse<String> revoked = api.send("PUT", "/v1/tenants/acme/revocations/" + serial, "{}");

        assertThat(revoked.statusCode()).isEqualTo(204);
        assertThat(emqx.sessions()).containsExactly("press-8");
        assertThat(ask(BROKER, "press-9", press).body()).isEqualTo(DENY);
    }

    @Test
    void a_revocation_that_emqx_does_not_confirm_is_asked_again_but_holds_for_who_comes() throws Exception {
        TestIdentity press = TestTenants.device("acme", "bremen", "press-7");
        String serial = press.certificate().getSerialNumber().toString(16);
        emqx.answering(503, "text/html", "<html>no</html>");

        HttpResponse<String> response = api.send("PUT", "/v1/tenants/acme/revocations/" + serial, "{}");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
        assertThat(ask(BROKER, "press-7", press).body()).isEqualTo(DENY);
        emqx.answering();
        assertThat(api.send("PUT", "/v1/tenants/acme/revocations/" + serial, "{}")
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void while_nobody_can_say_what_is_revoked_nobody_is_let_in() throws Exception {
        TestIdentity broker = TestPki.service(TestTenants.authority("dark"), "dark", "broker");

        HttpResponse<String> response = ask(broker, "press-1", TestTenants.device("dark", "bremen", "press-1"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(DENY);
    }

    private static HttpResponse<String> ask(TestIdentity caller, String clientId, TestIdentity client)
            throws IOException, InterruptedException, CertificateEncodingException {
        String certificate =
                Base64.getEncoder().encodeToString(client.certificate().getEncoded());
        return send(caller, "POST", "{\"clientid\":\"" + clientId + "\",\"certificate\":\"" + certificate + "\"}");
    }

    private static HttpResponse<String> send(TestIdentity caller, String method, String body)
            throws IOException, InterruptedException {
        URI uri = api.uri("/v1/mqtt/auth");
        return api.send(
                caller,
                HttpRequest.newBuilder(uri)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body))
                        .build());
    }
}
