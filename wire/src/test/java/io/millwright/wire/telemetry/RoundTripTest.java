package io.millwright.wire.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

class RoundTripTest {

    /** {@code value} is a Double, Long, Boolean or String. */
    record Point(String tag, long ts, Object value, int quality) {

        void tell(PointSink sink, @Nullable String unit) {
            switch (value) {
                case Double real -> sink.real(tag, ts, real, quality, unit);
                case Long integer -> sink.integer(tag, ts, integer, quality, unit);
                case Boolean truth -> sink.truth(tag, ts, truth, quality, unit);
                default -> sink.text(tag, ts, (String) value, quality, unit);
            }
        }
    }

    private final TelemetryDecoder decoder = new TelemetryDecoder(TelemetryLimits.DEFAULT);

    @Provide
    Arbitrary<List<Point>> points() {
        Arbitrary<String> text = Arbitraries.strings()
                .all()
                .ofMaxLength(40)
                .filter(s ->
                        s.indexOf(0) < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(s));
        Arbitrary<String> tag = Arbitraries.oneOf(
                Arbitraries.of("temperature", "pressure", "a", "b"),
                text.filter(s -> !s.isEmpty() && s.chars().noneMatch(Character::isISOControl)));
        Arbitrary<Object> value = Arbitraries.oneOf(
                Arbitraries.longs().map(Object.class::cast),
                Arbitraries.doubles().map(Object.class::cast),
                Arbitraries.longs()
                        .map(Double::longBitsToDouble)
                        .filter(Double::isFinite)
                        .map(Object.class::cast),
                Arbitraries.of(true, false).map(Object.class::cast),
                text.map(Object.class::cast));
        return Combinators.combine(
                        tag,
                        Arbitraries.longs().between(Points.WINDOW.earliest(), Points.WINDOW.latest()),
                        value,
                        Arbitraries.integers().between(0, 65_535))
                .as(Point::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(60);
    }

    @Property(tries = 500)
    void what_the_edge_writes_is_what_the_runtime_reads(
            @ForAll("points") List<Point> points, @ForAll boolean receipted) {
        MessagePosition position = receipted ? new MessagePosition("k3x9", 42) : null;
        BatchEncoder encoder = new BatchEncoder();
        Points expected = new Points(new byte[0]);
        for (Point point : byTag(points)) {
            String unit = point.tag().length() % 2 == 0 ? "Cel" : null;
            point.tell(encoder, unit);
            point.tell(expected, unit);
        }
        byte[] payload = encoder.encode(position);
        Points read = new Points(payload);
        TelemetryResult result = decoder.decode(payload, Points.WINDOW, read);
        assertThat(read.good).isEqualTo(expected.good);
        assertThat(read.bad).isEmpty();
        assertThat(((TelemetryResult.Measured) result).position()).isEqualTo(position);
    }

    /** Columns come in the order of their first points. */
    private static List<Point> byTag(List<Point> points) {
        Map<String, List<Point>> columns =
                points.stream().collect(Collectors.groupingBy(Point::tag, LinkedHashMap::new, Collectors.toList()));
        List<Point> ordered = new ArrayList<>();
        columns.values().forEach(ordered::addAll);
        return ordered;
    }

    @Property(tries = 200)
    void a_gap_is_read_as_it_was_declared(@ForAll long seed, @ForAll GapReason reason) {
        List<SeqRange> ranges = new ArrayList<>();
        long at = 1 + Math.floorMod(seed, 1_000L);
        for (int i = 0; i <= Math.floorMod(seed, 256L); i++) {
            ranges.add(new SeqRange(at, at + i * 1_000_003L));
            at += i * 1_000_003L + 2;
        }
        TelemetryResult.Gap gap = new TelemetryResult.Gap("k3x9", ranges, reason);
        byte[] payload = BatchEncoder.encode(gap);
        assertThat(decoder.decode(payload, Points.WINDOW, new Points(payload))).isEqualTo(gap);
    }

    @Example
    void a_message_of_version_1_is_mapped_forward_by_encoding_what_is_read() {
        byte[] first = ("{\"v\":1,\"stream\":\"k3x9\",\"seq\":42,\"ts\":1735689600000,\"m\":{\"temperature\":25.5,"
                        + "\"pressure\":{\"x\":4.1,\"q\":0,\"u\":\"bar\"}}}")
                .getBytes(StandardCharsets.UTF_8);
        BatchEncoder encoder = new BatchEncoder();
        decoder.decode(first, Points.WINDOW, encoder);
        assertThat(encoder.encode(new MessagePosition("k3x9", 42)))
                .asString()
                .isEqualTo(
                        "{\"v\":2,\"stream\":\"k3x9\",\"seq\":42,\"t0\":1735689600000,\"tags\":{\"temperature\":{\"dt\":[0],"
                            + "\"x\":[25.5]},\"pressure\":{\"dt\":[0],\"x\":[4.1],\"q\":[0],\"u\":\"bar\"}}}");
    }

    @Example
    void a_batch_refuses_what_it_could_not_write() {
        BatchEncoder encoder = new BatchEncoder();
        assertThatThrownBy(() -> encoder.real("a", 1, Double.NaN, 192, null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> encoder.encode((MessagePosition) null)).isInstanceOf(IllegalStateException.class);
        encoder.integer("a", 1, 1, 192, "bar");
        assertThat(encoder.fits("a", "bar")).isTrue();
        assertThat(encoder.fits("a", null)).isFalse();
        assertThatThrownBy(() -> encoder.integer("a", 1, 1, 192, null)).isInstanceOf(IllegalArgumentException.class);
        assertThat(encoder.points()).isEqualTo(1);
    }
}
