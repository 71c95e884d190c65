package io.millwright.quickstart.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final AtomicLong nanos = new AtomicLong();
    private final Progress progress = new Progress(new PrintStream(written, true, StandardCharsets.UTF_8), nanos::get);

    @Test
    void a_finished_step_is_one_line_with_the_seconds_since_the_start() throws Exception {
        progress.step("PostgreSQL runs", () -> nanos.addAndGet(1_250_000_000L));

        assertThat(written).hasToString("   1.3 s  PostgreSQL runs" + System.lineSeparator());
    }

    @Test
    void a_failed_step_is_not_called_done() {
        assertThatThrownBy(() -> progress.step("PostgreSQL runs", () -> {
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(written).hasToString("");
    }
}
