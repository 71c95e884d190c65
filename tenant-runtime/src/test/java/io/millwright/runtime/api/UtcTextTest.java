package io.millwright.runtime.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UtcTextTest {

    @ParameterizedTest
    @CsvSource({
        "0, 1970-01-01T00:00:00.000Z",
        "-1, 1969-12-31T23:59:59.999Z",
        "1795323600007, 2026-11-22T05:00:00.007Z",
        "951782399050, 2000-02-28T23:59:59.050Z",
        "253402300799999, 9999-12-31T23:59:59.999Z",
        "253402300800000, +10000-01-01T00:00:00.000Z",
        "-62167219200001, -0001-12-31T23:59:59.999Z"
    })
    void every_number_has_its_digits_and_zeros_before_them(long epochMillis, String text) {
        assertThat(UtcText.of(epochMillis)).isEqualTo(text);
    }

    @Test
    void what_is_written_is_read_as_the_same_moment() {
        new Random(6)
                .longs(10_000, -62_167_219_200_000L, 253_402_300_800_000L)
                .forEach(millis -> assertThat(Instant.parse(UtcText.of(millis)).toEpochMilli())
                        .isEqualTo(millis));
    }
}
