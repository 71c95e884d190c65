package io.millwright.quickstart.bench;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;

/** What every enrollment costs at the least: one P-256 signature of a stranger verified, and one made. One thread. */
final class CryptoFloor {

    private static final byte[] TEXT =
            "as long as a certificate's hash is what is signed".getBytes(StandardCharsets.UTF_8);

    private final KeyPair pair;

    CryptoFloor() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        pair = generator.generateKeyPair();
    }

    /** Pairs of both a second. */
    double rate(int pairs) throws GeneralSecurityException {
        byte[] signed = sign();
        long begun = System.nanoTime();
        for (int i = 0; i < pairs; i++) {
            Signature verify = Signature.getInstance("SHA256withECDSA");
            verify.initVerify(pair.getPublic());
            verify.update(TEXT);
            if (!verify.verify(signed)) {
                throw new GeneralSecurityException("a signature of this JDK does not verify");
            }
            signed = sign();
        }
        return pairs * 1e9 / (System.nanoTime() - begun);
    }

    private byte[] sign() throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(pair.getPrivate());
        signature.update(TEXT);
        return signature.sign();
    }
}
