package io.millwright.runtime.ingest;

import static io.millwright.runtime.ingest.Messages.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatenessTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"v\":1,\"stream\":\"s\",\"seq\":7,\"ts\":%d,\"m\":{\"a\":1}}",
                "{\"v\":2,\"stream\":\"s\",\"seq\":7,\"t0\":%d,\"tags\":{}}",
                "{\"t0\":%d}"
            })
    void a_message_is_late_when_its_time_is_a_minute_ago(String body) {
        assertThat(late(body.formatted(NOW - Lateness.LATE_MILLIS - 1))).isTrue();
        assertThat(late(body.formatted(NOW - Lateness.LATE_MILLIS))).isFalse();
        assertThat(late(body.formatted(NOW + 10_000))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "\"ts\":", "\"t0\":-5", "{\"v\":2,\"t0\":\"yesterday\"}", "{\"t0\":0}"})
    void what_says_no_time_is_taken_for_new(String body) {
        assertThat(late(body)).isFalse();
        assertThat(late(" ".repeat(300) + "{\"t0\":1000}")).isFalse();
    }

    private static boolean late(String body) {
        return Lateness.late(body.getBytes(StandardCharsets.UTF_8), NOW);
    }
}
