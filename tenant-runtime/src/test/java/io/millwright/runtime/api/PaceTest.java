package io.millwright.runtime.api;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

    private final Pace pace = new Pace();

    @Test
    void a_pause_now_and_then_is_nothing() {
        assertThatCode(() -> pace.wrote(1, Pace.GRACE)).doesNotThrowAnyException();
    }

    @Test
    void whoever_keeps_up_may_read_for_as_long_as_it_takes() {
        assertThatCode(() -> {
                    for (int i = 0; i < 10_000; i++) {
                        pace.wrote((int) Pace.BYTES_PER_SECOND, Duration.ofSeconds(1));
                    }
                })
                .doesNotThrowAnyException();
    }

    @Test
    void whoever_reads_drop_by_drop_is_cut_off() {
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 30; i++) {
                        pace.wrote(64, Duration.ofSeconds(1));
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessageContaining("too slow");
    }
}
