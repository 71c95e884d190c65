package io.millwright.operator.pki;

import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/** PEM text to keys and certificates and back; what it refuses it refuses in one sentence that quotes none of it. */
final class Pem {

    /** A chain here has three certificates; more than this is not ours. */
    private static final int LONGEST_CHAIN = 8;

    private static final int LONGEST_TEXT = 64 * 1024;

    /** Lines of 64 characters, as everybody writes them. */
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    static String encode(List<X509Certificate> certificates) {
        StringBuilder text = new StringBuilder();
        for (X509Certificate certificate : certificates) {
            try {
                text.append(block("CERTIFICATE", certificate.getEncoded()));
            } catch (CertificateEncodingException e) {
                throw new IllegalStateException("a certificate has no encoded form", e);
            }
        }
        return text.toString();
    }

    static String encode(PrivateKey key) {
        return block("PRIVATE KEY", key.getEncoded());
    }

    private static String block(String what, byte[] encoded) {
        return "-----BEGIN " + what + "-----\n" + LINES.encodeToString(encoded) + "\n-----END " + what + "-----\n";
    }

    static KeyAndCertificates decode(String certificates, String key) {
        List<X509Certificate> chain = certificates(certificates);
        PrivateKey privateKey = key(key);
        if (!belongTogether(privateKey, chain.getFirst())) {
            throw new UnreadablePemException("The private key does not belong to the first certificate.");
        }
        for (int i = 0; i + 1 < chain.size(); i++) {
            try {
                chain.get(i).verify(chain.get(i + 1).getPublicKey());
            } catch (GeneralSecurityException e) {
                throw new UnreadablePemException(
                        "Certificate " + (i + 2) + " did not issue certificate " + (i + 1) + " of the chain.");
            }
        }
        return new KeyAndCertificates(privateKey, chain);
    }

    private static List<X509Certificate> certificates(String text) {
        List<X509Certificate> chain = new ArrayList<>();
        JcaX509CertificateConverter converter = new JcaX509CertificateConverter();
        try {
            for (Object object : objects(text)) {
                if (!(object instanceof X509CertificateHolder holder)) {
                    throw new UnreadablePemException("The certificate text holds something that is no certificate.");
                }
                chain.add(converter.getCertificate(holder));
            }
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new UnreadablePemException("The certificate text is not readable PEM.");
        }
        if (chain.isEmpty()) {
            throw new UnreadablePemException("The certificate text holds no PEM certificate.");
        }
        if (chain.size() > LONGEST_CHAIN) {
            throw new UnreadablePemException(
                    "The certificate text holds more than " + LONGEST_CHAIN + " certificates.");
        }
        return chain;
    }

    private static PrivateKey key(String text) {
        try {
            List<Object> objects = objects(text);
            if (objects.size() == 1 && objects.getFirst() instanceof PrivateKeyInfo info) {
                return new JcaPEMKeyConverter().getPrivateKey(info);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new UnreadablePemException("The private key text is not readable PEM.");
        }
        throw new UnreadablePemException("The private key text is not one unencrypted PKCS#8 key.");
    }

    private static List<Object> objects(String text) throws IOException {
        if (text.length() > LONGEST_TEXT) {
            throw new IOException("longer than " + LONGEST_TEXT);
        }
        List<Object> objects = new ArrayList<>();
        try (PEMParser parser = new PEMParser(new StringReader(text))) {
            for (Object object = parser.readObject(); object != null; object = parser.readObject()) {
                objects.add(object);
            }
        }
        return objects;
    }

    private static boolean belongTogether(PrivateKey key, X509Certificate certificate) {
        try {
            byte[] probe = certificate.getSerialNumber().toByteArray();
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key);
            signature.update(probe);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(probe);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private Pem() {}
}
