package io.millwright.operator.pki.secret;

import io.millwright.operator.pki.KeyAndCertificates;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.HexFormat;

/** SHA-256 of a public key, or of a secret: it names a key without telling it. A renewed authority keeps its key and so its name. */
final class Fingerprint {

    static String of(KeyAndCertificates material) {
        PublicKey key = material.certificate().getPublicKey();
        return of(key.getEncoded());
    }

    static String of(byte[] bytes) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private Fingerprint() {}
}
