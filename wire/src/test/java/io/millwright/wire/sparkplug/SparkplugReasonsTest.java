package io.millwright.wire.sparkplug;

import static io.millwright.wire.SparkplugKind.DBIRTH;
import static io.millwright.wire.SparkplugKind.DDATA;
import static io.millwright.wire.SparkplugKind.NBIRTH;
import static io.millwright.wire.SparkplugKind.NDATA;
import static io.millwright.wire.SparkplugKind.NDEATH;
import static io.millwright.wire.sparkplug.Heard.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.wire.SparkplugKind;
import io.millwright.wire.telemetry.PointFault;
import io.millwright.wire.telemetry.Refusal;
import io.millwright.wire.telemetry.TelemetryResult;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with a payload has a name, takes the point alone where it can, and brings nothing else down. */
class SparkplugReasonsTest {

    private final Heard heard = new Heard();

    static Stream<Arguments> badPoints() {
        return Stream.of(
                point(PointFault.UNKNOWN_ALIAS, metric -> metric.number(2, 99).real(1)),
                point(
                        PointFault.NOT_BORN,
                        metric -> metric.text(1, "u").number(4, 10).real(1)),
                point(PointFault.NOT_BORN, metric -> metric.real(1)),
                point(PointFault.TYPE_DIFFERS, metric -> metric.number(2, 1).string("hot")),
                point(PointFault.TYPE_DIFFERS, metric -> metric.number(2, 1).integer(1)),
                point(
                        PointFault.TYPE_DIFFERS,
                        metric -> metric.number(2, 1).number(4, 3).real(1)),
                point(PointFault.BAD_VALUE, metric -> metric.number(2, 1)),
                point(PointFault.NOT_FINITE, metric -> metric.number(2, 1).real(Double.NaN)),
                point(PointFault.NOT_FINITE, metric -> metric.number(2, 1).real(Double.NEGATIVE_INFINITY)),
                point(
                        PointFault.BAD_TIMESTAMP,
                        metric -> metric.number(2, 1).number(3, -1).real(1)),
                point(
                        PointFault.BAD_TIMESTAMP,
                        metric -> metric.number(2, 1).number(3, NOW * 1_000_000).real(1)),
                point(
                        PointFault.TOO_OLD,
                        metric -> metric.number(2, 1).number(3, 0).real(1)),
                point(
                        PointFault.IN_FUTURE,
                        metric -> metric.number(2, 1).number(3, NOW + 3_600_000).real(1)),
                point(
                        PointFault.BAD_QUALITY,
                        metric -> metric.number(2, 1).real(1).quality(70_000)),
                point(PointFault.BAD_UNIT, metric -> metric.number(2, 1).real(1).unit("x".repeat(65))),
                point(
                        PointFault.BAD_SHAPE,
                        metric -> metric.number(2, 1).real(1).bytes(9, new byte[] {0x0A, 0x05})));
    }

