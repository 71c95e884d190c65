package io.millwright.runtime.query;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A point's value as its columns hold it: {@code value}, {@code text_value} and {@code kind}. */
final class Value {

    private static final int INTEGER = 1;
    private static final int BOOLEAN = 2;
    private static final int TEXT = 3;

    /** @return a {@link Number}, {@link Boolean} or {@link String} */
    static Object of(ResultSet row, int value, int text, int kind) throws SQLException {
        return of(row.getDouble(value), row.getString(text), row.getInt(kind));
    }

    static Object of(double number, @Nullable String text, int kind) {
        return switch (kind) {
            case INTEGER -> text == null ? whole(number) : new BigDecimal(text);
            case BOOLEAN -> number != 0;
            case TEXT -> text == null ? "" : text;
            default -> number;
        };
    }

    private static Number whole(double number) {
        return number == Math.rint(number) && Math.abs(number) <= 1L << 53 ? (long) number : (Number) number;
    }

    private Value() {}
}
