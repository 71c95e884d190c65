package io.millwright.brokerextension.home;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The PEM files of a mounted Secret, read with what the JDK has. */
public final class PemFiles {

    private static final Pattern PKCS8 =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private PemFiles() {}

    /** All certificates of a file in their order; at least one. */
    public static List<X509Certificate> certificates(Path file) {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            List<X509Certificate> certificates =
                    factory.generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file))).stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (certificates.isEmpty()) {
                throw new InvalidBrokerSetup(file + " holds no certificate");
            }
            return certificates;
        } catch (IOException | GeneralSecurityException e) {
            throw new InvalidBrokerSetup("cannot read the certificates of " + file + ": " + e.getMessage(), e);
        }
    }

    /** The PKCS#8 key of a file, of the algorithm of the public key it belongs to. */
    static PrivateKey privateKey(Path file, PublicKey belongsTo) {
        try {
            Matcher pem = PKCS8.matcher(Files.readString(file));
            if (!pem.find()) {
                throw new InvalidBrokerSetup(file + " holds no PKCS#8 private key");
            }
            byte[] encoded = Base64.getMimeDecoder().decode(pem.group(1));
            return KeyFactory.getInstance(belongsTo.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            // The cause is left out on purpose: a parser's message may quote what it could not read.
            throw new InvalidBrokerSetup("cannot read the private key of " + file);
        }
    }
}
