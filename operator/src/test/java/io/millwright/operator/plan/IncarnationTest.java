package io.millwright.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class IncarnationTest {

    private static final Instant CREATION = Instant.parse("2026-11-01T08:00:00Z");

    @Test
    void the_same_creation_has_the_same_incarnation_and_another_uid_another() {
        assertThat(Incarnation.of(CREATION, "a")).isEqualTo(Incarnation.of(CREATION, "a"));
        assertThat(Incarnation.of(CREATION, "a")).isNotEqualTo(Incarnation.of(CREATION, "b"));
    }

    @Test
    void it_is_a_ulid_that_sorts_by_creation() {
        String earlier = Incarnation.of(CREATION, "z").ulid();
        String later = Incarnation.of(CREATION.plusMillis(1), "a").ulid();

        assertThat(earlier).matches("[0-9A-HJKMNP-TV-Z]{26}").isLessThan(later);
    }

    @Test
    void the_time_is_the_first_ten_characters() {
        assertThat(Incarnation.of(Instant.ofEpochMilli(0), "a").ulid()).startsWith("0000000000");
        assertThat(Incarnation.of(Instant.ofEpochMilli((1L << 48) - 1), "a").ulid())
                .startsWith("7ZZZZZZZZZ");
    }
}
