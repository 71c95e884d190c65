package io.millwright.wire.telemetry;

import java.math.BigInteger;

/**
 * The nearest double of {@code mantissa * 10^exponent} without allocation, by the method of Eisel and Lemire ("Number
 * Parsing at a Gigabyte per Second", 2021): one or two 64-bit products with a truncated 128-bit power of five decide
 * all but a few cases, and those are told apart.
 */
final class DecimalToDouble {

    /** Not decided here: the caller takes the slow way. */
    static final double UNDECIDED = Double.NaN;

    /** Covers what machines measure; beyond it the slow way is good enough. */
    private static final int REACH = 64;

    private static final long[] HIGH = new long[2 * REACH + 1];
    private static final long[] LOW = new long[2 * REACH + 1];

    static {
        for (int exponent = -REACH; exponent <= REACH; exponent++) {
            BigInteger power = exponent < 0
                    ? reciprocal(-exponent)
                    : aligned(BigInteger.valueOf(5).pow(exponent));
            HIGH[exponent + REACH] = power.shiftRight(64).longValue();
            LOW[exponent + REACH] = power.longValue();
        }
    }

    /** The 128 most significant bits. */
    private static BigInteger aligned(BigInteger value) {
        int excess = value.bitLength() - 128;
        return excess >= 0 ? value.shiftRight(excess) : value.shiftLeft(-excess);
    }

    /** Rounded up, so that the product is never too small. */
    private static BigInteger reciprocal(int exponent) {
        BigInteger power = BigInteger.valueOf(5).pow(exponent);
        int bits = power.bitLength();
        int shift = exponent <= 27 ? bits + 127 : 2 * bits + 128;
        return aligned(BigInteger.ONE.shiftLeft(shift).divide(power).add(BigInteger.ONE));
    }

    /** @param mantissa unsigned, not 0 */
    static double of(long mantissa, int exponent) {
        if (exponent < -REACH || exponent > REACH) {
            return UNDECIDED;
        }
        int zeros = Long.numberOfLeadingZeros(mantissa);
        long w = mantissa << zeros;
        long factor = HIGH[exponent + REACH];
        long high = Math.unsignedMultiplyHigh(w, factor);
        long low = w * factor;
        if ((high & 0x1FF) == 0x1FF) {
            long more = Math.unsignedMultiplyHigh(w, LOW[exponent + REACH]);
            low += more;
            if (Long.compareUnsigned(low, more) < 0) {
                high++;
            }
        }
        if (low == -1 && (exponent < -27 || exponent > 55)) {
            return UNDECIDED;
        }
        int upper = (int) (high >>> 63);
        long bits = high >>> (upper + 9);
        int power = ((217_706 * exponent) >> 16) + 63 + upper - zeros + Double.MAX_EXPONENT;
        if (power <= 0) {
            return UNDECIDED;
        }
        boolean mayTie = Long.compareUnsigned(low, 1) <= 0 && exponent >= -4 && exponent <= 23 && (bits & 3) == 1;
        if (mayTie && bits << (upper + 9) == high) {
            bits &= ~1L;
        }
        bits = (bits + (bits & 1)) >>> 1;
        if (bits >= 1L << 53) {
            bits = 1L << 52;
            power++;
        }
        return Double.longBitsToDouble((bits & ~(1L << 52)) | (long) power << 52);
    }

    private DecimalToDouble() {}
}
