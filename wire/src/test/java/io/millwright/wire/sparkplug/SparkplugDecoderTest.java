package io.millwright.wire.sparkplug;

import static io.millwright.wire.SparkplugKind.DBIRTH;
import static io.millwright.wire.SparkplugKind.DDATA;
import static io.millwright.wire.SparkplugKind.DDEATH;
import static io.millwright.wire.SparkplugKind.NBIRTH;
import static io.millwright.wire.SparkplugKind.NDATA;
import static io.millwright.wire.SparkplugKind.NDEATH;
import static io.millwright.wire.sparkplug.Heard.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.millwright.wire.telemetry.PointFault;
import io.millwright.wire.telemetry.PointSink;
import io.millwright.wire.telemetry.Points;
import io.millwright.wire.telemetry.Refusal;
import io.millwright.wire.telemetry.TelemetryLimits;
import io.millwright.wire.telemetry.TelemetryResult;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SparkplugDecoderTest {

    private final Heard heard = new Heard();

    @Test
    void a_birth_is_stored_and_makes_its_aliases_known() {
        TelemetryResult birth = heard.hear(NBIRTH, Heard.birth());

        assertThat(birth).isEqualTo(new TelemetryResult.Measured(0, null, NOW, null, 1, 0));
        assertThat(heard.points.all()).containsExactly("t @0 real 20.5 192");

        TelemetryResult data = heard.hear(NDATA, Payload.at(NOW + 1, 1).data(1, NOW + 1, value -> value.real(20.6)));

        assertThat(data).isEqualTo(new TelemetryResult.Measured(0, null, NOW + 1, null, 1, 0));
        assertThat(heard.points.all()).containsExactly("t @1 real 20.6 192");
        assertThat(heard.node.online()).isTrue();
        assertThat(heard.node.wantsRebirth()).isFalse();
    }

    @Test
    void metrics_may_be_spoken_of_by_name_and_several_times_in_a_message() {
        heard.born();

        heard.hear(
                NDATA,
                Payload.at(NOW + 2, 1)
                        .data("t", NOW, value -> value.real(1))
                        .data("t", NOW + 1, value -> value.real(2).number(5, 1)));

        assertThat(heard.points.all()).containsExactly("t @0 real 1.0 192", "t @1 real 2.0 192");
    }

    @Test
    void a_sub_device_is_the_first_part_of_its_tags() {
        heard.born();

        heard.hear(DBIRTH, "Pump 7", Payload.at(NOW, 1).born("speed", 2, 3, NOW, value -> value.integer(900)));
        assertThat(heard.points.all()).containsExactly("Pump 7/speed @0 integer 900 192");

        heard.hear(DDATA, "Pump 7", Payload.at(NOW + 1, 2).data(2, NOW + 1, value -> value.integer(901)));
        assertThat(heard.points.all()).containsExactly("Pump 7/speed @1 integer 901 192");
    }

    @Test
    void a_sub_device_that_died_must_be_born_again() {
        heard.born();
        heard.hear(DBIRTH, "a", Payload.at(NOW, 1).born("x", 2, 3, NOW, value -> value.integer(1)));
        heard.hear(DBIRTH, "b", Payload.at(NOW, 2).born("x", 3, 3, NOW, value -> value.integer(2)));

        assertThat(heard.death(DDEATH, "a", Payload.at(NOW, 3))).isNull();

        heard.hear(DDATA, "a", Payload.at(NOW, 4).data(2, NOW, value -> value.integer(3)));
        assertThat(heard.faults()).containsExactly("null unknown_alias");
        heard.hear(DDATA, "b", Payload.at(NOW, 5).data(3, NOW, value -> value.integer(4)));
        assertThat(heard.points.all()).containsExactly("b/x @0 integer 4 192");
        heard.hear(DBIRTH, "a", Payload.at(NOW, 6).born("y", 2, 3, NOW, value -> value.integer(5)));
        assertThat(heard.points.all()).containsExactly("a/y @0 integer 5 192");
        assertThat(heard.node.gaps()).isZero();
    }

    @Test
    void with_a_new_birth_nothing_of_the_former_holds() {
        heard.born();
        heard.hear(DBIRTH, "a", Payload.at(NOW, 1).born("x", 2, 3, NOW, value -> value.integer(1)));

        heard.hear(NBIRTH, Payload.at(NOW, 0).bdSeq(8).born("u", 1, 12, NOW, value -> value.string("hot")));
        heard.hear(
                NDATA,
                Payload.at(NOW, 1)
                        .data(1, NOW, value -> value.string("cold"))
                        .data(2, NOW, value -> value.integer(1))
                        .data("t", NOW, value -> value.real(1)));

        assertThat(heard.points.good).containsExactly("u @0 text cold 192");
        assertThat(heard.faults()).containsExactly("null unknown_alias", "null not_born");
        assertThat(heard.node.wantsRebirth()).isTrue();
    }

    @Test
    void every_type_becomes_the_kind_of_value_that_it_is() {
        heard.hear(
                NBIRTH,
                Payload.at(NOW, 0)
                        .born("int8", 1, NOW, value -> value.integer(-5))
                        .born("int8 of eight bits", 1, NOW, value -> value.integer(0xFB))
                        .born("int16", 2, NOW, value -> value.integer(0xFFFF_FFFBL))
                        .born("int32", 3, NOW, value -> value.integer(0x8000_0000L))
                        .born("int64", 4, NOW, value -> value.large(Long.MIN_VALUE))
                        .born("uint8", 5, NOW, value -> value.integer(255))
                        .born("uint16", 6, NOW, value -> value.integer(65_535))
                        .born("uint32", 7, NOW, value -> value.integer(4_294_967_295L))
                        .born("uint32 as long", 7, NOW, value -> value.large(4_294_967_295L))
                        .born("uint64", 8, NOW, value -> value.large(Long.MAX_VALUE))
                        .born("uint64 beyond", 8, NOW, value -> value.large(-1))
                        .born("float", 9, NOW, value -> value.small(0.5f))
                        .born("double", 10, NOW, value -> value.real(-0.0))
                        .born("boolean", 11, NOW, value -> value.truth(true))
                        .born("string", 12, NOW, value -> value.string("grün"))
                        .born("time", 13, NOW, value -> value.large(NOW))
                        .born("text", 14, NOW, value -> value.string(""))
                        .born("uuid", 15, NOW, value -> value.string("6ba7b810-9dad-11d1-80b4-00c04fd430c8")));

        assertThat(heard.points.bad).isEmpty();
        assertThat(heard.points.good)
                .containsExactly(
                        "int8 @0 integer -5 192",
                        "int8 of eight bits @0 integer -5 192",
                        "int16 @0 integer -5 192",
                        "int32 @0 integer -2147483648 192",
                        "int64 @0 integer -9223372036854775808 192",
                        "uint8 @0 integer 255 192",
                        "uint16 @0 integer 65535 192",
                        "uint32 @0 integer 4294967295 192",
                        "uint32 as long @0 integer 4294967295 192",
                        "uint64 @0 integer 9223372036854775807 192",
                        "uint64 beyond @0 real 1.8446744073709552E19 192",
                        "float @0 real 0.5 192",
                        "double @0 real -0.0 192",
                        "boolean @0 truth true 192",
                        "string @0 text grün 192",
                        "time @0 integer " + NOW + " 192",
                        "text @0 text  192",
                        "uuid @0 text 6ba7b810-9dad-11d1-80b4-00c04fd430c8 192");
    }

    @Test
    void quality_and_unit_come_from_the_properties() {
        heard.hear(
                NBIRTH,
                Payload.at(NOW, 0)
                        .born("p", 1, 3, NOW, value -> value.integer(4).unit("bar")));
        assertThat(heard.points.all()).containsExactly("p @0 integer 4 192 bar");

        heard.hear(
                NDATA, Payload.at(NOW, 1).data(1, NOW, value -> value.integer(5).quality(500)));
        assertThat(heard.points.all()).containsExactly("p @0 integer 5 500 bar");
    }

    @Test
    void null_and_transient_values_are_no_points_and_no_faults() {
        TelemetryResult birth = heard.hear(
                NBIRTH,
                Payload.at(NOW, 0)
                        .born("n", 1, 3, NOW, value -> value.number(7, 1))
                        .born("w", 2, 3, NOW, value -> value.integer(3).number(6, 1)));

        assertThat(birth).isEqualTo(new TelemetryResult.Measured(0, null, NOW, null, 0, 0));
        heard.hear(NDATA, Payload.at(NOW, 1).data(1, NOW, value -> value.integer(2)));
        assertThat(heard.points.all()).containsExactly("n @0 integer 2 192");
    }

    @Test
    void a_metric_without_a_time_has_that_of_its_message() {
        heard.born();

        heard.hear(
                NDATA,
                Payload.at(NOW + 5, 1).metric(metric -> metric.number(2, 1).real(1)));

        assertThat(heard.points.all()).containsExactly("t @5 real 1.0 192");
    }

    @Test
    void a_message_counts_in_the_hour_of_its_data_when_its_own_time_is_none() {
        heard.born();

        TelemetryResult data = heard.hear(
                NDATA,
                Payload.at(5, 1).data(1, NOW + 9, value -> value.real(1)).data(1, NOW + 8, value -> value.real(1)));

        assertThat(data).isEqualTo(new TelemetryResult.Measured(0, null, NOW + 8, null, 2, 0));
    }

    @Test
    void a_jump_in_the_sequence_is_counted_and_wants_a_birth_and_the_values_are_stored() {
        heard.born();

        heard.hear(NDATA, Payload.at(NOW, 4).data(1, NOW, value -> value.real(1)));

        assertThat(heard.points.good).hasSize(1);
        assertThat(heard.node.gaps()).isEqualTo(1);
        assertThat(heard.node.lost()).isEqualTo(3);
        assertThat(heard.node.wantsRebirth()).isTrue();
        heard.born();
        assertThat(heard.node.wantsRebirth()).isFalse();
    }

    @Test
    void the_sequence_wraps_and_a_message_that_comes_twice_is_no_jump() {
        heard.born();
        for (int n = 1; n < 600; n++) {
            heard.hear(NDATA, Payload.at(NOW, n & 255).data(1, NOW, value -> value.real(1)));
            if (n % 7 == 0) {
                heard.hear(NDATA, Payload.at(NOW, n & 255).data(1, NOW, value -> value.real(1)));
            }
        }

        assertThat(heard.node.gaps()).isZero();
        assertThat(heard.node.wantsRebirth()).isFalse();
    }

    @Test
    void only_the_death_of_the_last_birth_is_one() {
        heard.born();

        assertThat(heard.death(NDEATH, null, Payload.empty().bdSeq(6))).isEqualTo(Refusal.OTHER_BD_SEQ);
        assertThat(heard.node.online()).isTrue();

        assertThat(heard.death(NDEATH, null, Payload.empty().bdSeq(7))).isNull();
        assertThat(heard.node.online()).isFalse();
        heard.hear(NDATA, Payload.at(NOW, 1).data(1, NOW, value -> value.real(1)));
        assertThat(heard.faults()).containsExactly("null unknown_alias");
        assertThat(heard.node.wantsRebirth()).isTrue();
    }

    @Test
    void the_birth_of_a_sub_device_can_be_read_before_that_of_its_edge_node_was_heard() {
        heard.hear(DBIRTH, "a", Payload.at(NOW, 9).born("x", 2, 3, NOW, value -> value.integer(1)));
        assertThat(heard.points.all()).containsExactly("a/x @0 integer 1 192");

        heard.hear(DDATA, "a", Payload.at(NOW, 10).data(2, NOW, value -> value.integer(2)));

        assertThat(heard.points.all()).containsExactly("a/x @0 integer 2 192");
        assertThat(heard.node.wantsRebirth()).isTrue();
    }

    @Test
    void the_request_for_a_birth_is_a_payload_with_one_true_boolean() {
        assertThat(NodeCommand.rebirth(NOW))
                .isEqualTo(Payload.at(NOW)
                        .metric(metric -> metric.text(1, "Node Control/Rebirth")
                                .number(3, NOW)
                                .number(4, 11)
                                .truth(true))
                        .bytes());
    }

    /** Takes everything and keeps nothing. */
    private static final class Nowhere implements PointSink {
        private long points;

        @Override
        public void real(String tag, long ts, double value, int quality, @Nullable String unit) {
            points++;
        }

        @Override
        public void integer(String tag, long ts, long value, int quality, @Nullable String unit) {
            points++;
        }

        @Override
        public void truth(String tag, long ts, boolean value, int quality, @Nullable String unit) {
            points++;
        }

        @Override
        public void text(String tag, long ts, String value, int quality, @Nullable String unit) {
            points++;
        }

        @Override
        public void bad(@Nullable String tag, PointFault fault, int from, int to) {}
    }

    @Test
    void a_number_of_a_known_metric_allocates_nothing() {
        SparkplugDecoder decoder = new SparkplugDecoder(TelemetryLimits.DEFAULT);
        Payload birth = Payload.at(NOW, 0);
        Payload data = Payload.at(NOW, 1);
        for (int i = 0; i < 1_000; i++) {
            int alias = 1_000_000 + i;
            birth.born("metric " + i, alias, 10, NOW, value -> value.real(1));
            if (i % 2 == 0) {
                data.data(alias, NOW, value -> value.real(2));
            } else {
                data.data("metric " + i, NOW, value -> value.real(2));
            }
        }
        decoder.decode(heard.node, Heard.topic(NBIRTH, null), birth.bytes(), Points.WINDOW, new Nowhere());
        byte[] payload = data.bytes();
        Nowhere sink = new Nowhere();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = 0;
        for (int i = 0; i < 200; i++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            decoder.decode(heard.node, Heard.topic(NDATA, null), payload, Points.WINDOW, sink);
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
        }

        assertThat(sink.points).isEqualTo(200_000);
        assertThat(allocated).as("bytes for 1,000 points").isLessThan(2_000);
    }
}
