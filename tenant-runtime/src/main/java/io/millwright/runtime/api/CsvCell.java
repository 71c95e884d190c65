package io.millwright.runtime.api;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** How a value stands in a file of RFC 4180 that people open with a spreadsheet. */
final class CsvCell {

    /** With what a cell begins that a spreadsheet takes for a formula. */
    private static final String FORMULA = "=+-@\t\r";

    /** @param value a {@link Number}, {@link Boolean} or {@link String}; null is an empty cell */
    static void append(StringBuilder line, @Nullable Object value) {
        switch (value) {
            case null -> {}
            case BigDecimal exact -> line.append(exact.toPlainString());
            case Number number -> line.append(number);
            case Boolean flag -> line.append(flag);
            default -> text(line, value.toString());
        }
    }

    /** Texts come from strangers: an apostrophe before them makes a formula a text again. */
    private static void text(StringBuilder line, String text) {
        String harmless = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        if (harmless.chars().anyMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n')) {
            line.append('"').append(harmless.replace("\"", "\"\"")).append('"');
        } else {
            line.append(harmless);
        }
    }

    private CsvCell() {}
}
