package io.millwright.operator.pki;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.x500.X500Name;

/** What authorities below the root have in common. */
final class Authorities {

    static boolean isAuthority(X509Certificate certificate) {
        return certificate.getBasicConstraints() >= 0;
    }

    static KeyAndCertificates checked(KeyAndCertificates material, X500Name subject) {
        X500Name actual = X500Name.getInstance(
                material.certificate().getSubjectX500Principal().getEncoded());
        if (!isAuthority(material.certificate()) || !actual.equals(subject)) {
            throw new UnreadablePemException("The certificate is not the authority " + subject + ".");
        }
        return material;
    }

    /** The same name and key under a new certificate: everything issued so far stays valid. */
    static KeyAndCertificates renew(
            DeviceRoot root, KeyAndCertificates current, CertificateRequest request, Issuance issuance) {
        KeyPair key = new KeyPair(current.certificate().getPublicKey(), current.key());
        return Issuer.issue(root.material(), request, key, issuance);
    }

    private Authorities() {}
}
