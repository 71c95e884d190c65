package io.millwright.operator.pki;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A private key, its certificate, and the issuers of that up to and with the root: the contents of a TLS Secret.
 *
 * <p>The root travels in the chain so that a client which knows only the root's fingerprint can check it.
 */
public record KeyAndCertificates(PrivateKey key, List<X509Certificate> chain) {

    public KeyAndCertificates {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("a key needs a certificate");
        }
    }

    /**
     * Reads {@code tls.crt} and {@code tls.key}.
     *
     * @throws UnreadablePemException with one sentence, when the text is not PEM, the key is not the certificate's, or
     *     the certificates are not a chain
     */
    public static KeyAndCertificates fromPem(String certificates, String key) {
        return Pem.decode(certificates, key);
    }

    public X509Certificate certificate() {
        return chain.getFirst();
    }

    /** The last of the chain: the platform's device root, whatever this certificate is for. */
    public X509Certificate root() {
        return chain.getLast();
    }

    /** {@code tls.crt}: the certificate, then its issuers. */
    public String chainPem() {
        return Pem.encode(chain);
    }

    public String certificatePem() {
        return Pem.encode(List.of(certificate()));
    }

    /** {@code ca.crt}. */
    public String rootPem() {
        return Pem.encode(List.of(root()));
    }

    /** {@code tls.key}: PKCS#8, unencrypted. */
    public String keyPem() {
        return Pem.encode(key);
    }

    public Instant expiry() {
        return certificate().getNotAfter().toInstant();
    }

    /** Two thirds of the certificate's life: the last third is for retrying. */
    public Instant renewal() {
        Instant from = certificate().getNotBefore().toInstant();
        return from.plus(Duration.between(from, expiry()).multipliedBy(2).dividedBy(3));
    }

    public boolean renewalDue(Clock clock) {
        return !clock.instant().isBefore(renewal());
    }

    @Override
    public String toString() {
        return "KeyAndCertificates[" + certificate().getSubjectX500Principal() + ", until " + expiry() + "]";
    }
}
