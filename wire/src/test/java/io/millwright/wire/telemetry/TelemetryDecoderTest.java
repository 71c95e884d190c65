package io.millwright.wire.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TelemetryDecoderTest {

    private static final String MESSAGE =
            "{\"v\":1,\"stream\":\"k3x9\",\"seq\":421,\"ts\":1735689600000,\"m\":{\"a\":{\"x\":1.5,\"u\":\"bar\"},\"b\":true}}";

    private final TelemetryDecoder decoder = new TelemetryDecoder(TelemetryLimits.DEFAULT);

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void a_message_cut_anywhere_is_refused_and_receipted_only_if_its_position_is_certain() {
        byte[] whole = bytes(MESSAGE);
        int afterSeq = MESSAGE.indexOf(",\"ts\"");
        for (int length = 1; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            Points points = new Points(cut);
            TelemetryResult result = decoder.decode(cut, Points.WINDOW, points);
            assertThat(points.all()).isEmpty();
            assertThat(result).isInstanceOfSatisfying(TelemetryResult.Refused.class, refused -> {
                assertThat(refused.reason()).isEqualTo(Refusal.NOT_JSON);
                MessagePosition position = refused.position();
                assertThat(position == null || position.seq() == 421).isTrue();
                if (cut.length <= afterSeq) {
                    assertThat(position).isNull();
                }
                if (cut.length > afterSeq + ",\"ts\":".length()) {
                    assertThat(position).isNotNull();
                }
            });
        }
    }

    @Test
    void a_seq_that_runs_into_broken_bytes_is_never_receipted() {
        byte[] payload = bytes(MESSAGE.replace("421", "42x"));
        assertThat(decoder.decode(payload, Points.WINDOW, new Points(payload)))
                .isEqualTo(new TelemetryResult.Refused(Refusal.NOT_JSON, MESSAGE.indexOf("421") + 2, null));
    }

    @Test
    void a_tag_that_is_not_taken_is_a_bad_point_with_all_its_bytes() {
        byte[] columns = bytes("{\"v\":2,\"t0\":" + Points.NOW
                + ",\"tags\":{\"a\":{\"dt\":[0],\"x\":[1]},\"b\":{\"dt\":[0,1],\"x\":[1,2]}}}");
        Points points = new Points(columns) {
            @Override
            public boolean takes(String tag) {
                return tag.equals("a");
            }
        };

        assertThat(decoder.decode(columns, Points.WINDOW, points))
                .isEqualTo(new TelemetryResult.Measured(2, null, Points.NOW, null, 1, 1));

        assertThat(points.all())
                .containsExactly("a @0 integer 1 192", "bad b series_quota \"b\":{\"dt\":[0,1],\"x\":[1,2]}");
    }

    @Test
    void a_position_given_twice_is_never_receipted() {
        byte[] payload = bytes(MESSAGE.replace("\"seq\":421", "\"seq\":421,\"seq\":7"));
        assertThat(decoder.decode(payload, Points.WINDOW, new Points(payload)))
                .isInstanceOfSatisfying(
                        TelemetryResult.Refused.class,
                        refused -> assertThat(refused.position()).isNull());
    }

    @Test
    void a_message_of_another_version_is_receipted_as_quarantined() {
        byte[] payload = bytes("{\"v\":9,\"stream\":\"k3x9\",\"seq\":8,\"new\":{}}");
        assertThat(decoder.decode(payload, Points.WINDOW, new Points(payload)))
                .isInstanceOfSatisfying(TelemetryResult.Refused.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(Refusal.UNKNOWN_VERSION);
                    assertThat(refused.position()).isEqualTo(new MessagePosition("k3x9", 8));
                });
    }

    @Test
    void buffers_of_every_kind_are_read_like_arrays_and_keep_their_position() {
        byte[] payload = bytes(MESSAGE);
        byte[] padded = bytes("xxx" + MESSAGE + "yy");
        ByteBuffer direct = ByteBuffer.allocateDirect(padded.length).put(padded);
        List<ByteBuffer> buffers = new ArrayList<>();
        for (ByteBuffer buffer :
                List.of(ByteBuffer.wrap(padded), direct, ByteBuffer.wrap(padded).asReadOnlyBuffer())) {
            buffers.add(buffer.clear().position(3).limit(3 + payload.length));
            buffers.add(buffer.slice());
        }
        TelemetryResult expected = decoder.decode(payload, Points.WINDOW, new Points(payload));
        for (ByteBuffer buffer : buffers) {
            int position = buffer.position();
            Points points = new Points(payload);
            assertThat(decoder.decode(buffer, Points.WINDOW, points)).isEqualTo(expected);
            assertThat(points.good).containsExactly("a @0 real 1.5 192 bar", "b @0 truth true 192");
            assertThat(buffer.position()).isEqualTo(position);
        }
    }

    @Test
    void the_bytes_of_a_bad_point_are_counted_from_the_beginning_of_the_payload() {
        String text = MESSAGE.replace("1.5", "[]");
        Points points = new Points(bytes(text));
        ByteBuffer buffer = ByteBuffer.wrap(bytes("12345" + text)).position(5);
        decoder.decode(buffer, Points.WINDOW, points);
        assertThat(points.bad).containsExactly("bad a bad_value \"a\":{\"x\":[],\"u\":\"bar\"}");
    }

    @Test
    void the_time_of_a_batch_is_t0_or_the_earliest_point_if_t0_is_outside() {
        assertThat(timeOf("{\"v\":2,\"t0\":1735689600000,\"tags\":{\"a\":{\"dt\":[-5,5],\"x\":[1,2]}}}"))
                .isEqualTo(Points.NOW);
        assertThat(timeOf("{\"v\":2,\"t0\":0,\"tags\":{\"a\":{\"dt\":[0,1735689600007,1735689600005],\"x\":[1,2,3]}}}"))
                .isEqualTo(Points.NOW + 5);
    }

    private long timeOf(String text) {
        TelemetryResult result = decoder.decode(bytes(text), Points.WINDOW, new Points(bytes(text)));
        return ((TelemetryResult.Measured) result).time();
    }

    @Test
    void the_window_reaches_from_raw_retention_to_ten_minutes_ahead() {
        Instant now = Instant.ofEpochMilli(Points.NOW);
        assertThat(TimeWindow.at(now, Duration.ofDays(30))).isEqualTo(Points.WINDOW);
        assertThat(TimeWindow.at(now, Duration.ofDays(100_000)).earliest()).isZero();
    }

    @Test
    void tags_and_units_met_before_are_the_same_instances() {
        List<@Nullable String> met = new ArrayList<>();
        PointSink sink = new Discard() {
            @Override
            public void real(String tag, long ts, double value, int quality, @Nullable String unit) {
                met.add(tag);
                met.add(unit);
            }
        };
        decoder.decode(bytes(MESSAGE), Points.WINDOW, sink);
        decoder.decode(bytes(MESSAGE), Points.WINDOW, sink);
        assertThat(met.get(0)).isSameAs(met.get(2));
        assertThat(met.get(1)).isSameAs(met.get(3));
    }

    /** The figure of the class comment: what a point more costs is nothing, what a message costs is a few records. */
    @Test
    void points_of_known_tags_allocate_nothing() {
        byte[] few = batch(10);
        byte[] many = batch(1_000);
        PointSink sink = new Discard();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < 200; i++) {
            decoder.decode(few, Points.WINDOW, sink);
            decoder.decode(many, Points.WINDOW, sink);
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 100; i++) {
            decoder.decode(many, Points.WINDOW, sink);
        }
        long each = (threads.getCurrentThreadAllocatedBytes() - before) / 100;
        assertThat(each).isLessThan(1_000);
    }

    private static byte[] batch(int points) {
        StringBuilder times = new StringBuilder("0");
        StringBuilder values = new StringBuilder("25.1");
        for (int i = 1; i < points; i++) {
            times.append(',').append(i);
            values.append(',').append(i % 2 == 0 ? "0.30000000000000004" : "17.25");
        }
        return bytes("{\"v\":2,\"stream\":\"k3x9\",\"seq\":1,\"t0\":1735689600000,\"tags\":{\"a\":{\"dt\":[" + times
                + "],\"x\":[" + values + "],\"u\":\"Cel\"}}}");
    }

    private static class Discard implements PointSink {

        @Override
        public void real(String tag, long ts, double value, int quality, @Nullable String unit) {}

        @Override
        public void integer(String tag, long ts, long value, int quality, @Nullable String unit) {}

        @Override
        public void truth(String tag, long ts, boolean value, int quality, @Nullable String unit) {}

        @Override
        public void text(String tag, long ts, String value, int quality, @Nullable String unit) {}

        @Override
        public void bad(@Nullable String tag, PointFault fault, int from, int to) {}
    }
}
