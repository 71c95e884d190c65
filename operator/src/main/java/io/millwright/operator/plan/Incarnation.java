package io.millwright.operator.plan;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;

/**
 * Identity of one creation of a tenant, a ULID. It is derived, never drawn: every operator that looks at the same Tenant
 * finds the same incarnation, and a re-created one finds another, whose names meet nothing old.
 */
public record Incarnation(String ulid) {

    private static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /** 48 bits of time from the creation, 80 bits of SHA-256 from the UID the API server gave. */
    public static Incarnation of(Instant creation, String uid) {
        byte[] digest;
        try {
            digest = MessageDigest.getInstance("SHA-256").digest(uid.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        ByteBuffer bits = ByteBuffer.allocate(16);
        bits.putShort((short) (creation.toEpochMilli() >>> 32)).putInt((int) creation.toEpochMilli());
        bits.put(Arrays.copyOf(digest, 10));
        BigInteger rest = new BigInteger(1, bits.array());
        char[] text = new char[26];
        for (int i = text.length - 1; i >= 0; i--) {
            text[i] = CROCKFORD.charAt(rest.intValue() & 31);
            rest = rest.shiftRight(5);
        }
        return new Incarnation(new String(text));
    }

    /** As names of Kubernetes objects and databases carry it. */
    public String lower() {
        return ulid.toLowerCase(Locale.ROOT);
    }
}
