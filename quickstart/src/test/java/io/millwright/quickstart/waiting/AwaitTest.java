package io.millwright.quickstart.waiting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AwaitTest {

    @Test
    void it_looks_until_the_condition_holds_and_no_further() throws Exception {
        AtomicInteger looks = new AtomicInteger();

        assertThat(Await.until(Duration.ofMinutes(1), Duration.ofMillis(1), () -> looks.incrementAndGet() == 3))
                .isTrue();

        assertThat(looks).hasValue(3);
    }

    @Test
    void without_patience_it_looks_once() throws Exception {
        AtomicInteger looks = new AtomicInteger();

        assertThat(Await.until(Duration.ofNanos(-1), Duration.ofMinutes(10), () -> looks.incrementAndGet() == 3))
                .isFalse();

        assertThat(looks).hasValue(1);
    }

    @Test
    void looking_that_fails_ends_the_waiting() {
        assertThatThrownBy(() -> Await.until(Duration.ofMinutes(1), Duration.ofMillis(1), () -> {
                    throw new IOException("gone");
                }))
                .hasMessage("gone");
    }
}
