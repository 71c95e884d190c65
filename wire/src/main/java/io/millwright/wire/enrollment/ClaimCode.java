package io.millwright.wire.enrollment;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * The secret that lets one device in, once: {@code MW}, 128 random bits as 26 digits of Crockford's base 32, and a check
 * symbol. Whoever holds the text can enroll, so {@link #toString} does not tell it.
 */
public final class ClaimCode {

    private static final String PREFIX = "MW";
    private static final int DIGITS = 26;
    private static final int GROUP = 4;
    private static final int BYTES = 16;
    /** Longer than any way of writing a code down; what is longer is not looked at. */
    private static final int LONGEST = 128;

    private final String text;

    private ClaimCode(String text) {
        this.text = text;
    }

    /** Makes a new one. */
    public static ClaimCode random(SecureRandom random) {
        byte[] bits = new byte[BYTES];
        random.nextBytes(bits);
        return ofBits(bits);
    }

    /** The code of these 128 bits, for whoever derives them instead of drawing them. */
    public static ClaimCode ofBits(byte[] bits) {
        StringBuilder digits = new StringBuilder(DIGITS);
        // 130 bits are written: two zeros, then the 128.
        int buffer = 0;
        int held = 2;
        for (byte octet : bits) {
            buffer = buffer << 8 | (octet & 0xFF);
            held += 8;
            while (held >= 5) {
                held -= 5;
                digits.append(CrockfordBase32.symbol(buffer >>> held & 0x1F));
            }
        }
        return ofDigits(digits);
    }

    private static ClaimCode ofDigits(CharSequence digits) {
        return new ClaimCode(PREFIX + digits + CrockfordBase32.symbol(CrockfordBase32.checkOf(digits)));
    }

    /**
     * Reads what a person typed: in either case, O for 0, I or L for 1, with hyphens, dots, underscores or white space anywhere.
     * Nothing is said about what is wrong with a text that is none: to the outside a malformed, unknown, used, expired
     * and revoked code are all the same.
     */
    public static Optional<ClaimCode> parse(String typed) {
        if (typed.length() > LONGEST) {
            return Optional.empty();
        }
        StringBuilder bare = new StringBuilder(PREFIX.length() + DIGITS + 1);
        for (int i = 0; i < typed.length(); i++) {
            char c = typed.charAt(i);
            if (!isSeparator(c)) {
                bare.append(c);
            }
        }
        if (bare.length() != PREFIX.length() + DIGITS + 1 || !beginsWithPrefix(bare)) {
            return Optional.empty();
        }
        StringBuilder digits = new StringBuilder(DIGITS);
        for (int i = PREFIX.length(); i < PREFIX.length() + DIGITS; i++) {
            int value = CrockfordBase32.digit(bare.charAt(i));
            if (value < 0) {
                return Optional.empty();
            }
            digits.append(CrockfordBase32.symbol(value));
        }
        int check = CrockfordBase32.check(bare.charAt(bare.length() - 1));
        // The first digit holds three bits: 8 and above would be a number of more than 128 bits.
        boolean good = digits.charAt(0) <= '7' && check == CrockfordBase32.checkOf(digits);
        return good ? Optional.of(ofDigits(digits)) : Optional.empty();
    }

    private static boolean beginsWithPrefix(CharSequence bare) {
        return (bare.charAt(0) | 0x20) == 'm' && (bare.charAt(1) | 0x20) == 'w';
    }

    private static boolean isSeparator(char c) {
        return c == '-'
                || c == '.'
                || c == '_'
                || c == '\u2010'
                || c == '\u2011'
                || c == '\u2013'
                || c == '\u00a0'
                || Character.isWhitespace(c);
    }

    /** The one form that is hashed, compared and put into tickets: upper case, no separators. */
    public String text() {
        return text;
    }

    /** For a person to read: {@code MW-} and groups of four. */
    public String grouped() {
        StringBuilder grouped = new StringBuilder(PREFIX);
        for (int i = PREFIX.length(); i < text.length(); i += GROUP) {
            grouped.append('-').append(text, i, Math.min(i + GROUP, text.length()));
        }
        return grouped.toString();
    }

    /** Takes the same time wherever two codes differ. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ClaimCode code
                && MessageDigest.isEqual(
                        text.getBytes(StandardCharsets.US_ASCII), code.text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Tells nothing, because it ends up in logs. */
    @Override
    public String toString() {
        return "ClaimCode[hidden]";
    }
}
