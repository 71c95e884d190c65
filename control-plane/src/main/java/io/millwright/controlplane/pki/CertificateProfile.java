package io.millwright.controlplane.pki;

import io.millwright.wire.CertificateIdentity;
import java.time.Duration;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/**
 * What a certificate below a tenant's authority says.
 *
 * @param attributes values of O, OU and CN, in the order in which they are encoded: a name constraint is a prefix
 */
record CertificateProfile(List<String> attributes, String urn, KeyPurposeId purpose, Duration lifetime) {

    static CertificateProfile device(CertificateIdentity.Device device, Duration lifetime) {
        return new CertificateProfile(
                List.of(
                        device.tenant().value(),
                        device.site().value(),
                        device.device().value()),
                device.urn(),
                KeyPurposeId.id_kp_clientAuth,
                lifetime);
    }

    /** Of the key that signs configurations. Its purpose is not clientAuth: it opens no session anywhere. */
    static CertificateProfile configurationKey(CertificateIdentity.Service service, Duration lifetime) {
        return new CertificateProfile(
                List.of(service.tenant().value(), "service", service.name().value()),
                service.urn(),
                KeyPurposeId.id_kp_codeSigning,
                lifetime);
    }
}
