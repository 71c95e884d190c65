package io.millwright.operator.pki;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.wire.CertificateIdentity;
import io.millwright.wire.CertificateReader;
import io.millwright.wire.IdentityReading;
import io.millwright.wire.ServiceName;
import io.millwright.wire.TenantId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What brokers and runtimes make of our certificates: the reader of module wire is theirs. */
class IdentityOfCertificatesTest {

    private final TestAuthorities platform = new TestAuthorities();

    @Test
    void the_runtimes_certificate_speaks_for_its_tenants_runtime() {
        KeyAndCertificates runtime =
                ServiceCertificate.issue(platform.acme, ServiceCertificate.RUNTIME, platform.issuance);

        assertThat(CertificateReader.read(runtime.certificate()))
                .isEqualTo(new IdentityReading.Known(
                        new CertificateIdentity.Service(new TenantId("acme"), new ServiceName("runtime"))));
    }

    @Test
    void the_control_planes_certificate_speaks_for_the_platform_and_for_no_tenant() {
        KeyAndCertificates controlPlane = PlatformClientCertificate.issue(
                platform.platform, PlatformClientCertificate.CONTROL_PLANE, platform.issuance);

        assertThat(CertificateReader.read(controlPlane.certificate()))
                .isEqualTo(
                        new IdentityReading.Known(new CertificateIdentity.Platform(new ServiceName("control-plane"))));
    }

    @Test
    void brokers_and_authorities_speak_for_nobody() {
        KeyAndCertificates broker = ServerCertificate.issue(
                platform.servers, "broker", ServerNames.of(List.of("localhost", "127.0.0.1")), platform.issuance);

        for (KeyAndCertificates nobody :
                List.of(broker, platform.servers.material(), platform.acme.material(), platform.root.material())) {
            assertThat(CertificateReader.read(nobody.certificate())).isInstanceOf(IdentityReading.Refused.class);
        }
    }
}
