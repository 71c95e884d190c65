package io.millwright.controlplane.pki;

import io.millwright.wire.CertificateIdentity;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Signs certificates with a tenant's authority: ECDSA with SHA-256, like everything the operator signs. Thread-safe. */
public final class CertificateSigner {

    /** Clocks of plants run behind; a certificate is valid a little before it was issued. */
    static final Duration BACKDATE = Duration.ofMinutes(5);

    private static final int SERIAL_BITS = 128;

    private final Clock clock;
    private final SecureRandom random;

    public CertificateSigner(Clock clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    /** @param lifetime counted from now; the certificate never outlives the authority */
    public X509Certificate device(
            TenantAuthority authority, CertificateIdentity.Device device, PublicKey key, Duration lifetime) {
        return sign(authority, CertificateProfile.device(device, lifetime), key);
    }

    /** Lives as long as the authority, because a device gets it once, when it enrolls. */
    public X509Certificate configurationKey(
            TenantAuthority authority, CertificateIdentity.Service service, PublicKey key) {
        Duration rest = Duration.between(
                clock.instant(), authority.certificate().getNotAfter().toInstant());
        return sign(authority, CertificateProfile.configurationKey(service, rest), key);
    }

    private X509Certificate sign(TenantAuthority authority, CertificateProfile profile, PublicKey key) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant latest = authority.certificate().getNotAfter().toInstant();
        Instant asked = now.plus(profile.lifetime());
        X500Name issuer = X500Name.getInstance(
                authority.certificate().getSubjectX500Principal().getEncoded());
        try {
            JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                            issuer,
                            serial(),
                            Date.from(now.minus(BACKDATE)),
                            Date.from(asked.isAfter(latest) ? latest : asked),
                            subject(profile),
                            key)
                    .addExtension(Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(key))
                    .addExtension(
                            Extension.authorityKeyIdentifier,
                            false,
                            identifiers.createAuthorityKeyIdentifier(
                                    authority.certificate().getPublicKey()))
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(profile.purpose()))
                    .addExtension(
                            Extension.subjectAlternativeName,
                            false,
                            new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, profile.urn())));
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA")
                            .setSecureRandom(random)
                            .build(authority.key())));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("signing a certificate for " + profile.urn(), e);
        }
    }

    private static X500Name subject(CertificateProfile profile) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.O, profile.attributes().get(0))
                .addRDN(BCStyle.OU, profile.attributes().get(1))
                .addRDN(BCStyle.CN, profile.attributes().get(2))
                .build();
    }

    /** 128 random bits below a set one: positive, always 17 bytes, and nobody can guess or count. */
    private BigInteger serial() {
        return new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS);
    }
}
