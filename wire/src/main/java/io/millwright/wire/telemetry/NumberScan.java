package io.millwright.wire.telemetry;

import java.nio.charset.StandardCharsets;

/**
 * One JSON number. Up to 19 significant digits are kept exactly and become a double without allocation; what is longer
 * or far from 1 goes through {@link Double#parseDouble}, which makes a string.
 */
final class NumberScan {

    /** Below this one more digit fits into 64 bits for certain. */
    private static final long ROOM_FOR_A_DIGIT = 1_000_000_000_000_000_000L;
    /** Powers of ten that a double holds exactly. */
    private static final double[] EXACT = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private static final long[] TENS = new long[19];

    static {
        TENS[0] = 1;
        for (int i = 1; i < TENS.length; i++) {
            TENS[i] = TENS[i - 1] * 10;
        }
    }

    private static final long EXACT_INTEGERS = 1L << 53;
    /** More than any payload has digits, so that the sum decides 0 or infinite and nothing wraps. */
    private static final int EXPONENT_CAP = 1_000_000_000;

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
        boolean minus = bytes[start] == '-';
        int at = minus ? start + 1 : start;
        int first = at;
        long digits = 0;
        int power = 0;
        boolean lost = false;
        boolean integer = true;
        for (; at < end && isDigit(bytes[at]); at++) {
            if (digits >= 0 && digits < ROOM_FOR_A_DIGIT) {
                digits = digits * 10 + (bytes[at] - '0');
            } else {
                lost = true;
                power++;
            }
        }
        if (at == first || (bytes[first] == '0' && at > first + 1)) {
            return -1;
        }
        if (at < end && bytes[at] == '.') {
            integer = false;
            int fraction = ++at;
            for (; at < end && isDigit(bytes[at]); at++) {
                if (digits >= 0 && digits < ROOM_FOR_A_DIGIT) {
                    digits = digits * 10 + (bytes[at] - '0');
                    power--;
                } else {
                    lost |= bytes[at] != '0';
                }
            }
            if (at == fraction) {
                return -1;
            }
        }
        in = bytes;
        from = start;
        negative = minus;
        mantissa = digits;
        exponent = power;
        truncated = lost;
        if (at < end && (bytes[at] | 0x20) == 'e') {
            integer = false;
            at = power(at + 1, end);
        }
        plain = integer;
        to = at;
        return at < end ? at : -1;
    }

    /** Reads the exponent; returns the index after it, or the end of all bytes if it is none. */
    private int power(int start, int end) {
        int at = start;
        boolean down = at < end && in[at] == '-';
        if (at < end && (in[at] == '-' || in[at] == '+')) {
            at++;
        }
        int first = at;
        long power = 0;
        for (; at < end && isDigit(in[at]); at++) {
            power = Math.min(power * 10 + (in[at] - '0'), EXPONENT_CAP);
        }
        exponent += (int) (down ? -power : power);
        return at == first ? end : at;
    }

    /** Written without fraction or exponent and within the range of a long. */
    boolean isLong() {
        return plain && !truncated && (mantissa >= 0 || (negative && mantissa == Long.MIN_VALUE));
    }

    long asLong() {
        return negative ? -mantissa : mantissa;
    }

    /** Whether it is a whole number that a long holds exactly, however it was written: 1, 1.0 and 1e3 are. */
    boolean isWhole() {
        if (isLong() || (mantissa == 0 && !truncated)) {
            return true;
        }
        if (truncated || mantissa < 0 || Math.abs(exponent) >= TENS.length) {
            return false;
        }
        if (exponent < 0) {
            return mantissa % TENS[-exponent] == 0;
        }
        return Math.multiplyHigh(mantissa, TENS[exponent]) == 0 && mantissa * TENS[exponent] > 0;
    }

    /** Meaningful only if it {@link #isWhole}. */
    long asWhole() {
        if (isLong() || mantissa == 0) {
            return asLong();
        }
        long magnitude = exponent < 0 ? mantissa / TENS[-exponent] : mantissa * TENS[exponent];
        return negative ? -magnitude : magnitude;
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
        if (truncated) {
            return slowly();
        }
        if (mantissa > 0 && mantissa <= EXACT_INTEGERS) {
            if (exponent <= 0 && -exponent < EXACT.length) {
                return mantissa / EXACT[-exponent];
            }
            if (exponent > 0 && exponent < EXACT.length) {
                return mantissa * EXACT[exponent];
            }
        }
        double value = DecimalToDouble.of(mantissa, exponent);
        return Double.isNaN(value) ? slowly() : value;
    }

    private double slowly() {
        return Math.abs(Double.parseDouble(literal()));
    }

    String literal() {
        return new String(in, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
