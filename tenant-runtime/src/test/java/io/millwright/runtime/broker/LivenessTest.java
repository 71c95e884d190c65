package io.millwright.runtime.broker;

import static io.millwright.runtime.broker.Liveness.Finding.ALIVE;
import static io.millwright.runtime.broker.Liveness.Finding.ASK;
import static io.millwright.runtime.broker.Liveness.Finding.DEAD;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LivenessTest {

    private static final long SECOND = 1_000_000_000L;

    private final Liveness liveness = new Liveness(0);

    private Liveness.Finding at(long second) {
        return liveness.look(second * SECOND).finding();
    }

    @Test
    void a_quiet_broker_is_asked_and_given_up_when_it_does_not_answer() {
        assertThat(at(9)).isEqualTo(ALIVE);
        assertThat(at(10)).isEqualTo(ASK);
        assertThat(at(15)).isEqualTo(ALIVE);
        assertThat(at(16)).isEqualTo(DEAD);
    }

    @Test
    void whoever_says_anything_is_not_asked_and_whoever_answers_is_alive() {
        liveness.heard(8 * SECOND);
        assertThat(at(17)).isEqualTo(ALIVE);
        assertThat(at(18)).isEqualTo(ASK);
        liveness.heard(20 * SECOND);
        assertThat(at(25)).isEqualTo(ALIVE);
        assertThat(at(30)).isEqualTo(ASK);
    }

    @Test
    void a_process_that_slept_asks_before_it_judges() {
        assertThat(at(1_000)).isEqualTo(ASK);
        assertThat(at(1_005)).isEqualTo(ALIVE);
    }

    @Test
    void it_is_looked_again_just_when_something_can_have_changed() {
        liveness.heard(3 * SECOND);
        assertThat(liveness.look(4 * SECOND).next()).isEqualTo(Duration.ofSeconds(9));
        assertThat(liveness.look(13 * SECOND).next()).isEqualTo(Duration.ofSeconds(6));
        assertThat(liveness.look(14 * SECOND).next()).isEqualTo(Duration.ofSeconds(5));
    }
}
