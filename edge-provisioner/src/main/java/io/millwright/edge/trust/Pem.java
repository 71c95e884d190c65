package io.millwright.edge.trust;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** Certificates and keys as text. */
public final class Pem {

    /** A chain of four with long names takes 8 kB. */
    private static final int LONGEST = 64 * 1024;

    private static final int MOST = 10;
    private static final String KEY = "PRIVATE KEY";
    private static final String BEGIN_KEY = "-----BEGIN " + KEY + "-----";
    private static final Base64.Encoder ENCODER = Base64.getMimeEncoder(64, new byte[] {'\n'});

    /** @throws GeneralSecurityException if the text is anything but one to ten certificates */
    public static List<X509Certificate> certificates(String pem) throws GeneralSecurityException {
        if (pem.length() > LONGEST) {
            throw new GeneralSecurityException("more than " + LONGEST + " characters of certificates");
        }
        return certificates(pem.getBytes(StandardCharsets.US_ASCII));
    }

    /** As {@link #certificates(String)}; takes PKCS#7 in DER too. */
    public static List<X509Certificate> certificates(byte[] bytes) throws GeneralSecurityException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Certificate certificate :
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bytes))) {
            certificates.add((X509Certificate) certificate);
        }
        if (certificates.isEmpty() || certificates.size() > MOST) {
            throw new GeneralSecurityException("there are " + certificates.size() + " certificates in it");
        }
        return List.copyOf(certificates);
    }

    /** @throws GeneralSecurityException unless the text holds a key of an elliptic curve; what stands around it does not matter */
    public static PrivateKey key(String pem) throws GeneralSecurityException {
        int begin = pem.indexOf(BEGIN_KEY);
        int end = pem.indexOf("-----END " + KEY, Math.max(begin, 0));
        if (begin < 0 || end < 0) {
            throw new GeneralSecurityException("there is no key in it");
        }
        String body = pem.substring(begin + BEGIN_KEY.length(), end).replaceAll("\\s", "");
        try {
            return KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("the key is not PEM", e);
        }
    }

    public static String of(PrivateKey key) {
        return of(KEY, key.getEncoded());
    }

    public static String of(List<X509Certificate> chain) {
        return chain.stream().map(Pem::of).collect(Collectors.joining());
    }

    public static String of(X509Certificate certificate) {
        try {
            return of("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read has an encoding", e);
        }
    }

    public static String of(String type, byte[] der) {
        return "-----BEGIN " + type + "-----\n" + ENCODER.encodeToString(der) + "\n-----END " + type + "-----\n";
    }

    private Pem() {}
}
