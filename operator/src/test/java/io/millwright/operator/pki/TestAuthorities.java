package io.millwright.operator.pki;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** An installation's authorities at a fixed moment, and what an attacker with a tenant's key would issue. */
final class TestAuthorities {

    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    final Issuance issuance = Issuance.with(Clock.fixed(NOW, ZoneOffset.UTC));
    final DeviceRoot root = DeviceRoot.create(issuance);
    final ServerCertificateAuthority servers = ServerCertificateAuthority.issue(root, issuance);
    final PlatformCertificateAuthority platform = PlatformCertificateAuthority.issue(root, issuance);
    final TenantCertificateAuthority acme = TenantCertificateAuthority.issue(root, "acme", issuance);
    final TenantCertificateAuthority bolt = TenantCertificateAuthority.issue(root, "bolt", issuance);

    static Clock at(Instant instant) {
        return Clock.fixed(instant, ZoneOffset.UTC);
    }

    static Issuance issuanceAt(Instant instant) {
        return Issuance.with(at(instant));
    }

    /** What the holder of an authority's key can make: any subject, any name. */
    KeyAndCertificates forged(
            KeyAndCertificates authority, X500Name subject, KeyPurposeId purpose, GeneralName... names) {
        return Issuer.issue(
                authority,
                new CertificateRequest(
                        subject,
                        issuance.lifetimes().service(),
                        List.of(
                                Statements.endEntity(),
                                Statements.signsHandshakes(),
                                Statements.onlyFor(purpose),
                                Statements.alternativeNames(List.of(names)))),
                issuance);
    }

    KeyAndCertificates forgedAuthority(KeyAndCertificates authority, X500Name subject) {
        return Issuer.issue(
                authority,
                new CertificateRequest(
                        subject,
                        issuance.lifetimes().tenantAuthority(),
                        List.of(Statements.authority(0), Statements.signsCertificates())),
                issuance);
    }

    static GeneralName uri(String text) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, text);
    }

    static GeneralName host(String text) {
        return new GeneralName(GeneralName.dNSName, text);
    }

    /** Java's path validation against the last certificate of the chain, as of {@code moment}. */
    static void validate(KeyAndCertificates presented, Instant moment) throws GeneralSecurityException {
        validate(presented.chain().subList(0, presented.chain().size() - 1), presented.root(), moment);
    }

    static void validate(List<X509Certificate> path, X509Certificate anchor, Instant moment)
            throws GeneralSecurityException {
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(anchor, null)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(moment));
        CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
    }
}
