package io.millwright.runtime.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BreathsTest {

    private final Breaths breaths = new Breaths();

    @Test
    void a_pause_is_three_times_as_long_as_the_work_before_it() {
        breaths.took(Duration.ofMillis(4), true);
        assertThat(breaths.paused()).as("what nobody feels").isZero();

        breaths.took(Duration.ofMillis(8), true);

        assertThat(breaths.paused()).isGreaterThanOrEqualTo(Duration.ofMillis(36));
    }

    @Test
    void who_is_behind_takes_none() {
        breaths.took(Duration.ofDays(1), false);
        breaths.took(Duration.ofMillis(1), true);

        assertThat(breaths.paused()).isZero();
    }

    @Test
    void who_is_to_end_is_not_kept_by_a_pause() {
        Thread.currentThread().interrupt();

        breaths.took(Duration.ofDays(1), true);

        assertThat(Thread.interrupted()).isTrue();
    }
}
