package io.millwright.edge.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.edge.config.Configuration.Tag;
import io.millwright.edge.normalize.Reading.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TagNormalizerTest {

    private static final long SECOND = 1_000_000_000L;

    private static Tag tag(
            double scale, double offset, @Nullable Double deadband, @Nullable Double min, @Nullable Double max) {
        return new Tag("t", "c", "a", "Cel", Duration.ofSeconds(1), scale, offset, deadband, min, max);
    }

    private static TagNormalizer plain() {
        return new TagNormalizer(tag(1, 0, null, null, null), 0.0);
    }

    private static Optional<Object> value(TagNormalizer normalizer, Object value) {
        return normalizer.accept(new Reading.Value(value), 0, 0).map(Point::value);
    }

    @Test
    void a_real_of_32_bits_keeps_the_digits_that_the_machine_meant() {
        assertThat(value(plain(), 25.1f)).contains(25.1);
    }

    @Test
    void an_integer_stays_one_unless_it_is_scaled() {
        assertThat(value(plain(), (short) 7)).contains(7L);
        assertThat(value(new TagNormalizer(tag(0.1, 1, null, null, null), 0.0), 70))
                .contains(8.0);
    }

    @Test
    void what_is_no_value_makes_a_bad_point() {
        for (Object none : List.of(Float.NaN, Double.POSITIVE_INFINITY, List.of(1), "\ud800")) {
            assertThat(plain().accept(new Reading.Value(none), 0, 0))
                    .hasValueSatisfying(point -> assertThat(point.quality()).isEqualTo(Quality.NO_SUCH_VALUE));
        }
    }

    @Test
    void padding_behind_a_text_is_cut_off() {
        assertThat(value(plain(), "on\0\0\0")).contains("on");
    }

    @Test
    void what_lies_outside_the_bounds_is_cut_to_them_and_says_so() {
        TagNormalizer normalizer = new TagNormalizer(tag(1, 0, null, -40.0, 200.0), 0.0);

        assertThat(normalizer.accept(new Reading.Value(300L), 0, 0))
                .contains(new Point("t", 0, 200L, Quality.CUT_HIGH, "Cel"));
        assertThat(normalizer.accept(new Reading.Value(-50.5), 0, 0))
                .contains(new Point("t", 0, -40.0, Quality.CUT_LOW, "Cel"));
        assertThat(normalizer.accept(new Reading.Value(20.0), 0, 0))
                .contains(new Point("t", 0, 20.0, Quality.GOOD, "Cel"));
    }

    @Test
    void a_change_below_the_deadband_is_not_sent_however_slowly_it_creeps_until_it_adds_up() {
        TagNormalizer normalizer = new TagNormalizer(tag(1, 0, 0.2, null, null), 0.0);

        assertThat(value(normalizer, 20.0)).isPresent();
        assertThat(value(normalizer, 20.15)).isEmpty();
        assertThat(value(normalizer, 20.19)).isEmpty();
        assertThat(value(normalizer, 20.21)).contains(20.21);
        assertThat(value(normalizer, 20.05)).isEmpty();
    }

    @Test
    void with_a_deadband_steadiness_is_said_again_by_the_heartbeat() {
        TagNormalizer normalizer = new TagNormalizer(tag(1, 0, 0.2, null, null), 0.0);
        normalizer.accept(new Reading.Value(20.0), 0, 0);

        assertThat(normalizer.accept(new Reading.Value(20.0), 0, 59 * SECOND)).isEmpty();
        assertThat(normalizer.accept(new Reading.Value(20.0), 0, 60 * SECOND)).isPresent();
        assertThat(normalizer.accept(new Reading.Value(20.0), 0, 61 * SECOND)).isEmpty();
    }

    @Test
    void without_a_deadband_every_reading_is_sent() {
        TagNormalizer normalizer = plain();

        assertThat(value(normalizer, 1.0)).isPresent();
        assertThat(value(normalizer, 1.0)).isPresent();
    }

    @Test
    void a_failure_makes_one_bad_point_with_the_last_value_and_the_next_value_is_sent_whatever_the_deadband() {
        TagNormalizer normalizer = new TagNormalizer(tag(1, 0, 5.0, null, null), 0.0);
        normalizer.accept(new Reading.Value(20.0), 0, 0);

        assertThat(normalizer.accept(Reading.failed(Failure.UNREACHABLE), 1, 1))
                .contains(new Point("t", 1, 20.0, Quality.LAST_KNOWN, "Cel"));
        assertThat(normalizer.accept(Reading.failed(Failure.UNREACHABLE), 2, 2)).isEmpty();
        assertThat(normalizer.accept(Reading.failed(Failure.DEVICE_FAILURE), 3, 3))
                .isEmpty();
        assertThat(normalizer.accept(new Reading.Value(20.0), 4, 4)).isPresent();
    }

    @Test
    void a_tag_that_was_never_read_says_nothing_of_its_kind() {
        assertThat(new TagNormalizer(tag(1, 0, null, null, null), false)
                        .accept(Reading.failed(Failure.UNREACHABLE), 1, 1))
                .contains(new Point("t", 1, false, Quality.NO_COMMUNICATION, "Cel"));
    }
}
