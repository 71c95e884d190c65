package io.millwright.operator.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Signs certificates: ECDSA on P-256 with SHA-256, which every broker, JDK and embedded TLS stack we know speaks and
 * which is the fastest to sign.
 */
final class Issuer {

    /** Clocks of plants run behind; a certificate is valid a little before it was issued. */
    static final Duration BACKDATE = Duration.ofMinutes(5);

    /** The most that RFC 5280 allows; random, so that nobody can guess or count. */
    private static final int SERIAL_BYTES = 20;

    static KeyPair newKey(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no P-256", e);
        }
    }

    static KeyAndCertificates selfSigned(CertificateRequest request, Issuance issuance) {
        KeyPair key = newKey(issuance.random());
        X509Certificate certificate = sign(request, key.getPublic(), request.subject(), key, Instant.MAX, issuance);
        return new KeyAndCertificates(key.getPrivate(), List.of(certificate));
    }

    static KeyAndCertificates issue(KeyAndCertificates issuer, CertificateRequest request, Issuance issuance) {
        return issue(issuer, request, newKey(issuance.random()), issuance);
    }

    /** Issues for a key that exists: a renewed authority keeps its key, so that what it issued stays valid. */
    static KeyAndCertificates issue(
            KeyAndCertificates issuer, CertificateRequest request, KeyPair key, Issuance issuance) {
        X500Name name = X500Name.getInstance(
                issuer.certificate().getSubjectX500Principal().getEncoded());
        KeyPair signer = new KeyPair(issuer.certificate().getPublicKey(), issuer.key());
        List<X509Certificate> chain = new ArrayList<>();
        chain.add(sign(request, key.getPublic(), name, signer, issuer.expiry(), issuance));
        chain.addAll(issuer.chain());
        return new KeyAndCertificates(key.getPrivate(), chain);
    }

    private static X509Certificate sign(
            CertificateRequest request,
            PublicKey subjectKey,
            X500Name issuer,
            KeyPair signer,
            Instant latest,
            Issuance issuance) {
        Instant now = issuance.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        Instant until = now.plus(request.lifetime());
        Instant end = until.isAfter(latest) ? latest : until;
        if (!end.isAfter(now)) {
            throw new IllegalStateException("the issuer " + issuer + " expired at " + latest);
        }
        try {
            JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                            issuer,
                            serial(issuance.random()),
                            Date.from(now.minus(BACKDATE)),
                            Date.from(end),
                            request.subject(),
                            subjectKey)
                    .addExtension(
                            Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(subjectKey))
                    .addExtension(
                            Extension.authorityKeyIdentifier,
                            false,
                            identifiers.createAuthorityKeyIdentifier(signer.getPublic()));
            for (CertificateRequest.Statement statement : request.statements()) {
                builder.addExtension(statement.extension(), statement.critical(), statement.value());
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA")
                            .setSecureRandom(issuance.random())
                            .build(signer.getPrivate())));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("signing a certificate for " + request.subject(), e);
        }
    }

    /** 159 random bits with the highest set: positive, and always exactly 20 bytes. */
    private static BigInteger serial(SecureRandom random) {
        return new BigInteger(SERIAL_BYTES * 8 - 1, random).setBit(SERIAL_BYTES * 8 - 2);
    }

    private Issuer() {}
}
