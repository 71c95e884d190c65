package io.millwright.controlplane.intake;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** What follows from a secret and a caller's Idempotency-Key: where the answer is kept, and the key that seals it. */
final class IdempotencyKey {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final byte[] id;
    private final SecretKeySpec seal;

    /** @throws GeneralSecurityException never on a Java platform that has HMAC-SHA-256 */
    IdempotencyKey(byte[] secret, String given) throws GeneralSecurityException {
        this.id = derived(secret, "millwright-idempotency-id", given);
        this.seal = new SecretKeySpec(derived(secret, "millwright-idempotency-seal", given), "AES");
    }

    byte[] id() {
        return id.clone();
    }

    byte[] sealed(byte[] answer) throws GeneralSecurityException {
        byte[] nonce = new byte[NONCE_BYTES];
        new SecureRandom().nextBytes(nonce);
        byte[] text = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(answer);
        byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + text.length);
        System.arraycopy(text, 0, all, NONCE_BYTES, text.length);
        return all;
    }

    byte[] opened(byte[] sealed) throws GeneralSecurityException {
        return cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(sealed, NONCE_BYTES))
                .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
    }

    static byte[] sha256(byte[]... parts) throws GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (byte[] part : parts) {
            digest.update(MessageDigest.getInstance("SHA-256").digest(part));
        }
        return digest.digest();
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, seal, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(id);
        return cipher;
    }

    private static byte[] derived(byte[] secret, String purpose, String given) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        return mac.doFinal((purpose + "\n" + given).getBytes(StandardCharsets.UTF_8));
    }
}
