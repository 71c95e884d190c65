package io.millwright.controlplane.pki;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.wire.CertificateIdentity;
import io.millwright.wire.CertificateReader;
import io.millwright.wire.DeviceId;
import io.millwright.wire.IdentityReading;
import io.millwright.wire.ServiceName;
import io.millwright.wire.SiteId;
import io.millwright.wire.TenantId;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class CertificateSignerTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final CertificateIdentity.Device PRESS =
            new CertificateIdentity.Device(ACME, new SiteId("bremen"), new DeviceId("press-line-01"));

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final CertificateSigner signer =
            new CertificateSigner(Clock.fixed(now, ZoneOffset.UTC), new SecureRandom());
    private final TestAuthority root = TestAuthority.root();
    private final KeyPair key = TestAuthority.newKey();

    @Test
    void a_devices_certificate_is_read_as_that_device_by_everybody_who_asks_the_wire() {
        X509Certificate certificate = signer.device(authority("acme"), PRESS, key.getPublic(), Duration.ofDays(30));

        assertThat(CertificateReader.read(certificate)).isEqualTo(new IdentityReading.Known(PRESS));
        assertThat(certificate.getNotAfter().toInstant()).isEqualTo(now.plus(Duration.ofDays(30)));
        assertThat(certificate.getNotBefore().toInstant()).isEqualTo(now.minus(CertificateSigner.BACKDATE));
        assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
        assertThat(certificate.getSerialNumber().bitLength()).isEqualTo(129);
    }

    @Test
    void its_chain_is_valid_up_to_the_root() throws GeneralSecurityException {
        TenantAuthority authority = authority("acme");

        validate(signer.device(authority, PRESS, key.getPublic(), Duration.ofDays(30)), authority);
    }

    @Test
    void an_authority_makes_no_valid_device_of_another_tenant() {
        TenantAuthority bolt = authority("bolt");
        X509Certificate forged = signer.device(bolt, PRESS, key.getPublic(), Duration.ofDays(30));

        Assertions.assertThatThrownBy(() -> validate(forged, bolt)).isInstanceOf(CertPathValidatorException.class);
    }

    @Test
    void a_certificate_does_not_outlive_its_authority() {
        Instant end = now.plus(Duration.ofDays(3));
        TenantAuthority short_lived =
                TenantAuthority.of(ACME, root.tenant("acme", end).secret()).orElseThrow();

        X509Certificate certificate = signer.device(short_lived, PRESS, key.getPublic(), Duration.ofDays(30));

        assertThat(certificate.getNotAfter().toInstant()).isEqualTo(end);
    }

    @Test
    void the_configuration_key_is_no_client() throws GeneralSecurityException {
        CertificateIdentity.Service service = new CertificateIdentity.Service(ACME, new ServiceName("configuration"));

        TenantAuthority authority = authority("acme");

        X509Certificate certificate = signer.configurationKey(authority, service, key.getPublic());

        assertThat(CertificateReader.read(certificate)).isEqualTo(new IdentityReading.Known(service));
        assertThat(certificate.getExtendedKeyUsage()).doesNotContain("1.3.6.1.5.5.7.3.2");
        assertThat(certificate.getNotAfter()).isEqualTo(authority.certificate().getNotAfter());
    }

    @Test
    void a_secret_of_another_tenant_or_with_another_key_is_no_authority() {
        Map<String, String> acme = root.tenant("acme").secret();
        Map<String, String> other = root.tenant("acme").secret();

        assertThat(TenantAuthority.of(new TenantId("bolt"), acme)).isEmpty();
        assertThat(TenantAuthority.of(ACME, Map.of("tls.crt", acme.get("tls.crt"), "tls.key", other.get("tls.key"))))
                .isEmpty();
        assertThat(TenantAuthority.of(ACME, Map.of("tls.crt", acme.get("tls.crt"))))
                .isEmpty();
        assertThat(TenantAuthority.of(ACME, Map.of("tls.crt", "?", "tls.key", "?")))
                .isEmpty();
    }

    private TenantAuthority authority(String tenant) {
        return TenantAuthority.of(new TenantId(tenant), root.tenant(tenant).secret())
                .orElseThrow();
    }

    private void validate(X509Certificate certificate, TenantAuthority authority) throws GeneralSecurityException {
        List<X509Certificate> path = new ArrayList<>(List.of(certificate));
        path.addAll(authority.chain().subList(0, authority.chain().size() - 1));
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root.certificate(), null)));
        parameters.setRevocationEnabled(false);
        CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
    }
}
