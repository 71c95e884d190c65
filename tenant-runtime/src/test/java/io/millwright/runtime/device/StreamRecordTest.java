package io.millwright.runtime.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.runtime.device.Completeness.Interval;
import io.millwright.runtime.device.Completeness.Reason;
import io.millwright.runtime.device.Completeness.Unplaced;
import io.millwright.runtime.device.StreamRecord.Declared;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StreamRecordTest {

    private static final long NOON = 1_780_000_200_000L / 60_000 * 60_000;

    private final List<Interval> placed = new ArrayList<>();
    private final List<Unplaced> unplaced = new ArrayList<>();

    private static Long[] numbers(long... numbers) {
        return LongStream.of(numbers).boxed().toArray(Long[]::new);
    }

    private void tell(Long[] missing, Long[] lost, Long[] times, Declared... declared) {
        new StreamRecord("k3x9", 100, missing, lost, times).tell(List.of(declared), new StreamRecord.Told() {
            @Override
            public void placed(Interval interval) {
                placed.add(interval);
            }

            @Override
            public void unplaced(Unplaced one) {
                unplaced.add(one);
            }
        });
    }

    private static Interval gap(int from, int to, @Nullable String declared, long count) {
        return new Interval(NOON + from * 60_000L, NOON + to * 60_000L, Reason.GAP, "k3x9", declared, count);
    }

    @Test
    void a_hole_lies_in_the_minutes_from_the_message_before_to_the_message_after() {
        tell(numbers(44, 51), numbers(), numbers(43, NOON + 59_999, 52, NOON + 120_000, 100, NOON + 900_000));

        assertThat(placed).containsExactly(new Interval(NOON, NOON + 180_000, Reason.HOLE, "k3x9", null, 8));
        assertThat(unplaced).isEmpty();
    }

    @Test
    void parts_of_a_loss_have_the_reason_that_was_declared_of_each_or_none() {
        tell(
                numbers(),
                numbers(10, 29),
                numbers(9, NOON, 30, NOON + 60_000),
                new Declared(1, 14, "cap"),
                new Declared(12, 13, "corrupt"),
                new Declared(20, 40, "corrupt"));

        assertThat(placed).containsExactly(gap(0, 2, "cap", 5), gap(0, 2, null, 5), gap(0, 2, "corrupt", 10));
    }

    @Test
    void what_has_no_time_on_one_side_or_times_that_contradict_is_set_nowhere() {
        tell(numbers(1, 4), numbers(101, 110), numbers(5, NOON, 100, NOON + 60_000), new Declared(101, 110, "cap"));
        tell(numbers(6, 7), numbers(), numbers(5, NOON + 60_000, 8, NOON));

        assertThat(placed).isEmpty();
        assertThat(unplaced)
                .containsExactly(
                        new Unplaced(Reason.HOLE, "k3x9", null, null, NOON, 4),
                        new Unplaced(Reason.GAP, "k3x9", "cap", NOON + 60_000, null, 10),
                        new Unplaced(Reason.HOLE, "k3x9", null, null, null, 2));
    }

    @Test
    void stretches_that_touch_and_say_the_same_are_one() {
        assertThat(Minutes.coalesced(List.of(
                        gap(4, 5, "cap", 1), gap(0, 2, "cap", 3), gap(2, 3, "cap", 4), gap(1, 2, "corrupt", 1))))
                .containsExactly(gap(0, 3, "cap", 7), gap(1, 2, "corrupt", 1), gap(4, 5, "cap", 1));
    }
}
