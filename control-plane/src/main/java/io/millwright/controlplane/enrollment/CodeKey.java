package io.millwright.controlplane.enrollment;

import io.millwright.wire.enrollment.ClaimCode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The server's key for codes: it hashes what is stored, so that the database alone lets nobody in, and it derives the codes of
 * a request that may be repeated. Each use has a name of its own and so gives other bytes.
 */
final class CodeKey {

    static final String ENTRY = "key";
    static final int BYTES = 32;

    private static final String MAC = "HmacSHA256";
    private static final int CODE_BYTES = 16;

    private final SecretKeySpec key;

    CodeKey(byte[] key) {
        this.key = new SecretKeySpec(key, MAC);
    }

    static Optional<CodeKey> of(Map<String, String> secret) {
        try {
            byte[] bytes = Base64.getDecoder().decode(secret.getOrDefault(ENTRY, ""));
            return bytes.length == BYTES ? Optional.of(new CodeKey(bytes)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What the database keeps of a claim code. */
    byte[] hash(ClaimCode code) {
        return mac("claim-code", code.text().getBytes(StandardCharsets.US_ASCII));
    }

    /** What the database keeps of a short code. */
    byte[] hash(String shortCode) {
        return mac("device-code", shortCode.getBytes(StandardCharsets.US_ASCII));
    }

    /** What the database keeps of a caller's key, which is as good as a third of the codes that it made. */
    byte[] hashOfIdempotencyKey(String idempotencyKey) {
        return mac("idempotency-key", idempotencyKey.getBytes(StandardCharsets.UTF_8));
    }

    /** Always the same for the same three; nobody who lacks one of nonce, caller's key and this key can tell it. */
    ClaimCode derive(byte[] nonce, String callersKey, int index) {
        byte[] caller = callersKey.getBytes(StandardCharsets.UTF_8);
        ByteBuffer facts = ByteBuffer.allocate(4 + 4 + nonce.length + caller.length)
                .putInt(index)
                .putInt(nonce.length)
                .put(nonce)
                .put(caller);
        return ClaimCode.ofBits(Arrays.copyOf(mac("derive", facts.array()), CODE_BYTES));
    }

    /** Names the key without telling it. */
    String fingerprint() {
        return HexFormat.of().formatHex(mac("fingerprint", new byte[0]));
    }

    private byte[] mac(String use, byte[] content) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            mac.update((use + "\n").getBytes(StandardCharsets.US_ASCII));
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + MAC, e);
        }
    }

    @Override
    public String toString() {
        return "CodeKey[hidden]";
    }
}
