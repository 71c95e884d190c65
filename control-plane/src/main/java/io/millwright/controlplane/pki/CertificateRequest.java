package io.millwright.controlplane.pki;

import io.millwright.wire.CertificateIdentity;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Optional;

/**
 * The parts of a checked request that matter: the key, and the names it asks for. Nothing else of it goes into a certificate.
 *
 * @param uri the one URI among its alternative names
 */
public record CertificateRequest(PublicKey key, RequestedSubject subject, Optional<String> uri) {

    /** SHA-256 of the SubjectPublicKeyInfo: what tells this key from every other. */
    public byte[] keyHash() {
        return keyHash(key);
    }

    /** SHA-256 of the SubjectPublicKeyInfo. */
    public static byte[] keyHash(PublicKey key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Whether it asks for no more than this identity: names it leaves out are given, names it gives must agree. */
    public Optional<CsrFault> disagreement(CertificateIdentity.Device identity) {
        if (uri.isPresent() && !uri.get().equals(identity.urn())) {
            return Optional.of(CsrFault.ALTERNATIVE_NAME);
        }
        return subject.permits(identity) ? Optional.empty() : Optional.of(CsrFault.SUBJECT);
    }
}
