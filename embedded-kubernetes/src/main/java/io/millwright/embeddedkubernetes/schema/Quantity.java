package io.millwright.embeddedkubernetes.schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An amount with a suffix, such as {@code 500m} or {@code 2Gi}; equal when the amounts are. */
public final class Quantity implements Comparable<Quantity> {

    /** What the API server says to anything else. */
    public static final String SENTENCE =
            "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

    private enum Form {
        DECIMAL,
        BINARY,
        EXPONENT
    }

    private static final Pattern TEXT =
            Pattern.compile("([+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+))([KMGTPE]i|[numkMGTPE]|[eE][+-]?\\d{1,3})?");
    private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
    private static final List<String> DECIMAL = List.of("n", "u", "m", "", "k", "M", "G", "T", "P", "E");
    private static final BigDecimal KIBI = BigDecimal.valueOf(1024);

    private final BigDecimal amount;
    private final Form form;

    private Quantity(BigDecimal amount, Form form) {
        this.amount = amount.setScale(Math.min(amount.scale(), 9), RoundingMode.UP);
        this.form = form;
    }

    /** Empty for what is no quantity. */
    public static Optional<Quantity> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (text.length() > 100 || !parts.matches()) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(parts.group(1));
        String suffix = parts.group(2) == null ? "" : parts.group(2);
        if (suffix.endsWith("i")) {
            return Optional.of(new Quantity(number.multiply(KIBI.pow(BINARY.indexOf(suffix))), Form.BINARY));
        }
        if (suffix.length() > 1 || suffix.equals("e")) {
            int exponent = Integer.parseInt(suffix.substring(1));
            return Optional.of(new Quantity(number.scaleByPowerOfTen(exponent), Form.EXPONENT));
        }
        return Optional.of(new Quantity(number.scaleByPowerOfTen(3 * (DECIMAL.indexOf(suffix) - 3)), Form.DECIMAL));
    }

    public BigDecimal amount() {
        return amount;
    }

    Quantity plus(Quantity other) {
        return new Quantity(amount.add(other.amount), form);
    }

    Quantity minus(Quantity other) {
        return new Quantity(amount.subtract(other.amount), form);
    }

    /** The canonical text: the largest suffix that leaves a whole number. */
    @Override
    public String toString() {
        if (amount.signum() == 0) {
            return "0";
        }
        if (form == Form.BINARY && amount.stripTrailingZeros().scale() <= 0) {
            BigInteger whole = amount.toBigInteger();
            int suffix = 0;
            while (suffix < BINARY.size() - 1 && whole.mod(KIBI.toBigInteger()).signum() == 0) {
                whole = whole.divide(KIBI.toBigInteger());
                suffix++;
            }
            return whole + BINARY.get(suffix);
        }
        int power = -9;
        while (power < 18
                && amount.scaleByPowerOfTen(-power - 3).stripTrailingZeros().scale() <= 0) {
            power += 3;
        }
        String number = amount.scaleByPowerOfTen(-power).toBigInteger().toString();
        if (form == Form.EXPONENT) {
            return power == 0 ? number : String.format(Locale.ROOT, "%se%d", number, power);
        }
        return number + DECIMAL.get(power / 3 + 3);
    }

    @Override
    public int compareTo(Quantity other) {
        return amount.compareTo(other.amount);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Quantity quantity && compareTo(quantity) == 0;
    }

    @Override
    public int hashCode() {
        return amount.stripTrailingZeros().hashCode();
    }
}
