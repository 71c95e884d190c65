package io.millwright.quickstart.rig.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.wire.telemetry.PointFault;
import io.millwright.wire.telemetry.PointSink;
import io.millwright.wire.telemetry.TelemetryDecoder;
import io.millwright.wire.telemetry.TelemetryLimits;
import io.millwright.wire.telemetry.TelemetryResult;
import io.millwright.wire.telemetry.TimeWindow;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ShapeTest {

    private static final long BASE = 1_760_000_000_000L;
    private static final TimeWindow ALWAYS = new TimeWindow(0, BASE * 2);

    /** What a historian would add up of the messages. */
    private static final class Adding implements PointSink {

        private final Map<String, Truth.Sum> sums = new HashMap<>();
        private final Set<String> places = new HashSet<>();

        @Override
        public void real(String tag, long ts, double value, int quality, @Nullable String unit) {
            assertThat(places.add(tag + "@" + ts))
                    .as("each point has a time of its own")
                    .isTrue();
            Truth.Sum before = sums.getOrDefault(tag, new Truth.Sum(0, 0, Long.MAX_VALUE, Long.MIN_VALUE));
            long check = ts % 1_000_003 * (Math.round(value * 4) + 1);
            sums.put(
                    tag,
                    new Truth.Sum(
                            before.points() + 1,
                            before.check() + check,
                            Math.min(before.first(), ts),
                            Math.max(before.last(), ts)));
        }

        @Override
        public void integer(String tag, long ts, long value, int quality, @Nullable String unit) {
            throw new AssertionError("a series that changes its kind costs a write each time");
        }

        @Override
        public void truth(String tag, long ts, boolean value, int quality, @Nullable String unit) {
            throw new AssertionError(tag);
        }

        @Override
        public void text(String tag, long ts, String value, int quality, @Nullable String unit) {
            throw new AssertionError(tag);
        }

        @Override
        public void bad(@Nullable String tag, PointFault fault, int from, int to) {
            throw new AssertionError(tag + " " + fault);
        }
    }

    @Test
    void the_journal_says_what_the_messages_hold() {
        Adding adding = new Adding();
        TelemetryDecoder decoder = new TelemetryDecoder(TelemetryLimits.DEFAULT);
        Journal journal = new Journal("press-1", "k3x9", Shape.FIFTY, BASE);

        for (long seq = 1; seq <= 2_000; seq++) {
            journal.append(seq);
            assertThat(decoder.decode(journal.payload(seq), ALWAYS, adding))
                    .isInstanceOfSatisfying(TelemetryResult.Measured.class, measured -> {
                        assertThat(measured.goodPoints()).isEqualTo(Shape.FIFTY.points());
                        assertThat(measured.badPoints()).isZero();
                    });
        }

        Truth truth = Load.truth(List.of(journal));
        assertThat(truth.messages()).isEqualTo(2_000);
        assertThat(truth.points()).isEqualTo(100_000);
        Map<String, Truth.Sum> byTag = new HashMap<>();
        truth.series().forEach((series, sum) -> byTag.put(series.tag(), sum));
        assertThat(byTag).isEqualTo(adding.sums);
        assertThat(truth.streams())
                .containsOnly(Map.entry(
                        new Truth.Stream("press-1", "k3x9"), new Truth.Position(2_000, List.of(), List.of())));
    }
}
