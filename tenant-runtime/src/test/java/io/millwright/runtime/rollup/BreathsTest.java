package io.millwright.runtime.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BreathsTest {

    private final Breaths breaths = new Breaths();

    @Test
    void series_with_few_points_are_computed_by_the_thousand() {
        for (int statement = 0; statement < 20; statement++) {
            breaths.took(Duration.ofMillis(2), true);
        }

        assertThat(breaths.size()).isEqualTo(4_096);
    }

    @Test
    void series_with_many_points_come_one_by_one() {
        for (int statement = 0; statement < 4; statement++) {
            breaths.took(Duration.ofMillis(2), true);
        }
        for (int statement = 0; statement < 20; statement++) {
            breaths.took(Duration.ofMillis(100), false);
        }

        assertThat(breaths.size()).isEqualTo(1);
    }

    @Test
    void who_is_to_end_is_not_kept_by_a_pause() {
        Thread.currentThread().interrupt();

        breaths.took(Duration.ofDays(1), true);

        assertThat(Thread.interrupted()).isTrue();
    }
}
