package io.millwright.controlplane.pki;

import io.millwright.wire.CertificateIdentity;
import io.millwright.wire.SiteId;
import io.millwright.wire.TenantId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The parts of a checked request that matter: the key, and the names it asks for. Nothing else of it goes into a certificate.
 *
 * @param uri the one URI among its alternative names
 */
public record CertificateRequest(PublicKey key, RequestedSubject subject, Optional<String> uri) {

    /** SHA-256 of the SubjectPublicKeyInfo in hexadecimal: what tells this key from every other. */
    public String keyHash() {
        return keyHash(key);
    }

    /** SHA-256 of the SubjectPublicKeyInfo in hexadecimal. */
    public static String keyHash(PublicKey key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** What a new device of this site may not ask for: names it leaves out are given, its tenant and site must agree. */
    public Optional<CsrFault> faultOfNewDevice(TenantId tenant, SiteId site) {
        if (uri.isPresent()) {
            return Optional.of(CsrFault.ALTERNATIVE_NAME);
        }
        return subject.belongsTo(tenant, site) ? Optional.empty() : Optional.of(CsrFault.SUBJECT);
    }

    /** What a device may not ask for when it renews: to be another one. */
    public Optional<CsrFault> faultOfRenewal(CertificateIdentity.Device identity) {
        if (uri.isPresent() && !uri.get().equals(identity.urn())) {
            return Optional.of(CsrFault.ALTERNATIVE_NAME);
        }
        return subject.isOf(identity) ? Optional.empty() : Optional.of(CsrFault.SUBJECT);
    }
}
