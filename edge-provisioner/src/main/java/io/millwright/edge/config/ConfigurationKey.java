package io.millwright.edge.config;

import io.millwright.edge.trust.Pem;
import io.millwright.wire.CertificateIdentity;
import io.millwright.wire.CertificateReader;
import io.millwright.wire.IdentityReading;
import io.millwright.wire.TenantId;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;

/** The key that signs this tenant's configurations, as its certificate vouches for it. */
public record ConfigurationKey(PublicKey key) {

    private static final String SERVICE = "configuration";

    /**
     * Reads the certificate. That it is in date is not asked: an agent that was off for years must still understand what it
     * is told, and the tenant's authority, which vouches for the key, is the one that vouches for the device.
     *
     * @param deviceChain the device's certificate, its tenant's authority, the root
     * @throws GeneralSecurityException unless the device's own issuer made the certificate, for this service
     */
    public static ConfigurationKey of(String pem, List<X509Certificate> deviceChain, TenantId tenant)
            throws GeneralSecurityException {
        X509Certificate certificate = Pem.certificates(pem).getFirst();
        X509Certificate authority = deviceChain.get(1);
        if (!certificate.getIssuerX500Principal().equals(authority.getSubjectX500Principal())) {
            throw new GeneralSecurityException("the configuration key was not certified by the tenant's authority");
        }
        certificate.verify(authority.getPublicKey());
        boolean ours = CertificateReader.read(certificate) instanceof IdentityReading.Known(var identity)
                && identity instanceof CertificateIdentity.Service(TenantId of, var name)
                && of.equals(tenant)
                && name.value().equals(SERVICE);
        if (!ours) {
            throw new GeneralSecurityException("the configuration key is not that of the tenant's configurations");
        }
        return new ConfigurationKey(certificate.getPublicKey());
    }
}
