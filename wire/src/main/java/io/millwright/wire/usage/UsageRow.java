package io.millwright.wire.usage;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * What a window came to so far. Every revision holds all of the ones before it.
 *
 * @param revision from 1
 * @param quantity never negative; with as few decimals as it needs, so that equal quantities are equal
 */
public record UsageRow(UsageWindow window, long revision, BigDecimal quantity) {

    /** Far above what a tenant can do in an hour; keeps a stranger's 1e999999999 from being written out. */
    static final int MOST_DIGITS = 30;

    /** @throws IllegalArgumentException for a revision below 1 or a quantity that is negative or absurd */
    public UsageRow {
        if (revision < 1) {
            throw new IllegalArgumentException("revisions begin at 1");
        }
        if (!isQuantity(quantity)) {
            throw new IllegalArgumentException("not a quantity of usage");
        }
        quantity = plain(quantity);
    }

    static boolean isQuantity(BigDecimal quantity) {
        return quantity.signum() >= 0
                && quantity.precision() <= MOST_DIGITS
                && quantity.scale() <= MOST_DIGITS
                && quantity.scale() >= -MOST_DIGITS;
    }

    private static BigDecimal plain(BigDecimal quantity) {
        BigDecimal stripped = quantity.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** A row of a meter that counts whole things. */
    public static UsageRow of(UsageWindow window, long revision, long quantity) {
        return new UsageRow(window, revision, BigDecimal.valueOf(quantity));
    }

    /**
     * Derives from the fact, never from the attempt: the first 128 bits of a SHA-256 over window and revision, as a UUID of
     * version 8. No part can hold the line break that separates them.
     */
    public UUID id() {
        String fact = String.join(
                "\n",
                "millwright.usage.v1",
                window.tenant().value(),
                window.incarnation(),
                window.meter().key(),
                window.hour().toString(),
                window.source(),
                Long.toString(revision));
        ByteBuffer digest = ByteBuffer.wrap(sha256().digest(fact.getBytes(StandardCharsets.UTF_8)));
        long high = digest.getLong() & ~0xF000L | 0x8000L;
        long low = digest.getLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
