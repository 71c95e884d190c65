package io.millwright.runtime.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

class SlicesTest {

    private final Slices slices = new Slices(Slices.POINTS);

    private void pass(LongUnaryOperator pointsInMillis) {
        for (int slice = 0; slice < 12; slice++) {
            slices.held(slices.millis(), pointsInMillis.applyAsLong(slices.millis()));
        }
    }

    @Test
    void a_statement_sums_some_ten_thousand_points_up_however_dense_they_are() {
        pass(millis -> millis * 128);
        assertThat(slices.millis()).isEqualTo(250);

        pass(millis -> millis / 1_000);
        assertThat(slices.millis()).isEqualTo(32_000_000);
    }

    @Test
    void without_points_it_looks_at_a_day_and_with_the_most_at_a_hundredth_of_a_second() {
        pass(millis -> 0);
        assertThat(slices.millis()).isEqualTo(Slices.LONGEST_MILLIS);

        for (int slice = 0; slice < 20; slice++) {
            slices.held(slices.millis(), Integer.MAX_VALUE);
        }
        assertThat(slices.millis()).isEqualTo(Slices.SHORTEST_MILLIS);
    }

    @Test
    void nobody_relies_on_what_was_not_looked_at() {
        pass(millis -> 0);

        slices.held(60_000, 100);

        assertThat(slices.millis()).isEqualTo(240_000);
    }

    @Test
    void after_a_failure_it_begins_small() {
        pass(millis -> 0);

        slices.begin();

        assertThat(slices.millis()).isEqualTo(1_000);
    }
}
