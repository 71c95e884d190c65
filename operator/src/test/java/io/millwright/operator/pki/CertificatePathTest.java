package io.millwright.operator.pki;

import static io.millwright.operator.pki.TestAuthorities.NOW;
import static io.millwright.operator.pki.TestAuthorities.uri;
import static io.millwright.operator.pki.TestAuthorities.validate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.CertPathValidatorException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;

/** What Java's path validation says of our certificates, and of what a thief of a key could make. */
class CertificatePathTest {

    private static final ServerNames NAMES =
            ServerNames.of(List.of("acme.mqtt.example.com", "broker.tenant-acme.svc", "localhost", "127.0.0.1", "::1"));

    private final TestAuthorities platform = new TestAuthorities();

    @Test
    void a_service_and_a_broker_chain_to_the_device_root() {
        KeyAndCertificates service =
                ServiceCertificate.issue(platform.acme, ServiceCertificate.RUNTIME, platform.issuance);
        KeyAndCertificates broker = ServerCertificate.issue(platform.servers, "broker", NAMES, platform.issuance);

        assertThatCode(() -> validate(service, NOW)).doesNotThrowAnyException();
        assertThatCode(() -> validate(broker, NOW)).doesNotThrowAnyException();
        assertThat(service.root())
                .isEqualTo(broker.root())
                .isEqualTo(platform.root.material().certificate());
    }

    @Test
    void the_runtime_says_who_it_is_in_subject_and_uri() throws Exception {
        X509Certificate runtime = ServiceCertificate.issue(platform.acme, "runtime", platform.issuance)
                .certificate();

        assertThat(runtime.getSubjectX500Principal().getName()).isEqualTo("CN=runtime,OU=service,O=acme");
        assertThat(runtime.getSubjectAlternativeNames())
                .containsExactly(List.of(6, "urn:millwright:acme:service:runtime"));
        assertThat(runtime.getExtendedKeyUsage()).containsExactly(KeyPurposeId.id_kp_clientAuth.getId());
    }

    @Test
    void a_broker_names_its_hosts_and_addresses_and_serves_only() throws Exception {
        X509Certificate broker = ServerCertificate.issue(platform.servers, "broker", NAMES, platform.issuance)
                .certificate();

        assertThat(broker.getSubjectAlternativeNames())
                .extracting(name -> String.valueOf(name.getLast()))
                .containsExactlyInAnyOrder(
                        "acme.mqtt.example.com", "broker.tenant-acme.svc", "localhost", "127.0.0.1", "0:0:0:0:0:0:0:1");
        assertThat(broker.getExtendedKeyUsage()).containsExactly(KeyPurposeId.id_kp_serverAuth.getId());
        assertThat(broker.getKeyUsage()[0]).as("digitalSignature").isTrue();
        assertThat(broker.getKeyUsage()[5]).as("keyCertSign").isFalse();
    }

    @Test
    void a_tenant_authority_cannot_issue_for_another_tenant() {
        for (String organisation : List.of("bolt", "acme2", "acm", Names.PLATFORM)) {
            KeyAndCertificates forged = platform.forged(
                    platform.acme.material(),
                    Names.of(organisation, "bremen", "press-01"),
                    KeyPurposeId.id_kp_clientAuth,
                    uri("urn:millwright:" + organisation + ":bremen:press-01"));

            assertThatThrownBy(() -> validate(forged, NOW))
                    .isInstanceOf(CertPathValidatorException.class)
                    .hasMessageContaining("name constraints");
        }
    }

    @Test
    void a_tenant_authority_can_issue_for_its_own_devices() {
        KeyAndCertificates device = platform.forged(
                platform.acme.material(),
                Names.of("acme", "bremen", "press-01"),
                KeyPurposeId.id_kp_clientAuth,
                uri("urn:millwright:acme:bremen:press-01"));

        assertThatCode(() -> validate(device, NOW)).doesNotThrowAnyException();
    }

    @Test
    void the_server_authority_cannot_make_a_device() {
        KeyAndCertificates forged = platform.forged(
                platform.servers.material(),
                Names.of("acme", "bremen", "press-01"),
                KeyPurposeId.id_kp_clientAuth,
                uri("urn:millwright:acme:bremen:press-01"));

        assertThatThrownBy(() -> validate(forged, NOW)).hasMessageContaining("name constraints");
    }

    @Test
    void no_authority_below_the_root_makes_another_authority() {
        KeyAndCertificates nested =
                platform.forgedAuthority(platform.acme.material(), Names.of("acme", "Nested authority"));
        KeyAndCertificates device = platform.forged(
                nested,
                Names.of("acme", "bremen", "press-01"),
                KeyPurposeId.id_kp_clientAuth,
                uri("urn:millwright:acme:bremen:press-01"));

        assertThatThrownBy(() -> validate(device, NOW))
                .isInstanceOf(CertPathValidatorException.class)
                .hasMessageContaining("pathLenConstraint");
    }

    @Test
    void a_brokers_trust_in_one_tenant_covers_no_other_tenant_and_no_broker() {
        X509Certificate trusted = platform.acme.material().certificate();
        KeyAndCertificates stranger = ServiceCertificate.issue(platform.bolt, "runtime", platform.issuance);
        KeyAndCertificates broker = ServerCertificate.issue(platform.servers, "broker", NAMES, platform.issuance);
        KeyAndCertificates own = ServiceCertificate.issue(platform.acme, "runtime", platform.issuance);

        assertThatThrownBy(() -> validate(stranger.chain().subList(0, 2), trusted, NOW))
                .isInstanceOf(CertPathValidatorException.class);
        assertThatThrownBy(() -> validate(broker.chain().subList(0, 2), trusted, NOW))
                .isInstanceOf(CertPathValidatorException.class);
        assertThatCode(() -> validate(own.chain().subList(0, 1), trusted, NOW)).doesNotThrowAnyException();
    }

    @Test
    void a_certificate_is_valid_from_five_minutes_before_its_issue_until_its_end() {
        KeyAndCertificates service = ServiceCertificate.issue(platform.acme, "runtime", platform.issuance);

        assertThatCode(() -> validate(service, NOW.minus(Duration.ofMinutes(5))))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> validate(service, NOW.minus(Duration.ofMinutes(6))))
                .hasRootCauseInstanceOf(java.security.cert.CertificateNotYetValidException.class);
        assertThatCode(() -> validate(service, NOW.plus(Duration.ofDays(30)))).doesNotThrowAnyException();
        assertThatThrownBy(() -> validate(service, NOW.plus(Duration.ofDays(31))))
                .hasRootCauseInstanceOf(java.security.cert.CertificateExpiredException.class);
    }

    @Test
    void serials_are_twenty_random_positive_bytes() {
        Set<Object> serials = IntStream.range(0, 50)
                .mapToObj(i -> Issuer.selfSigned(
                                new CertificateRequest(Names.organisation("x"), Duration.ofHours(1), List.of()),
                                platform.issuance)
                        .certificate()
                        .getSerialNumber())
                .peek(serial -> assertThat(serial.signum()).isEqualTo(1))
                .peek(serial -> assertThat(serial.toByteArray()).hasSize(20))
                .collect(Collectors.toSet());

        assertThat(serials).hasSize(50);
    }
}
