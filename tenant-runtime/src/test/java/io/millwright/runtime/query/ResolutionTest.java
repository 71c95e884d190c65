package io.millwright.runtime.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.runtime.tenant.TenantConfiguration.Retention;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResolutionTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Retention KEPT =
            new Retention(Duration.ofDays(30), Duration.ofDays(365), Duration.ofDays(1_825));

    @ParameterizedTest
    @CsvSource({
        "PT15M, 0, PT1S",
        "PT1H, 0, PT5S",
        "PT24H, 0, PT5M",
        "P7D, 0, PT15M",
        "P30D, 0, PT1H",
        "P3650D, 0, P7D",
        // What is kept decides where what is wanted would be finer.
        "PT1H, 40, PT1M",
        "PT1H, 400, PT1H"
    })
    void a_range_is_shown_by_the_finest_buckets_that_are_few_enough_and_still_kept(
            Duration length, int daysAgo, Duration expected) {
        Instant from = NOW.minus(Duration.ofDays(daysAgo)).minus(length);

        assertThat(Resolution.of(new HistoryRange(from, from.plus(length)), 1_000, KEPT, NOW))
                .isEqualTo(expected);
    }
}
