package io.millwright.controlplane.signin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** 256 random bits that mean nothing by themselves. Only digests of them are kept; so many bits need no salt. */
public record OpaqueToken(String text) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;
    private static final int LONGEST = 200;

    public static OpaqueToken fresh() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new OpaqueToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** What is in the database; of a text that is too long to be one of ours, that of nothing. */
    byte[] sha256() {
        return sha256(text);
    }

    static byte[] sha256(String presented) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest((presented.length() > LONGEST ? "" : presented).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "OpaqueToken[...]";
    }
}
