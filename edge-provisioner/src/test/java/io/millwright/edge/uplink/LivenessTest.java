package io.millwright.edge.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LivenessTest {

    private static final long SECOND = 1_000_000_000L;

    private final Liveness liveness = new Liveness(Duration.ofSeconds(20), 0);

    @Test
    void a_quiet_connection_is_probed_and_found_dead_within_one_and_a_half_keepalives() {
        assertThat(liveness.shouldProbe(14 * SECOND)).isFalse();
        assertThat(liveness.shouldProbe(15 * SECOND)).isTrue();
        liveness.asked(15 * SECOND);

        assertThat(liveness.dead(24 * SECOND)).isFalse();
        assertThat(liveness.dead(25 * SECOND)).isTrue();
    }

    @Test
    void a_busy_connection_is_dead_when_nothing_more_is_answered() {
        for (int second = 0; second < 12; second++) {
            liveness.asked(second * SECOND);
        }

        assertThat(liveness.dead(10 * SECOND)).isTrue();
    }

    @Test
    void an_answer_or_anything_heard_shows_life() {
        liveness.asked(0);
        liveness.heard(9 * SECOND);
        assertThat(liveness.dead(18 * SECOND)).isFalse();
        liveness.answered(18 * SECOND);

        assertThat(liveness.dead(100 * SECOND)).isFalse();
        assertThat(liveness.shouldProbe(33 * SECOND)).isTrue();
    }
}
