package io.millwright.wire;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the identity of a client certificate: URI, subject and issuer must say the same.
 *
 * <p>That the chain is genuine and in date is the TLS layer's business and must have been checked before; that the
 * issuer names the same tenant is checked here too, because a pooled broker trusts the root above all tenants.
 */
public final class CertificateReader {

    /** The organisation of the platform's own certificates; its blank and capitals keep it apart from any tenant. */
    public static final String PLATFORM_ORGANISATION = "Millwright Platform";

    public static IdentityReading read(X509Certificate certificate) {
        if (certificate.getBasicConstraints() != -1) {
            return refused(IdentityRefusal.CERTIFICATE_AUTHORITY);
        }
        Optional<AlternativeNames> names = AlternativeNames.of(certificate);
        if (names.isEmpty()) {
            return refused(IdentityRefusal.UNREADABLE);
        }
        List<String> uris = names.get().uris();
        if (uris.isEmpty()) {
            return refused(IdentityRefusal.NO_URI);
        }
        if (uris.size() > 1) {
            return refused(IdentityRefusal.SEVERAL_URIS);
        }
        if (names.get().others() > 0) {
            return refused(IdentityRefusal.OTHER_NAMES);
        }
        return Urn.read(uris.getFirst())
                .map(identity -> agreeing(certificate, identity))
                .orElseGet(() -> refused(IdentityRefusal.MALFORMED_URN));
    }

    private static IdentityReading agreeing(X509Certificate certificate, CertificateIdentity identity) {
        Optional<Map<String, String>> subject = DistinguishedName.read(certificate.getSubjectX500Principal());
        Optional<Map<String, String>> issuer = DistinguishedName.read(certificate.getIssuerX500Principal());
        if (subject.isEmpty() || issuer.isEmpty()) {
            return refused(IdentityRefusal.SUBJECT_SHAPE);
        }
        Map<String, String> expected = expectedSubject(identity);
        if (!subject.get().keySet().equals(expected.keySet())) {
            return refused(IdentityRefusal.SUBJECT_SHAPE);
        }
        if (!subject.get().equals(expected)) {
            return refused(IdentityRefusal.SUBJECT_DISAGREES);
        }
        boolean issuedByItsOwn = issuer.get().size() == 2
                && !issuer.get().getOrDefault("CN", "").isEmpty()
                && issuer.get().getOrDefault("O", "").equals(expected.get("O"));
        return issuedByItsOwn ? new IdentityReading.Known(identity) : refused(IdentityRefusal.FOREIGN_ISSUER);
    }

    private static Map<String, String> expectedSubject(CertificateIdentity identity) {
        return switch (identity) {
            case CertificateIdentity.Device device ->
                Map.of(
                        "O", device.tenant().value(),
                        "OU", device.site().value(),
                        "CN", device.device().value());
            case CertificateIdentity.Service service ->
                Map.of(
                        "O", service.tenant().value(),
                        "OU", SiteId.RESERVED,
                        "CN", service.name().value());
            case CertificateIdentity.Platform platform ->
                Map.of("O", PLATFORM_ORGANISATION, "CN", platform.name().value());
        };
    }

    private static IdentityReading refused(IdentityRefusal reason) {
        return new IdentityReading.Refused(reason);
    }

    private CertificateReader() {}
}
