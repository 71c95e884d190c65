package io.millwright.wire;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.function.Consumer;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes certificates that say anything; only their names matter here, so all share one key. */
final class Certificates {

    private static final KeyPair KEY = key();

    static X509Certificate with(String subject, String issuer, GeneralName... names) {
        return with(new X500Name(subject), issuer, false, names);
    }

    static X509Certificate authority(String subject, String issuer, GeneralName... names) {
        return with(new X500Name(subject), issuer, true, names);
    }

    /** An authority that may name subjects below a name only. */
    static X509Certificate constrained(String subject, String issuer, X500Name below) {
        NameConstraints constraints =
                new NameConstraints(new GeneralSubtree[] {new GeneralSubtree(new GeneralName(below))}, null);
        return with(new X500Name(subject), issuer, builder -> {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            builder.addExtension(Extension.nameConstraints, true, constraints);
        });
    }

    static X509Certificate subject(Consumer<X500NameBuilder> subject, String issuer, GeneralName... names) {
        X500NameBuilder builder = new X500NameBuilder();
        subject.accept(builder);
        return with(builder.build(), issuer, false, names);
    }

    static GeneralName uri(String uri) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, uri);
    }

    static GeneralName host(String name) {
        return new GeneralName(GeneralName.dNSName, name);
    }

    private static X509Certificate with(X500Name subject, String issuer, boolean authority, GeneralName... names) {
        return with(subject, issuer, builder -> {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            if (names.length > 0) {
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
            }
        });
    }

    private interface Extensions {
        void addTo(X509v3CertificateBuilder builder) throws CertIOException;
    }

    private static X509Certificate with(X500Name subject, String issuer, Extensions extensions) {
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                new X500Name(issuer),
                BigInteger.ONE,
                Date.from(start),
                Date.from(start.plusSeconds(3600)),
                subject,
                KEY.getPublic());
        try {
            extensions.addTo(builder);
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(KEY.getPrivate())));
        } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyPair key() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private Certificates() {}
}
