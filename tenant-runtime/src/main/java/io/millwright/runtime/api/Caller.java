package io.millwright.runtime.api;

import io.millwright.runtime.admission.Admissions;
import io.millwright.wire.CertificateIdentity;
import io.millwright.wire.CertificateReader;
import io.millwright.wire.IdentityReading;
import io.millwright.wire.ServiceName;
import io.millwright.wire.TenantId;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/**
 * Who may ask: the control plane, and brokers their one question. That the chain is genuine TLS has checked, for all of the platform's certificates;
 * this decides by the identity, and by the authority that issues the platform's clients.
 */
final class Caller {

    private static final CertificateIdentity CONTROL_PLANE =
            new CertificateIdentity.Platform(new ServiceName("control-plane"));

    private static final ServiceName BROKER = new ServiceName("broker");

    private static final Map<String, String> ISSUER =
            Map.of("O", CertificateReader.PLATFORM_ORGANISATION, "CN", "Millwright platform CA");

    private Caller() {}

    /** @param chain as TLS presents it; empty when there is none */
    static boolean mayAsk(List<X509Certificate> chain, Instant now) {
        Optional<X509Certificate> certificate = chain.stream().findFirst();
        return certificate.isPresent()
                // A session outlives the handshake that checked this.
                && Admissions.isInDate(certificate.get(), now)
                && isOfThePlatform(certificate.get())
                && CertificateReader.read(certificate.get()).equals(new IdentityReading.Known(CONTROL_PLANE));
    }

    /** The tenant whose broker this is by its names; that the tenant's authority of now issued it remains to be checked. */
    static Optional<TenantId> broker(List<X509Certificate> chain, Instant now) {
        return chain.stream()
                .findFirst()
                .filter(certificate -> Admissions.isInDate(certificate, now))
                .flatMap(certificate -> CertificateReader.read(certificate)
                                        instanceof IdentityReading.Known(CertificateIdentity.Service service)
                                && service.name().equals(BROKER)
                        ? Optional.of(service.tenant())
                        : Optional.empty());
    }

    private static boolean isOfThePlatform(X509Certificate certificate) {
        try {
            LdapName issuer = new LdapName(certificate.getIssuerX500Principal().getName());
            return issuer.size() == ISSUER.size()
                    && issuer.getRdns().stream()
                            .allMatch(part -> part.getValue().equals(ISSUER.get(part.getType())));
        } catch (InvalidNameException e) {
            return false;
        }
    }
}