    static Stream<Arguments> badBirths() {
        return Stream.of(
                point(
                        PointFault.UNSUPPORTED_TYPE,
                        metric -> metric.text(1, "d").number(4, 16).message(17, _ -> {})),
                point(
                        PointFault.UNSUPPORTED_TYPE,
                        metric -> metric.text(1, "b").number(4, 17).bytes(16, new byte[3])),
                point(
                        PointFault.UNSUPPORTED_TYPE,
                        metric -> metric.text(1, "f").number(4, 18).bytes(16, new byte[3])),
                point(
                        PointFault.UNSUPPORTED_TYPE,
                        metric -> metric.text(1, "t").number(4, 19).message(18, _ -> {})),
                point(
                        PointFault.UNSUPPORTED_TYPE,
                        metric -> metric.text(1, "a").number(4, 22).bytes(16, new byte[3])),
                point(PointFault.UNSUPPORTED_TYPE, metric -> metric.text(1, "n").integer(1)),
                point(PointFault.UNSUPPORTED_TYPE, metric -> metric.text(1, "x").number(4, 4_000_000_000L)),
                point(PointFault.BAD_TAG, metric -> metric.number(4, 3).integer(1)),
                point(
                        PointFault.BAD_TAG,
                        metric -> metric.text(1, "").number(4, 3).integer(1)),
                point(
                        PointFault.BAD_TAG,
                        metric -> metric.text(1, "a\u0000b").number(4, 3).integer(1)),
                point(
                        PointFault.BAD_TAG,
                        metric -> metric.text(1, "a\nb").number(4, 3).integer(1)),
                point(
                        PointFault.BAD_TAG,
                        metric -> metric.text(1, "é".repeat(128)).number(4, 3).integer(1)),
                point(
                        PointFault.BAD_TAG,
                        metric -> metric.bytes(1, new byte[] {(byte) 0xC3})
                                .number(4, 3)
                                .integer(1)),
                point(
                        PointFault.NUMBER_OUT_OF_RANGE,
                        metric -> metric.text(1, "i").number(4, 1).integer(256)),
                point(
                        PointFault.NUMBER_OUT_OF_RANGE,
                        metric -> metric.text(1, "i").number(4, 3).large(1L << 32)),
                point(
                        PointFault.NUMBER_OUT_OF_RANGE,
                        metric -> metric.text(1, "i").number(4, 5).integer(-1)),
                point(
                        PointFault.NUMBER_OUT_OF_RANGE,
                        metric -> metric.text(1, "i").number(4, 7).large(1L << 32)),
                point(
                        PointFault.NUMBER_OUT_OF_RANGE,
                        metric -> metric.text(1, "i").number(4, 13).large(-1)),
                point(
                        PointFault.TYPE_DIFFERS,
                        metric -> metric.text(1, "i").number(4, 3).string("1")),
                point(
                        PointFault.TYPE_DIFFERS,
                        metric -> metric.text(1, "i").number(4, 12).integer(1)),
                point(
                        PointFault.TYPE_DIFFERS,
                        metric -> metric.text(1, "i").number(4, 11).integer(1)),
                point(
                        PointFault.BAD_TEXT,
                        metric -> metric.text(1, "s").number(4, 12).string("a\u0000")),
                point(
                        PointFault.TEXT_TOO_LONG,
                        metric -> metric.text(1, "s").number(4, 12).string("x".repeat(4_097))),
                point(
                        PointFault.DUPLICATE_TAG,
                        metric -> metric.text(1, "good").number(4, 3).integer(1)),
                point(
                        PointFault.DUPLICATE_ALIAS,
                        metric -> metric.text(1, "a").number(2, 1).number(4, 3).integer(1)));
    }

    private static Arguments point(PointFault fault, Consumer<Payload> metric) {
        return Arguments.of(fault, metric);
    }

    @ParameterizedTest
    @MethodSource("badPoints")
    void a_bad_point_is_told_alone_and_its_neighbours_are_stored(PointFault fault, Consumer<Payload> metric) {
        heard.born();

        TelemetryResult result =
                heard.hear(NDATA, Payload.at(NOW, 1).metric(metric).data(1, NOW, value -> value.real(2)));

        assertThat(heard.faults()).hasSize(1).first().asString().endsWith(" " + fault.slug());
        assertThat(heard.points.good).containsExactly("t @0 real 2.0 192");
        assertThat(result).isEqualTo(new TelemetryResult.Measured(0, null, NOW, null, 1, 1));
    }

    @ParameterizedTest
    @MethodSource("badBirths")
    void a_bad_metric_of_a_birth_is_told_alone_and_its_neighbours_are_born(PointFault fault, Consumer<Payload> metric) {
        heard.hear(
                NBIRTH,
                Payload.at(NOW, 0)
                        .born("good", 1, 3, NOW, value -> value.integer(1))
                        .metric(metric));

        assertThat(heard.faults()).hasSize(1).first().asString().endsWith(" " + fault.slug());
        assertThat(heard.points.good).containsExactly("good @0 integer 1 192");
        heard.hear(NDATA, Payload.at(NOW, 1).data(1, NOW, value -> value.integer(2)));
        assertThat(heard.points.good).containsExactly("good @0 integer 2 192");
    }

