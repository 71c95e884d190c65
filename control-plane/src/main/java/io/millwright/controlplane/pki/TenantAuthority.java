package io.millwright.controlplane.pki;

import io.millwright.wire.TenantId;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The authority of one incarnation of a tenant, as its Secret holds it.
 *
 * @param chain its certificate, then its issuers up to the device root
 */
public record TenantAuthority(TenantId tenant, PrivateKey key, List<X509Certificate> chain) {

    public TenantAuthority {
        chain = List.copyOf(chain);
    }

    /** Empty unless the texts are an authority of this tenant with its own key. */
    static Optional<TenantAuthority> of(TenantId tenant, Map<String, String> secret) {
        List<X509Certificate> chain = Pem.certificates(secret.getOrDefault("tls.crt", ""));
        Optional<PrivateKey> key = Pem.privateKey(secret.getOrDefault("tls.key", ""));
        if (chain.isEmpty() || key.isEmpty()) {
            return Optional.empty();
        }
        TenantAuthority authority = new TenantAuthority(tenant, key.get(), chain);
        return authority.isWhole() ? Optional.of(authority) : Optional.empty();
    }

    public X509Certificate certificate() {
        return chain.getFirst();
    }

    /** What devices pin and brokers chain to. */
    public X509Certificate root() {
        return chain.getLast();
    }

    boolean isInForceAt(Instant moment) {
        return chain.stream()
                .allMatch(one -> !moment.isBefore(one.getNotBefore().toInstant())
                        && moment.isBefore(one.getNotAfter().toInstant()));
    }

    /** Whether this very authority, not one of the same name, signed it. */
    public boolean issued(X509Certificate certificate) {
        try {
            certificate.verify(certificate().getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private boolean isWhole() {
        String name = certificate().getSubjectX500Principal().getName();
        return certificate().getBasicConstraints() >= 0 && name.endsWith("O=" + tenant) && keyFits();
    }

    private boolean keyFits() {
        try {
            byte[] probe = certificate().getSerialNumber().toByteArray();
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key);
            signature.update(probe);
            byte[] signed = signature.sign();
            signature.initVerify(certificate().getPublicKey());
            signature.update(probe);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "TenantAuthority[" + tenant + "]";
    }
}
