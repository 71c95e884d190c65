package io.millwright.edge.trust;

import io.millwright.edge.state.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Optional;

/** The device's own keys: P-256, made here, on disk before anybody hears of the public half. */
public final class KeyPairs {

    private static final String SIGNATURE = "SHA256withECDSA";
    private static final String PUBLIC = "PUBLIC KEY";

    /**
     * The pair in the file, or a new one written to it durably. A request whose answer was lost is thus repeated with the
     * same key, and answered with the same certificate. The public half stands behind the private one.
     */
    public static KeyPair loadOrCreate(Path file) throws IOException, GeneralSecurityException {
        if (Files.exists(file)) {
            String pem = Files.readString(file);
            int split = pem.indexOf("-----BEGIN " + PUBLIC);
            Optional<PublicKey> known = split < 0 ? Optional.empty() : PublicKeys.read(pem.substring(split));
            PrivateKey key = Pem.key(split < 0 ? pem : pem.substring(0, split));
            if (known.isPresent() && belongTogether(key, known.get())) {
                return new KeyPair(known.get(), key);
            }
            throw new GeneralSecurityException(file.getFileName() + " does not hold a pair of keys");
        }
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        String pem = Pem.of(pair.getPrivate()) + Pem.of(PUBLIC, pair.getPublic().getEncoded());
        DurableFile.write(file, pem.getBytes(StandardCharsets.US_ASCII));
        return pair;
    }

    static boolean belongTogether(PrivateKey key, PublicKey other) throws GeneralSecurityException {
        if (!(key instanceof ECPrivateKey) || !"EC".equals(other.getAlgorithm())) {
            return false;
        }
        byte[] probe = "the same pair".getBytes(StandardCharsets.US_ASCII);
        Signature signer = Signature.getInstance(SIGNATURE);
        signer.initSign(key);
        signer.update(probe);
        byte[] signature = signer.sign();
        Signature verifier = Signature.getInstance(SIGNATURE);
        verifier.initVerify(other);
        verifier.update(probe);
        return verifier.verify(signature);
    }

    private KeyPairs() {}
}