    @Test
    void the_bytes_of_a_bad_point_are_the_metric() {
        heard.born();

        byte[] metric = Payload.empty().number(2, 99).text(15, "lost").bytes();
        heard.hear(NDATA, null, Payload.at(NOW, 1).bytes(2, metric).bytes());

        assertThat(heard.points.bad)
                .containsExactly(
                        "bad null unknown_alias " + new String(metric, java.nio.charset.StandardCharsets.UTF_8));
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                refusal(Refusal.BAD_SEQ, Payload.at(NOW).data(1, NOW, value -> value.real(1))),
                refusal(Refusal.BAD_SEQ, Payload.at(NOW, 256).data(1, NOW, value -> value.real(1))),
                refusal(Refusal.BAD_SEQ, Payload.at(NOW, -1).data(1, NOW, value -> value.real(1))),
                refusal(Refusal.BAD_SEQ, Payload.empty()),
                refusal(Refusal.NO_POINTS, Payload.at(NOW, 1)),
                refusal(Refusal.TOO_OLD, Payload.at(5, 1).data(1, NOW, value -> value.number(7, 1))),
                refusal(Refusal.IN_FUTURE, Payload.at(NOW * 2, 1).data(1, NOW, value -> value.number(7, 1))),
                refusal(Refusal.BAD_TIMESTAMP, Payload.empty().number(3, 1).data(1, NOW, value -> value.number(7, 1))),
                refusal(
                        Refusal.BODY,
                        Payload.at(NOW, 1).text(4, "SPBV1.0_COMPRESSED").bytes(5, new byte[] {1, 2, 3})),
                refusal(Refusal.TOO_LARGE, Payload.at(NOW, 1).bytes(6, new byte[256 * 1024])),
                refusal(Refusal.NOT_PROTOBUF, Payload.at(NOW, 1).text(3, "1")),
                refusal(Refusal.NOT_PROTOBUF, Payload.at(NOW, 1).metric(metric -> metric.number(1, 5))),
                refusal(Refusal.NOT_PROTOBUF, Payload.at(NOW, 1).key(2, 3).key(2, 4)),
                refusal(Refusal.NOT_PROTOBUF, Payload.at(NOW, 1).key(0, 0).varint(1)),
                refusal(Refusal.NOT_PROTOBUF, Payload.at(NOW, 1).key(2, 2).varint(-1)),
                refusal(Refusal.NOT_PROTOBUF, Payload.at(NOW, 1).key(2, 2).varint(Integer.MAX_VALUE)),
                refusal(Refusal.NOT_PROTOBUF, Payload.at(NOW, 1).key(2, 6)),
                refusal(
                        Refusal.NOT_PROTOBUF,
                        Payload.empty()
                                .bytes(6, new byte[0])
                                .key(3, 0)
                                .varint(-1)
                                .varint(-1)
                                .key(2, 7)));
    }

    private static Arguments refusal(Refusal reason, Payload payload) {
        return Arguments.of(reason, payload.bytes());
    }

    @ParameterizedTest
    @MethodSource("refused")
    void a_message_that_cannot_be_read_is_refused_whole_and_the_edge_node_lives_on(Refusal reason, byte[] payload) {
        heard.born();

        assertThat(heard.hear(NDATA, null, payload))
                .isInstanceOfSatisfying(
                        TelemetryResult.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));

        assertThat(heard.points.all()).isEmpty();
        heard.hear(NDATA, Payload.at(NOW, 1).data(1, NOW, value -> value.real(2)));
        assertThat(heard.points.good).hasSize(1);
    }

    @Test
    void a_message_that_breaks_off_anywhere_is_refused_and_tells_nothing() {
        byte[] whole = Payload.empty()
                .born("a", 1, 10, NOW, value -> value.real(1))
                .born("b", 2, 12, NOW, value -> value.string("text").unit("bar"))
                .number(1, NOW)
                .number(3, 0)
                .bytes();
        for (int length = 0; length < whole.length; length++) {
            Heard fresh = new Heard();

            assertThat(fresh.hear(NBIRTH, null, Arrays.copyOf(whole, length)))
                    .as("%d bytes", length)
                    .isInstanceOf(TelemetryResult.Refused.class);

            assertThat(fresh.points.all()).isEmpty();
            assertThat(fresh.node.online()).isFalse();
        }
    }

    @Test
    void templates_within_templates_are_not_looked_into() {
        Payload inner = Payload.empty().text(1, "v");
        for (int depth = 0; depth < 10_000; depth++) {
            byte[] within = inner.bytes();
            if (within.length > 200_000) {
                break;
            }
            inner = Payload.empty().bytes(2, Payload.empty().bytes(18, within).bytes());
        }
        byte[] template = inner.bytes();

        heard.hear(
                NBIRTH,
                Payload.at(NOW, 0)
                        .metric(metric -> metric.text(1, "t").number(4, 19).bytes(18, template))
                        .born("good", 1, 3, NOW, value -> value.integer(1)));

        assertThat(heard.faults()).containsExactly("t unsupported_type");
        assertThat(heard.points.good).hasSize(1);
    }

    @Test
    void more_metrics_than_a_message_may_have_refuse_it() {
        Payload payload = Payload.at(NOW, 0);
        for (int i = 0; i <= 5_000; i++) {
            payload.metric(metric -> metric.number(2, 1).real(1));
        }

        assertThat(heard.hear(NBIRTH, payload))
                .isInstanceOfSatisfying(
                        TelemetryResult.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Refusal.TOO_MANY_POINTS));
    }

    @Test
    void what_is_remembered_of_an_edge_node_is_bounded() {
        heard.born();
        int seq = 1;
        for (int device = 0; heard.node.weight() < EdgeNode.MOST_METRICS; device++) {
            Payload payload = Payload.at(NOW, seq++ & 255);
            for (int i = 0; i < 4_000; i++) {
                int number = i;
                payload.born("m" + i, 3, NOW, value -> value.integer(number));
            }
            heard.hear(DBIRTH, "d" + device, payload);
        }
        assertThat(heard.node.weight()).isLessThan(EdgeNode.MOST_METRICS + 100);
        assertThat(heard.faults()).contains("d4/m3999 too_many_metrics");

        heard.born();
        for (int device = 0; device < EdgeNode.MOST_SUB_DEVICES; device++) {
            assertThat(heard.hear(DBIRTH, "d" + device, Payload.at(NOW, 0)))
                    .isInstanceOf(TelemetryResult.Measured.class);
        }
        refused(Refusal.TOO_MANY_SUB_DEVICES, DBIRTH, "one more");
        assertThat(heard.hear(DBIRTH, "d0", Payload.at(NOW, 0))).isInstanceOf(TelemetryResult.Measured.class);
    }

    @Test
    void a_sub_device_has_a_name_that_can_be_part_of_a_tag() {
        refused(Refusal.BAD_SUB_DEVICE, DBIRTH, "");
        refused(Refusal.BAD_SUB_DEVICE, DDATA, "a\tb");
        refused(Refusal.BAD_SUB_DEVICE, DBIRTH, "x".repeat(255));
    }

    private void refused(Refusal reason, SparkplugKind kind, String subDevice) {
        assertThat(heard.hear(kind, subDevice, Payload.at(NOW, 0).data(1, NOW, value -> value.real(1))))
                .isInstanceOfSatisfying(
                        TelemetryResult.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    @Test
    void an_edge_node_and_its_sub_device_cannot_share_a_tag() {
        heard.hear(NBIRTH, Payload.at(NOW, 0).born("a/b", 1, 3, NOW, value -> value.integer(1)));

        heard.hear(DBIRTH, "a", Payload.at(NOW, 1).born("b", 2, 3, NOW, value -> value.integer(2)));

        assertThat(heard.faults()).containsExactly("a/b duplicate_tag");
    }

    @Test
    void a_death_that_cannot_be_told_is_none() {
        heard.born();

        assertThat(heard.death(NDEATH, null, Payload.at(NOW))).isEqualTo(Refusal.BAD_BD_SEQ);
        assertThat(heard.death(NDEATH, null, Payload.empty().key(2, 2))).isEqualTo(Refusal.NOT_PROTOBUF);
        assertThat(heard.death(SparkplugKind.DDEATH, "a", Payload.at(NOW))).isEqualTo(Refusal.BAD_SEQ);
        assertThat(heard.node.online()).isTrue();
    }
}
