package io.millwright.operator.pki;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/**
 * The client certificate of one of the platform's own services: subject {@code O=Millwright Platform,CN=<service>} and URI
 * {@code urn:millwright:platform:<service>}. It belongs to no tenant, and no broker lets it in.
 */
public final class PlatformClientCertificate {

    /** The control plane, which alone may ask runtimes. */
    public static final String CONTROL_PLANE = "control-plane";

    public static KeyAndCertificates issue(PlatformCertificateAuthority authority, String service, Issuance issuance) {
        CertificateRequest request = new CertificateRequest(
                Names.of(Names.PLATFORM, Names.label("service", service)),
                issuance.lifetimes().service(),
                List.of(
                        Statements.endEntity(),
                        Statements.signsHandshakes(),
                        Statements.onlyFor(KeyPurposeId.id_kp_clientAuth),
                        Statements.alternativeNames(List.of(new GeneralName(
                                GeneralName.uniformResourceIdentifier, "urn:millwright:platform:" + service)))));
        return Issuer.issue(authority.material(), request, issuance);
    }

    /** Why a kept certificate must be issued anew, or empty while it serves. */
    public static Optional<String> replacement(
            KeyAndCertificates kept, PlatformCertificateAuthority authority, Clock clock) {
        return Renewal.reason(kept, authority.material(), clock);
    }

    private PlatformClientCertificate() {}
}
