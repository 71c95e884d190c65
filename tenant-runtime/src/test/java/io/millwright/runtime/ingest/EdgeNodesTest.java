package io.millwright.runtime.ingest;

import static io.millwright.runtime.ingest.Messages.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.wire.SparkplugTopic;
import io.millwright.wire.sparkplug.NodeCommand;
import io.millwright.wire.sparkplug.Payload;
import io.millwright.wire.telemetry.PointFault;
import io.millwright.wire.telemetry.PointSink;
import io.millwright.wire.telemetry.TelemetryResult;
import io.millwright.wire.telemetry.TimeWindow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EdgeNodesTest {

    private static final TimeWindow WINDOW = TimeWindow.at(Instant.ofEpochMilli(NOW), Duration.ofDays(7));

    private final List<String> asked = new ArrayList<>();
    private long nanos = Duration.ofDays(1).toNanos();
    private final EdgeNodes nodes = new EdgeNodes(
            (topic, payload) -> {
                assertThat(payload).isEqualTo(NodeCommand.rebirth(NOW));
                return CompletableFuture.completedFuture(asked.add(topic));
            },
            Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC),
            () -> nanos);

    /** Takes what comes. */
    private static final class Nowhere implements PointSink {
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

    private Decoded hear(String topic, Payload payload) {
        SparkplugTopic parsed = SparkplugTopic.parse("spBv1.0/acme/" + topic).orElseThrow();
        Decoded message = new Decoded(Arrival.of(parsed, payload.bytes(), () -> {}), WINDOW, 0, 0);
        nodes.read(message, parsed, WINDOW, new Nowhere());
        return message;
    }

    private Decoded birth(String device) {
        return hear(
                "NBIRTH/bremen." + device, Payload.at(NOW, 0).bdSeq(0).born("t", 1, 3, NOW, value -> value.integer(1)));
    }

    private Decoded data(String device, int seq) {
        return hear("NDATA/bremen." + device, Payload.at(NOW, seq).data(1, NOW, value -> value.integer(2)));
    }

    private static int good(Decoded message) {
        return message.result instanceof TelemetryResult.Measured measured ? measured.goodPoints() : -1;
    }

    @Test
    void an_edge_node_that_is_not_remembered_is_asked_to_be_born_again() {
        assertThat(good(data("d1", 5))).isZero();
        assertThat(asked).containsExactly("spBv1.0/acme/NCMD/bremen.d1");

        birth("d1");
        assertThat(good(data("d1", 1))).isEqualTo(1);
        nanos += Duration.ofHours(1).toNanos();
        data("d1", 2);
        assertThat(asked).hasSize(1);
    }

    @Test
    void it_is_asked_less_and_less_often_as_long_as_that_does_not_help() {
        for (int minute = 0; minute < 60; minute++) {
            for (int second = 0; second < 60; second += 5) {
                data("d1", second);
                nanos += Duration.ofSeconds(5).toNanos();
            }
        }
        // After 30, 60, 120, 240, 480 seconds, and then every ten minutes.
        assertThat(asked).hasSizeBetween(9, 11);
    }

    @Test
    void not_all_edge_nodes_are_asked_in_one_moment() {
        for (int round = 1; round <= 3; round++) {
            for (int device = 0; device < 250; device++) {
                data("d" + device, round);
            }
            assertThat(asked).hasSize(Math.min(250, 100 * round));
            nanos += Duration.ofSeconds(1).toNanos();
        }
        assertThat(asked).doesNotHaveDuplicates();
    }

    @Test
    void a_birth_says_online_and_a_death_offline() {
        assertThat(birth("d1").report()).isEqualTo(new DeviceReport.State(true, null, null));
        assertThat(data("d1", 1).reports()).isFalse();
        assertThat(hear("NDEATH/bremen.d1", Payload.empty().bdSeq(0)).report())
                .isEqualTo(new DeviceReport.State(false, null, null));
        birth("d1");
        Decoded other = hear("NDEATH/bremen.d1", Payload.empty().bdSeq(9));
        assertThat(other.report()).isInstanceOf(DeviceReport.Unreadable.class);
        assertThat(good(data("d1", 1))).isEqualTo(1);
    }

    @Test
    void births_gaps_and_what_is_missing_are_told_once() {
        assertThat(birth("d1").edgeNode).isEqualTo(new Decoded.EdgeNodeNews(1, 0, 0));
        assertThat(data("d1", 1).edgeNode).isNull();
        assertThat(data("d1", 5).edgeNode).isEqualTo(new Decoded.EdgeNodeNews(0, 1, 3));
        assertThat(data("d1", 6).edgeNode).isNull();
    }

    @Test
    void what_is_remembered_is_bounded_and_whoever_was_heard_last_stays() {
        Payload large = Payload.at(NOW, 0).bdSeq(0);
        for (int i = 0; i < 4_000; i++) {
            large.born("m" + i, 3, NOW, value -> value.integer(1));
        }
        birth("first");
        for (int device = 0; device < 30; device++) {
            hear("NBIRTH/bremen.d" + device, large);
            data("d29", 1);
        }

        assertThat(good(hear("NDATA/bremen.d29", Payload.at(NOW, 2).data("m7", NOW, value -> value.integer(2)))))
                .isEqualTo(1);
        assertThat(good(data("first", 1))).isZero();
        assertThat(asked).contains("spBv1.0/acme/NCMD/bremen.first");
    }
}
