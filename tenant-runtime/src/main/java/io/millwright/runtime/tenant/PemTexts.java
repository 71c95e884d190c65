package io.millwright.runtime.tenant;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and PKCS #8 keys of texts in PEM; complaints name the file and quote nothing. */
final class PemTexts {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    static List<X509Certificate> certificates(String file, String text) {
        try {
            List<X509Certificate> certificates = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (!certificates.isEmpty()) {
                return certificates;
            }
        } catch (CertificateException e) {
            // Told below, like a text without any.
        }
        throw new InvalidTenantException(file + " must hold certificates in PEM");
    }

    /** @param algorithm of the public key that it belongs to */
    static PrivateKey key(String file, String text, String algorithm) {
        Matcher parts = KEY.matcher(text);
        if (parts.find()) {
            try {
                byte[] der = Base64.getMimeDecoder().decode(parts.group(1));
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (GeneralSecurityException | IllegalArgumentException e) {
                // Told below: the driver's words could quote what it read.
            }
        }
        throw new InvalidTenantException(file + " must hold the PKCS #8 key of service.crt in PEM");
    }

    private PemTexts() {}
}
