package io.millwright.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeaseTermsTest {

    private static final Duration SHORT = Duration.ofSeconds(15);
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final long LONG_AGO = -seconds(600);

    private final LeaseTerms terms = new LeaseTerms(0);

    @Test
    void whoever_takes_over_takes_it_for_a_short_time_although_nothing_was_heard_yet() {
        assertThat(terms.due(0, LONG_AGO)).isTrue();
        assertThat(terms.ask(0, LONG_AGO)).isEqualTo(SHORT);
    }

    @Test
    void an_idle_consumer_asks_seldom() {
        idle();

        assertThat(terms.due(seconds(44), LONG_AGO)).isFalse();
        assertThat(terms.due(seconds(45), LONG_AGO)).isTrue();
    }

    @Test
    void work_that_begins_makes_the_long_lease_short_at_once() {
        idle();

        assertThat(terms.due(seconds(7), seconds(7))).isTrue();
        assertThat(terms.ask(seconds(7), seconds(7))).isEqualTo(SHORT);
        assertThat(terms.answered(true, seconds(7))).isFalse();
        assertThat(terms.due(seconds(11), seconds(11))).isFalse();
        assertThat(terms.due(seconds(12), seconds(12))).isTrue();
    }

    @Test
    void what_could_not_be_asked_is_asked_again_after_a_while_and_changes_nothing() {
        idle();
        terms.ask(seconds(7), seconds(7));

        assertThat(terms.holding()).isTrue();
        assertThat(terms.due(seconds(8), seconds(8))).isFalse();
        assertThat(terms.due(seconds(9), seconds(9))).isTrue();
    }

    @Test
    void one_that_stands_by_looks_every_five_seconds() {
        terms.ask(0, LONG_AGO);

        assertThat(terms.answered(false, 0)).isFalse();
        assertThat(terms.holding()).isFalse();
        assertThat(terms.due(seconds(4), seconds(4))).isFalse();
        assertThat(terms.due(seconds(5), LONG_AGO)).isTrue();
        terms.ask(seconds(5), LONG_AGO);
        assertThat(terms.answered(true, seconds(5))).isTrue();
    }

    /** Five seconds after the first lease: nothing was heard. */
    private void idle() {
        terms.ask(0, LONG_AGO);
        terms.answered(true, 0);
        assertThat(terms.ask(seconds(5), LONG_AGO)).isEqualTo(LONG);
        terms.answered(true, seconds(5));
    }

    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
