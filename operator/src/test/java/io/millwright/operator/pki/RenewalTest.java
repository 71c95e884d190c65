package io.millwright.operator.pki;

import static io.millwright.operator.pki.TestAuthorities.NOW;
import static io.millwright.operator.pki.TestAuthorities.at;
import static io.millwright.operator.pki.TestAuthorities.issuanceAt;
import static io.millwright.operator.pki.TestAuthorities.validate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RenewalTest {

    private static final ServerNames NAMES = ServerNames.of(List.of("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1"));

    private final TestAuthorities platform = new TestAuthorities();

    @Test
    void a_certificate_is_due_at_two_thirds_of_its_life() {
        KeyAndCertificates service = ServiceCertificate.issue(platform.acme, "runtime", platform.issuance);
        Instant from = NOW.minus(Duration.ofMinutes(5));
        Instant due = from.plus(Duration.between(from, NOW.plus(Duration.ofDays(30)))
                .multipliedBy(2)
                .dividedBy(3));

        assertThat(service.renewal()).isEqualTo(due);
        assertThat(service.renewalDue(at(due.minusSeconds(1)))).isFalse();
        assertThat(service.renewalDue(at(due))).isTrue();
        assertThat(ServiceCertificate.replacement(service, platform.acme, at(due.minusSeconds(1))))
                .isEmpty();
        assertThat(ServiceCertificate.replacement(service, platform.acme, at(due)))
                .hasValue("two thirds of its life are over");
    }

    @Test
    void a_brokers_certificate_is_kept_while_its_names_stay() {
        KeyAndCertificates broker = ServerCertificate.issue(platform.servers, "broker", NAMES, platform.issuance);

        assertThat(ServerCertificate.replacement(broker, platform.servers, NAMES, at(NOW)))
                .isEmpty();
        assertThat(ServerCertificate.replacement(
                        broker, platform.servers, ServerNames.of(List.of("::1", "127.0.0.1", "LOCALHOST")), at(NOW)))
                .isEmpty();
        assertThat(ServerCertificate.replacement(
                        broker, platform.servers, ServerNames.of(List.of("localhost")), at(NOW)))
                .hasValue("the server's names changed");
    }

    @Test
    void a_certificate_of_another_authority_is_replaced() {
        KeyAndCertificates service = ServiceCertificate.issue(platform.bolt, "runtime", platform.issuance);

        assertThat(ServiceCertificate.replacement(service, platform.acme, at(NOW)))
                .hasValue("the issuing authority changed");
    }

    @Test
    void the_control_planes_certificate_is_due_at_two_thirds_and_when_its_authority_is_another() {
        KeyAndCertificates client = PlatformClientCertificate.issue(
                platform.platform, PlatformClientCertificate.CONTROL_PLANE, platform.issuance);

        assertThat(PlatformClientCertificate.replacement(client, platform.platform, at(NOW)))
                .isEmpty();
        assertThat(PlatformClientCertificate.replacement(client, platform.platform, at(client.renewal())))
                .hasValue("two thirds of its life are over");
        assertThat(PlatformClientCertificate.replacement(
                        client, PlatformCertificateAuthority.issue(platform.root, platform.issuance), at(NOW)))
                .hasValue("the issuing authority changed");
    }

    @Test
    void a_renewed_authority_keeps_name_and_key_so_that_old_devices_still_chain() throws Exception {
        KeyAndCertificates device = ServiceCertificate.issue(platform.acme, "runtime", platform.issuance);
        Instant later = NOW.plus(Duration.ofDays(20));

        TenantCertificateAuthority renewed = platform.acme.renewed(platform.root, issuanceAt(later));

        X509Certificate fresh = renewed.material().certificate();
        assertThat(fresh.getPublicKey())
                .isEqualTo(platform.acme.material().certificate().getPublicKey());
        assertThat(fresh.getSerialNumber())
                .isNotEqualTo(platform.acme.material().certificate().getSerialNumber());
        assertThat(renewed.material().expiry()).isAfter(platform.acme.material().expiry());
        assertThatCode(() -> validate(
                        List.of(device.certificate(), fresh),
                        platform.root.material().certificate(),
                        later))
                .doesNotThrowAnyException();
    }

    @Test
    void a_certificate_never_outlives_its_issuer() {
        Instant nearTheEnd = platform.acme.material().expiry().minus(Duration.ofDays(3));
        Instant afterTheEnd = platform.acme.material().expiry();

        assertThat(ServiceCertificate.issue(platform.acme, "runtime", issuanceAt(nearTheEnd))
                        .expiry())
                .isEqualTo(platform.acme.material().expiry());
        assertThatThrownBy(() -> ServiceCertificate.issue(platform.acme, "runtime", issuanceAt(afterTheEnd)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("expired");
    }

    @Test
    void a_tenant_name_that_is_no_label_gets_no_authority() {
        for (String name : List.of("", "Acme", "a b", "acme,O=bolt", "-acme", "platform", "a".repeat(41))) {
            assertThatThrownBy(() -> TenantCertificateAuthority.issue(platform.root, name, platform.issuance))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_server_name_that_is_neither_host_nor_address_is_refused() {
        for (String name : List.of("", "a b", "http://x", "a..b", "*", "*.", "999.1.1.1", "-a.example", "a_b")) {
            assertThatThrownBy(() -> ServerNames.of(List.of(name)))
                    .as(name)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(ServerNames.of(List.of("*.mqtt.example.com")).hosts()).containsExactly("*.mqtt.example.com");
    }
}
