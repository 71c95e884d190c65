package io.millwright.embeddedkubernetes.columns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgeTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "0, 0s",
        "119, 119s",
        "120, 2m",
        "200, 3m20s",
        "599, 9m59s",
        "600, 10m",
        "10799, 179m",
        "10800, 3h",
        "12660, 3h31m",
        "28800, 8h",
        "172799, 47h",
        "172800, 2d",
        "187200, 2d4h",
        "691200, 8d",
        "63072000, 2y",
        "63158400, 2y1d",
        "252288000, 8y",
        "-5, <invalid>",
        "-1, 0s"
    })
    void an_age_has_its_two_largest_units_while_they_matter(long seconds, String age) {
        assertThat(Age.since(NOW.minusSeconds(seconds).toString(), NOW)).isEqualTo(age);
    }

    @ParameterizedTest
    @CsvSource({"'', <unknown>", "yesterday, <invalid>"})
    void what_is_no_time_has_no_age(String time, String age) {
        assertThat(Age.since(time, NOW)).isEqualTo(age);
    }
}
