package io.millwright.brokerextension;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** A platform's certificates as the joints name them: root, a server authority, an authority per tenant, and leaves. */
public final class TestPki {

    private static final AtomicLong SERIALS = new AtomicLong(1);

    private final TestIdentity root;

    private final TestIdentity servers;

    private TestPki(TestIdentity root) {
        this.root = root;
        this.servers = authority(name("Millwright Platform", null, "Millwright server CA"), null);
    }

    public static TestPki create() {
        KeyPair key = newKey();
        X500Name name = name("Millwright Platform", null, "Millwright device root");
        return new TestPki(new TestIdentity(key.getPrivate(), List.of(authority(name, key, name, key, null))));
    }

    public TestIdentity root() {
        return root;
    }

    public TestIdentity tenant(String tenant) {
        return authority(name(tenant, null, "Millwright tenant CA"), name(tenant, null, null));
    }

    /** An authority named like a tenant's that nothing keeps from naming anybody. */
    public TestIdentity unconstrained(String tenant) {
        return authority(name(tenant, null, "Millwright tenant CA"), null);
    }

    /** The certificate a broker shows, naming the loopback and these. */
    public TestIdentity server(String commonName, String... names) {
        return server(servers, commonName, names);
    }

    /** The same by somebody who is no authority of servers. */
    public static TestIdentity server(TestIdentity issuer, String commonName, String... names) {
        List<GeneralName> all = new ArrayList<>();
        all.add(new GeneralName(GeneralName.dNSName, "localhost"));
        all.add(new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
        for (String each : names) {
            all.add(new GeneralName(GeneralName.dNSName, each));
        }
        return leaf(
                issuer,
                name("Millwright Platform", null, commonName),
                nextSerial(),
                KeyPurposeId.id_kp_serverAuth,
                all.toArray(GeneralName[]::new));
    }

    public static TestIdentity device(TestIdentity authority, String tenant, String site, String device) {
        return device(authority, tenant, site, device, nextSerial());
    }

    public static TestIdentity device(
            TestIdentity authority, String tenant, String site, String device, BigInteger serial) {
        return leaf(
                authority,
                name(tenant, site, device),
                serial,
                KeyPurposeId.id_kp_clientAuth,
                uri("urn:millwright:" + tenant + ":" + site + ":" + device));
    }

    /** Its last minute was a minute ago. */
    static TestIdentity expired(TestIdentity authority, String tenant, String site, String device) {
        return leaf(
                authority,
                name(tenant, site, device),
                nextSerial(),
                Instant.now().minus(Duration.ofMinutes(1)),
                KeyPurposeId.id_kp_clientAuth,
                uri("urn:millwright:" + tenant + ":" + site + ":" + device));
    }

    public static TestIdentity runtime(TestIdentity authority, String tenant) {
        return service(authority, tenant, "runtime");
    }

    public static TestIdentity service(TestIdentity authority, String tenant, String service) {
        return leaf(
                authority,
                name(tenant, "service", service),
                nextSerial(),
                KeyPurposeId.id_kp_clientAuth,
                uri("urn:millwright:" + tenant + ":service:" + service));
    }

    /** The authority of the platform's own clients. */
    public TestIdentity platform() {
        return authority(
                name("Millwright Platform", null, "Millwright platform CA"), name("Millwright Platform", null, null));
    }

    public static TestIdentity platformService(TestIdentity authority, String service) {
        return leaf(
                authority,
                name("Millwright Platform", null, service),
                nextSerial(),
                KeyPurposeId.id_kp_clientAuth,
                uri("urn:millwright:platform:" + service));
    }

    /** A certificate whose subject and URI need not agree. */
    public static TestIdentity disagreeing(TestIdentity authority, String tenant, String device, String urn) {
        return leaf(authority, name(tenant, "bremen", device), nextSerial(), KeyPurposeId.id_kp_clientAuth, uri(urn));
    }

    private TestIdentity authority(X500Name name, @Nullable X500Name permitted) {
        KeyPair key = newKey();
        X509Certificate certificate = authority(
                name, key, issuerName(root), new KeyPair(root.certificate().getPublicKey(), root.key()), permitted);
        return new TestIdentity(key.getPrivate(), List.of(certificate, root.certificate()));
    }

    private static TestIdentity leaf(
            TestIdentity issuer, X500Name subject, BigInteger serial, KeyPurposeId purpose, GeneralName... names) {
        return leaf(issuer, subject, serial, tomorrow(), purpose, names);
    }

    private static TestIdentity leaf(
            TestIdentity issuer,
            X500Name subject,
            BigInteger serial,
            Instant end,
            KeyPurposeId purpose,
            GeneralName... names) {
        KeyPair key = newKey();
        try {
            JcaX509v3CertificateBuilder builder = builder(issuerName(issuer), serial, end, subject, key);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
            List<X509Certificate> chain = new ArrayList<>();
            chain.add(sign(builder, issuer.key()));
            chain.addAll(issuer.chain());
            return new TestIdentity(key.getPrivate(), chain);
        } catch (CertIOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Certificate authority(
            X500Name subject, KeyPair key, X500Name issuer, KeyPair signer, @Nullable X500Name permitted) {
        try {
            JcaX509v3CertificateBuilder builder = builder(issuer, nextSerial(), tomorrow(), subject, key);
            builder.addExtension(
                    Extension.basicConstraints,
                    true,
                    permitted == null ? new BasicConstraints(true) : new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            if (permitted != null) {
                builder.addExtension(
                        Extension.nameConstraints,
                        true,
                        new NameConstraints(
                                new GeneralSubtree[] {
                                    new GeneralSubtree(new GeneralName(GeneralName.directoryName, permitted))
                                },
                                null));
            }
            return sign(builder, signer.getPrivate());
        } catch (CertIOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JcaX509v3CertificateBuilder builder(
            X500Name issuer, BigInteger serial, Instant end, X500Name subject, KeyPair key) {
        return new JcaX509v3CertificateBuilder(
                issuer,
                serial,
                Date.from(Instant.now().minus(Duration.ofMinutes(5))),
                Date.from(end),
                subject,
                key.getPublic());
    }

    private static Instant tomorrow() {
        return Instant.now().plus(Duration.ofDays(1));
    }

    private static X509Certificate sign(JcaX509v3CertificateBuilder builder, PrivateKey key) {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X500Name issuerName(TestIdentity issuer) {
        return X500Name.getInstance(
                issuer.certificate().getSubjectX500Principal().getEncoded());
    }

    private static X500Name name(String organisation, @Nullable String unit, @Nullable String commonName) {
        X500NameBuilder builder = new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.O, organisation);
        if (unit != null) {
            builder.addRDN(BCStyle.OU, unit);
        }
        if (commonName != null) {
            builder.addRDN(BCStyle.CN, commonName);
        }
        return builder.build();
    }

    private static GeneralName uri(String urn) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, urn);
    }

    private static BigInteger nextSerial() {
        return BigInteger.valueOf(SERIALS.incrementAndGet());
    }

    private static KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
