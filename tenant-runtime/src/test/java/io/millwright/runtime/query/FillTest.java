package io.millwright.runtime.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.runtime.query.Buckets.Bucket;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FillTest {

    private static final Buckets TENS = new Buckets(Duration.ofSeconds(10), List.of(Aggregate.AVG, Aggregate.COUNT));
    private static final HistoryRange RANGE = new HistoryRange(Instant.ofEpochSecond(5), Instant.ofEpochSecond(51));
    private static final List<Bucket> FOUND = List.of(bucket(10, 1.0, 3), bucket(40, 4.0, 2));

    private static Bucket bucket(long second, @Nullable Object value, long count) {
        return new Bucket(second * 1_000, Arrays.asList(value, count), count);
    }

    @Test
    void without_it_buckets_without_points_are_left_out() {
        assertThat(Fill.NONE.applied(FOUND, RANGE, TENS)).isEqualTo(FOUND);
    }

    @Test
    void every_bucket_that_the_range_touches_is_there_and_empty_where_nothing_was() {
        assertThat(Fill.NULL.applied(FOUND, RANGE, TENS))
                .containsExactly(
                        bucket(0, null, 0),
                        bucket(10, 1.0, 3),
                        bucket(20, null, 0),
                        bucket(30, null, 0),
                        bucket(40, 4.0, 2),
                        bucket(50, null, 0));
        assertThat(TENS.in(RANGE)).isEqualTo(6);
    }

    @Test
    void the_value_before_is_carried_on_but_never_backwards() {
        assertThat(Fill.PREVIOUS.applied(FOUND, RANGE, TENS))
                .containsExactly(
                        bucket(0, null, 0),
                        bucket(10, 1.0, 3),
                        bucket(20, 1.0, 0),
                        bucket(30, 1.0, 0),
                        bucket(40, 4.0, 2),
                        bucket(50, 4.0, 0));
    }

    @Test
    void a_straight_line_joins_neighbours_and_reaches_no_further() {
        assertThat(Fill.LINEAR.applied(FOUND, RANGE, TENS))
                .containsExactly(
                        bucket(0, null, 0),
                        bucket(10, 1.0, 3),
                        bucket(20, 2.0, 0),
                        bucket(30, 3.0, 0),
                        bucket(40, 4.0, 2),
                        bucket(50, null, 0));
    }

    @Test
    void nothing_lies_on_a_line_between_texts() {
        List<Bucket> texts = List.of(bucket(10, "on", 1), bucket(30, "off", 1));

        assertThat(Fill.LINEAR
                        .applied(texts, new HistoryRange(Instant.ofEpochSecond(10), Instant.ofEpochSecond(40)), TENS)
                        .get(1))
                .isEqualTo(bucket(20, null, 0));
    }
}
