package io.millwright.runtime.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvCellTest {

    private static String written(@Nullable Object value) {
        StringBuilder line = new StringBuilder();
        CsvCell.append(line, value);
        return line.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\tx"})
    void a_text_that_a_spreadsheet_would_run_is_a_text_again(String text) {
        assertThat(written(text)).isEqualTo("'" + text);
    }

    @Test
    void a_carriage_return_before_a_formula_does_not_help_it() {
        assertThat(written("\r=1")).isEqualTo("\"'\r=1\"");
    }

    @Test
    void numbers_stay_numbers_whatever_their_sign() {
        assertThat(written(-1.5)).isEqualTo("-1.5");
        assertThat(written(new BigDecimal("-9007199254740993"))).isEqualTo("-9007199254740993");
        assertThat(written(true)).isEqualTo("true");
        assertThat(written(null)).isEmpty();
    }

    @Test
    void quotes_commas_and_line_breaks_stay_within_their_cell() {
        assertThat(written("a,\"b\"\nc")).isEqualTo("\"a,\"\"b\"\"\nc\"");
        assertThat(written("=\"x\",1")).isEqualTo("\"'=\"\"x\"\",1\"");
        assertThat(written(Objects.toString("plain"))).isEqualTo("plain");
    }
}
