package io.millwright.embeddedkubernetes.http;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The server's own certification authority, kept in the data directory so that kubeconfig files stay good, and a
 * server certificate of it that is made anew at every start.
 */
public final class Certificates {

    private static final Duration TEN_YEARS = Duration.ofDays(3_650);
    private static final char[] PASSWORD = "millwright".toCharArray();
    private static final String SIGNATURE = "SHA256withECDSA";
    private static final String ALIAS = "ca";

    private final X509Certificate authority;
    private final PrivateKey key;
    private final Clock clock;

    /** @param directory where the authority is kept, readable by its owner only; null for one that is forgotten */
    public Certificates(@Nullable Path directory, Clock clock) {
        this.clock = clock;
        try {
            Path file = directory == null ? null : directory.resolve("ca.p12");
            KeyStore store = KeyStore.getInstance("PKCS12");
            if (file != null && Files.exists(file)) {
                try (var in = Files.newInputStream(file)) {
                    store.load(in, PASSWORD);
                }
                authority = (X509Certificate) store.getCertificate(ALIAS);
                key = (PrivateKey) store.getKey(ALIAS, PASSWORD);
                return;
            }
            KeyPair pair = pair();
            X500Name name = new X500Name("CN=Millwright embedded Kubernetes CA");
            authority = certificate(name, pair.getPublic(), name, pair.getPrivate(), true);
            key = pair.getPrivate();
            if (file != null) {
                store.load(null, PASSWORD);
                store.setKeyEntry(ALIAS, key, PASSWORD, new X509Certificate[] {authority});
                Path fresh = file.resolveSibling("ca.p12.new");
                Files.deleteIfExists(fresh);
                Files.createFile(
                        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                try (var out = Files.newOutputStream(fresh)) {
                    store.store(out, PASSWORD);
                }
                Files.move(fresh, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException("no certification authority in " + directory, e);
        }
    }

    private static KeyPair pair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    /** What clients have to trust, as PEM. */
    public String authorityPem() {
        StringWriter pem = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(pem)) {
            writer.writeObject(authority);
        } catch (IOException e) {
            throw new IllegalStateException("a certificate cannot be written", e);
        }
        return pem.toString();
    }

    /** TLS for the loopback's names. */
    public SSLContext serverContext() {
        try {
            KeyPair pair = pair();
            X500Name subject = new X500Name("CN=kubernetes");
            X500Name issuer = new X500Name(authority.getSubjectX500Principal().getName());
            X509Certificate certificate = certificate(subject, pair.getPublic(), issuer, key, false);
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, PASSWORD);
            store.setKeyEntry("server", pair.getPrivate(), PASSWORD, new X509Certificate[] {certificate, authority});
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException("no server certificate", e);
        }
    }

    private X509Certificate certificate(
            X500Name subject, PublicKey subjectKey, X500Name issuer, PrivateKey signer, boolean ca)
            throws GeneralSecurityException, OperatorCreationException, CertIOException {
        Instant now = clock.instant();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(127, new SecureRandom()),
                Date.from(now.minus(Duration.ofHours(1))),
                Date.from(now.plus(TEN_YEARS)),
                subject,
                subjectKey);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(ca));
        if (ca) {
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        } else {
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            GeneralName[] names = {
                new GeneralName(GeneralName.dNSName, "localhost"),
                new GeneralName(GeneralName.dNSName, "kubernetes.default.svc"),
                new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
                new GeneralName(GeneralName.iPAddress, "::1")
            };
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
        }
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder(SIGNATURE).build(signer)));
    }
}
