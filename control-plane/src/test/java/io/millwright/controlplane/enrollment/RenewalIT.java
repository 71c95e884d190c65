package io.millwright.controlplane.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.controlplane.ApiClient;
import io.millwright.controlplane.ControlPlaneIT;
import io.millwright.controlplane.device.Certificates;
import io.millwright.controlplane.pki.Pem;
import io.millwright.controlplane.pki.TestAuthority;
import io.millwright.controlplane.pki.TestRequest;
import io.millwright.wire.CertificateReader;
import io.millwright.wire.IdentityReading;
import java.io.ByteArrayInputStream;
import java.security.KeyPair;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class RenewalIT extends ControlPlaneIT {

    private static final AtomicInteger TENANTS = new AtomicInteger();

    private TestPlant plant;
    private TestAgent agent;
    private String device;
    private List<X509Certificate> chain;

    @BeforeEach
    void anEnrolledDevice() {
        plant = TestPlant.of(platform(), tenant("renew-" + TENANTS.incrementAndGet()));
        String code = administrator()
                .post(plant.codes(), "{}")
                .body()
                .path("codes")
                .get(0)
                .path("code")
                .asString();
        TestAgent fresh = TestAgent.fresh(platform());
        ApiClient.Answer enrolled = fresh.enroll(code);
        device = enrolled.body().path("deviceId").asString();
        String pem = enrolled.body().path("certificateChain").asString();
        chain = Pem.certificates(pem);
        agent = fresh.with(pem);
    }

    @Test
    void a_device_renews_with_a_new_key_and_the_old_certificate_ends_after_the_overlap() {
        KeyPair next = TestAuthority.newKey();

        ApiClient.Answer answer = renew(agent, plant.tenant().value(), next, "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("application/pkcs7-mime");
        X509Certificate renewed = certificates(answer).getFirst();
        assertThat(renewed.getPublicKey()).isEqualTo(next.getPublic());
        assertThat(CertificateReader.read(renewed)).isEqualTo(CertificateReader.read(chain.getFirst()));
        assertThat(renew(agent, plant.tenant().value(), next, "").response().body())
                .as("asked again, because the answer was lost")
                .isEqualTo(answer.response().body());
        passOverlap();
        assertThat(renew(agent, plant.tenant().value(), TestAuthority.newKey(), "")
                        .status())
                .isEqualTo(403);
        assertThat(renew(showing(next, renewed), plant.tenant().value(), next, "")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_list_shows_of_each_device_its_own_newest_certificate() {
        String code = administrator()
                .post(plant.codes(), "{}")
                .body()
                .path("codes")
                .get(0)
                .path("code")
                .asString();
        JsonNode other = TestAgent.fresh(platform()).enroll(code).body();
        X509Certificate renewed = certificates(renew(agent, plant.tenant().value(), TestAuthority.newKey(), ""))
                .getFirst();

        JsonNode listed = administrator()
                .get("/api/v1/tenants/" + plant.tenant() + "/devices")
                .body()
                .path("items");

        Map<String, String> serials = new HashMap<>();
        listed.forEach(item -> serials.put(
                item.path("id").asString(),
                item.path("certificate").path("serial").asString()));
        assertThat(serials)
                .isEqualTo(Map.of(
                        device,
                        Certificates.serial(renewed),
                        other.path("deviceId").asString(),
                        Certificates.serial(
                                Pem.certificates(other.path("certificateChain").asString())
                                        .getFirst())));
    }

    @Test
    void without_a_certificate_with_a_revoked_one_or_for_another_tenant_nothing_is_renewed() {
        TestPlant other = TestPlant.of(platform(), tenant("renew-" + TENANTS.incrementAndGet()));

        assertThat(renew(TestAgent.fresh(platform()), plant.tenant().value(), agent.key(), "")
                        .status())
                .isEqualTo(403);
        assertThat(renew(agent, other.tenant().value(), agent.key(), "").status())
                .isEqualTo(403);
        administrator().post(plant.devices() + "/" + device + ":revoke", "");
        assertThat(renew(agent, plant.tenant().value(), agent.key(), "").status())
                .isEqualTo(403);
    }

    @Test
    void a_former_lifes_certificate_renews_nothing_in_the_next() {
        plant.rebirth();

        assertThat(renew(agent, plant.tenant().value(), agent.key(), "").status())
                .isEqualTo(403);
    }

    @Test
    void who_asks_to_be_another_device_is_told_so() {
        assertThat(renew(agent, plant.tenant().value(), agent.key(), "O=" + plant.tenant() + ",OU=bremen,CN=other")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void a_moved_device_gets_its_new_site_with_the_renewal_and_keeps_its_id() {
        plant.site("hamburg");
        plant.fleet("other-line", "hamburg", _ -> {});
        ApiClient.Answer moved =
                administrator().post(plant.devices() + "/" + device + ":move", "{\"fleet\":\"other-line\"}");
        assertThat(moved.body().path("movesTo").asString()).isEqualTo("other-line");
        assertThat(moved.body().path("site").asString()).isEqualTo("bremen");

        X509Certificate renewed = certificates(renew(agent, plant.tenant().value(), TestAuthority.newKey(), ""))
                .getFirst();

        assertThat(((IdentityReading.Known) CertificateReader.read(renewed))
                        .identity()
                        .urn())
                .isEqualTo("urn:millwright:" + plant.tenant() + ":hamburg:" + device);
        assertThat(administrator()
                        .get(plant.devices() + "/" + device)
                        .body()
                        .path("fleet")
                        .asString())
                .isEqualTo("other-line");
    }

    @Test
    void an_expired_certificate_renews_itself_within_the_grace_and_not_beyond() {
        assertThat(renew(expired(Duration.ofDays(10)), plant.tenant().value(), agent.key(), "")
                        .status())
                .isEqualTo(200);
        TestAgent tooLate = expired(Duration.ofDays(100));
        try {
            assertThat(renew(tooLate, plant.tenant().value(), agent.key(), "").status())
                    .isEqualTo(403);
        } catch (java.io.UncheckedIOException e) {
            assertThat(e).as("TLS itself refuses it").hasCauseInstanceOf(javax.net.ssl.SSLException.class);
        }
    }

    @Test
    void the_issuers_are_shown_to_anybody_and_the_other_server_knows_nothing_of_this() {
        ApiClient.Answer answer = TestAgent.fresh(platform()).get("/.well-known/est/" + plant.tenant() + "/cacerts");

        assertThat(certificates(answer))
                .containsExactlyInAnyOrderElementsOf(plant.authority().chain());
        assertThat(administrator()
                        .get("/.well-known/est/" + plant.tenant() + "/cacerts")
                        .status())
                .isEqualTo(404);
        assertThat(administrator().post("/enroll", "{}").status()).isEqualTo(404);
        for (String path : List.of("/api/v1/tenants/" + plant.tenant(), "/actuator/health", "/healthz", "/")) {
            assertThat(agent.get(path).status()).as(path).isEqualTo(404);
        }
    }

    @Test
    void the_origins_own_certificate_is_renewed_without_a_restart() {
        X509Certificate fresh = TestPlant.renewOrigin(platform());

        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> TestAgent.fresh(platform()).shown().equals(fresh));
    }

    /** A certificate of the same device that ended that long ago, as if the device had been switched off meanwhile. */
    private TestAgent expired(Duration ago) {
        X509Certificate old = plant.authority().expiredDevice(chain.getFirst(), ago);
        database()
                .sql("UPDATE device_certificate SET serial = :serial, not_after = :end WHERE device = :device AND"
                        + " pem = (SELECT pem FROM device_certificate WHERE device = :device ORDER BY issued_at"
                        + " LIMIT 1)")
                .param("serial", old.getSerialNumber().toString(16))
                .param("end", old.getNotAfter().toInstant().atOffset(java.time.ZoneOffset.UTC))
                .param("device", device)
                .update();
        return showing(agent.key(), old);
    }

    private TestAgent showing(KeyPair key, X509Certificate leaf) {
        List<X509Certificate> path = new ArrayList<>(List.of(leaf));
        path.addAll(plant.authority().chain());
        return TestAgent.showing(platform(), key, path);
    }

    private void passOverlap() {
        database()
                .sql("UPDATE device_certificate SET revoke_at = now() WHERE device = :device AND revoke_at IS NOT NULL")
                .param("device", device)
                .update();
    }

    private static ApiClient.Answer renew(TestAgent agent, String tenant, KeyPair key, String subject) {
        return agent.post(
                "/.well-known/est/" + tenant + "/simplereenroll",
                Base64.getMimeEncoder().encodeToString(TestRequest.der(key, subject)),
                "application/pkcs10");
    }

    private static List<X509Certificate> certificates(ApiClient.Answer answer) {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(
                            Base64.getMimeDecoder().decode(answer.response().body())))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (CertificateException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JdbcClient database() {
        return platform().bean(JdbcClient.class);
    }
}
