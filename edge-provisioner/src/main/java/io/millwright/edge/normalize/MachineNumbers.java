package io.millwright.edge.normalize;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/** What machines say, as the four kinds of value that are sent. */
final class MachineNumbers {

    private static final int LONGEST_TEXT = 4_096;

    /** A finite Double, a Long, a Boolean or a String; empty for what is none, such as NaN, a list or a structure. */
    static Optional<Object> plain(Object value) {
        return switch (value) {
            case Boolean truth -> Optional.of(truth);
            case Byte number -> Optional.of(number.longValue());
            case Short number -> Optional.of(number.longValue());
            case Integer number -> Optional.of(number.longValue());
            case Long number -> Optional.of(number);
            case BigInteger number ->
                number.bitLength() < Long.SIZE ? Optional.of(number.longValue()) : finite(number.doubleValue());
            // By its decimal text: 25.1 of a machine's 32 bits is to be 25.1 and not 25.100000381469727.
            case Float number ->
                Float.isFinite(number) ? finite(Double.parseDouble(number.toString())) : Optional.empty();
            case Double number -> finite(number);
            case BigDecimal number -> finite(number.doubleValue());
            case Character character -> text(character.toString());
            case String text -> text(text);
            default -> Optional.empty();
        };
    }

    private static Optional<Object> finite(double number) {
        return Double.isFinite(number) ? Optional.of(number) : Optional.empty();
    }

    /** PLCs pad strings with NUL; the wire takes neither NUL nor half a surrogate pair. */
    private static Optional<Object> text(String raw) {
        int end = raw.indexOf('\0');
        String text = end < 0 ? raw : raw.substring(0, end);
        boolean whole = text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        return whole && text.length() <= LONGEST_TEXT / 4 ? Optional.of(text) : Optional.empty();
    }

    private MachineNumbers() {}
}
