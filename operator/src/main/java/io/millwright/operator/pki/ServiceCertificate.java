package io.millwright.operator.pki;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/**
 * The client certificate with which a platform service connects to a tenant's broker: subject
 * {@code O=<tenant>,OU=service,CN=<service>} and URI {@code urn:millwright:<tenant>:service:<service>}.
 */
public final class ServiceCertificate {

    /** The tenant's runtime. */
    public static final String RUNTIME = "runtime";

    /** A broker that asks the tenant's runtime who may connect. */
    public static final String BROKER = "broker";

    public static KeyAndCertificates issue(TenantCertificateAuthority authority, String service, Issuance issuance) {
        CertificateRequest request = new CertificateRequest(
                Names.of(authority.tenant(), "service", Names.label("service", service)),
                issuance.lifetimes().service(),
                List.of(
                        Statements.endEntity(),
                        Statements.signsHandshakes(),
                        Statements.onlyFor(KeyPurposeId.id_kp_clientAuth),
                        Statements.alternativeNames(List.of(new GeneralName(
                                GeneralName.uniformResourceIdentifier,
                                "urn:millwright:" + authority.tenant() + ":service:" + service)))));
        return Issuer.issue(authority.material(), request, issuance);
    }

    /** Why a kept certificate must be issued anew, or empty while it serves. */
    public static Optional<String> replacement(
            KeyAndCertificates kept, TenantCertificateAuthority authority, Clock clock) {
        return Renewal.reason(kept, authority.material(), clock);
    }

    private ServiceCertificate() {}
}
