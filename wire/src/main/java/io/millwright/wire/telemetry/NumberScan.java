package io.millwright.wire.telemetry;

import java.nio.charset.StandardCharsets;

/**
 * One JSON number. Up to 19 significant digits are kept exactly; most values then become a double with one exact
 * multiplication or division and no allocation. The rest goes through {@link Double#parseDouble}, which is correct but
 * makes a string.
 */
final class NumberScan {

    private static final int KEPT_DIGITS = 19;
    /** Powers of ten that a double holds exactly. */
    private static final double[] EXACT = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private static final long EXACT_INTEGERS = 1L << 53;
    /** Beyond this every number of 256 KiB of digits is 0 or infinite anyway; it keeps the exponent from wrapping. */
    private static final int EXPONENT_CAP = 1_000_000;

    private byte[] in = {};
    private int from;
    private int to;
    private boolean negative;
    private boolean plain;
    private boolean truncated;
    /** Unsigned. */
    private long mantissa;

    private int exponent;

    /** Returns the index after the number, or -1 if the bytes do not form one or stop before it is delimited. */
    int scan(byte[] bytes, int start, int end) {
        in = bytes;
        from = start;
        negative = bytes[start] == '-';
        plain = true;
        truncated = false;
        mantissa = 0;
        exponent = 0;
        int at = negative ? start + 1 : start;
        int digits = at;
        at = integerPart(at, end);
        if (at == digits || (bytes[digits] == '0' && at > digits + 1)) {
            return -1;
        }
        if (at < end && bytes[at] == '.') {
            plain = false;
            int fraction = at + 1;
            at = fractionPart(fraction, end);
            if (at == fraction) {
                return -1;
            }
        }
        if (at < end && (bytes[at] == 'e' || bytes[at] == 'E')) {
            plain = false;
            at = exponentPart(at + 1, end);
        }
        to = at;
        return at < end ? at : -1;
    }

    private int integerPart(int start, int end) {
        int at = start;
        int kept = 0;
        for (; at < end && digit(in[at]); at++) {
            if (kept < KEPT_DIGITS) {
                mantissa = mantissa * 10 + (in[at] - '0');
                kept += mantissa == 0 ? 0 : 1;
            } else {
                truncated = true;
                exponent++;
            }
        }
        return at;
    }

    private int fractionPart(int start, int end) {
        int at = start;
        for (; at < end && digit(in[at]); at++) {
            // Below 10^18 one more digit fits for certain.
            if (mantissa >= 0 && mantissa < 1_000_000_000_000_000_000L) {
                mantissa = mantissa * 10 + (in[at] - '0');
                exponent--;
            } else {
                truncated |= in[at] != '0';
            }
        }
        return at;
    }

    private int exponentPart(int start, int end) {
        int at = start;
        boolean down = at < end && in[at] == '-';
        if (at < end && (in[at] == '-' || in[at] == '+')) {
            at++;
        }
        int first = at;
        int power = 0;
        for (; at < end && digit(in[at]); at++) {
            power = Math.min(power * 10 + (in[at] - '0'), EXPONENT_CAP);
        }
        exponent += down ? -power : power;
        return at == first ? end : at;
    }

    /** Written without fraction or exponent and within the range of a long. */
    boolean isLong() {
        return plain && !truncated && (mantissa >= 0 || (negative && mantissa == Long.MIN_VALUE));
    }

    long asLong() {
        return negative ? -mantissa : mantissa;
    }

    /** Whether it is a whole number that both a long and a double hold exactly, however it was written. */
    boolean isWhole() {
        return isLong()
                || (!truncated && Math.abs(asDouble()) <= EXACT_INTEGERS && asDouble() == Math.rint(asDouble()));
    }

    long asWhole() {
        return isLong() ? asLong() : (long) asDouble();
    }

    /** The nearest double; infinite when the number is beyond the range of one. */
    double asDouble() {
        double magnitude = magnitude();
        return negative ? -magnitude : magnitude;
    }

    private double magnitude() {
        if (mantissa == 0 && !truncated) {
            return 0;
        }
        if (!truncated && mantissa > 0 && mantissa <= EXACT_INTEGERS) {
            if (exponent == 0) {
                return mantissa;
            }
            if (exponent > 0 && exponent < EXACT.length) {
                return mantissa * EXACT[exponent];
            }
            if (exponent < 0 && -exponent < EXACT.length) {
                return mantissa / EXACT[-exponent];
            }
        }
        return Math.abs(Double.parseDouble(new String(in, from, to - from, StandardCharsets.ISO_8859_1)));
    }

    private static boolean digit(byte b) {
        return b >= '0' && b <= '9';
    }
}
