package io.millwright.wire.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The JDK's own reading is the oracle. */
class NumberScanTest {

    private static NumberScan scan(String literal) {
        byte[] bytes = (literal + ",").getBytes(StandardCharsets.US_ASCII);
        NumberScan scan = new NumberScan();
        assertThat(scan.scan(bytes, 0, bytes.length)).as(literal).isEqualTo(literal.length());
        return scan;
    }

    private static void agrees(String literal) {
        assertThat(scan(literal).asDouble()).as(literal).isEqualTo(Double.parseDouble(literal));
    }

    @Property(tries = 20_000)
    void every_double_is_read_back_to_the_bit(@ForAll long bits) {
        double value = Double.longBitsToDouble(bits);
        if (Double.isFinite(value)) {
            agrees(Double.toString(value));
        }
    }

    @Property(tries = 20_000)
    void every_mantissa_of_64_bits_with_a_usual_exponent_is_rounded_like_the_jdk(
            @ForAll long mantissa, @ForAll("exponents") int exponent) {
        agrees(Long.toUnsignedString(mantissa) + "e" + exponent);
    }

    @Provide
    Arbitrary<Integer> exponents() {
        return Arbitraries.integers().between(-70, 70);
    }

    /** Halfway between two doubles, and a digit beside it: where a sloppy rounding shows. */
    @Property(tries = 5_000)
    void ties_and_their_neighbours_are_rounded_like_the_jdk(@ForAll("halves") BigDecimal half) {
        agrees(half.toPlainString());
        agrees(half.add(half.ulp()).toPlainString());
        agrees(half.subtract(half.ulp()).toPlainString());
    }

    @Provide
    Arbitrary<BigDecimal> halves() {
        return Combinators.combine(
                        Arbitraries.longs().between(1L << 52, (1L << 53) - 1),
                        Arbitraries.integers().between(-30, 10))
                .as((bits, shift) -> {
                    BigDecimal odd =
                            new BigDecimal(BigInteger.valueOf(bits).shiftLeft(1).add(BigInteger.ONE));
                    return shift < 0
                            ? odd.divide(new BigDecimal(BigInteger.ONE.shiftLeft(-shift)))
                            : odd.multiply(new BigDecimal(BigInteger.ONE.shiftLeft(shift)));
                });
    }

    @Property(tries = 5_000)
    void whole_numbers_are_exact_however_they_are_written(
            @ForAll long value, @ForAll("zeros") int zeros, @ForAll("zeros") int shift) {
        assertThat(scan(Long.toString(value)).asLong()).isEqualTo(value);
        BigDecimal decimal = BigDecimal.valueOf(value, zeros);
        boolean whole = decimal.stripTrailingZeros().scale() <= 0;
        NumberScan written = scan(decimal.movePointLeft(shift).toPlainString() + "e" + shift);
        if (written.isWhole()) {
            assertThat(whole).isTrue();
            assertThat(BigDecimal.valueOf(written.asWhole())).isEqualByComparingTo(decimal);
        } else if (Math.abs((double) value) < 1e15 && value != 0 && zeros + shift < 3) {
            assertThat(whole).isFalse();
        }
    }

    @Provide
    Arbitrary<Integer> zeros() {
        return Arbitraries.integers().between(0, 12);
    }

    @Example
    void numbers_beyond_all_bounds_are_infinite_or_nothing() {
        assertThat(scan("1e400").asDouble()).isInfinite();
        assertThat(scan("-1e99999999999999999999").asDouble()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(scan("1e-99999999999999999999").asDouble()).isZero();
        assertThat(scan("0e99999999999999999999").asDouble()).isZero();
        assertThat(scan("9".repeat(5_000)).asDouble()).isInfinite();
        assertThat(scan("0." + "0".repeat(5_000) + "1e5001").asDouble()).isEqualTo(1.0);
        assertThat(scan("18446744073709551616").isWhole()).isFalse();
        assertThat(scan("1.00000000000000000000001").isWhole()).isFalse();
        assertThat(scan("-9223372036854775808").asWhole()).isEqualTo(Long.MIN_VALUE);
    }
}
