package io.millwright.wire.sparkplug;

import static io.millwright.wire.SparkplugKind.NBIRTH;
import static io.millwright.wire.SparkplugKind.NDATA;
import static io.millwright.wire.sparkplug.Heard.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.wire.telemetry.Points;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What an edge node writes is what is read, whatever it measures and however it names it. */
class SparkplugRoundTripTest {

    /** {@code value} is a Double, Long, Boolean or String. */
    record Value(int datatype, Object value) {

        void write(Payload metric) {
            switch (value) {
                case Double real when datatype == 9 -> metric.small(real.floatValue());
                case Double real -> metric.real(real);
                case Long integer when datatype == 4 || datatype == 8 || datatype == 13 -> metric.large(integer);
                case Long integer -> metric.integer(integer);
                case Boolean truth -> metric.truth(truth);
                default -> metric.string((String) value);
            }
        }

        String line(String tag, long ts) {
            String kind = switch (value) {
                case Double _ -> "real ";
                case Long _ -> "integer ";
                case Boolean _ -> "truth ";
                default -> "text ";
            };
            return tag + " @" + (ts - NOW) + " " + kind + value + " 192";
        }
    }

    record Measured(String name, long alias, boolean aliased, Value birth, Value data, long ts) {}

    @Provide
    Arbitrary<List<Measured>> metrics() {
        Arbitrary<String> text = Arbitraries.strings()
                .all()
                .ofMaxLength(30)
                .filter(s ->
                        s.indexOf(0) < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(s));
        Arbitrary<String> name = text.filter(s -> !s.isEmpty()
                && s.chars().noneMatch(Character::isISOControl)
                && !s.startsWith("Node Control/")
                && !s.equals("bdSeq"));
        return Arbitraries.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
                .flatMap(datatype -> Combinators.combine(
                                name,
                                Arbitraries.longs(),
                                Arbitraries.of(true, false),
                                value(datatype, text),
                                value(datatype, text),
                                Arbitraries.longs().between(Points.WINDOW.earliest(), Points.WINDOW.latest()))
                        .as(Measured::new))
                .list()
                .ofMinSize(1)
                .ofMaxSize(60);
    }

    private static Arbitrary<Value> value(int datatype, Arbitrary<String> text) {
        Arbitrary<?> values = switch (datatype) {
            case 1 -> Arbitraries.longs().between(Byte.MIN_VALUE, Byte.MAX_VALUE);
            case 2 -> Arbitraries.longs().between(Short.MIN_VALUE, Short.MAX_VALUE);
            case 3 -> Arbitraries.longs().between(Integer.MIN_VALUE, Integer.MAX_VALUE);
            case 4 -> Arbitraries.longs();
            case 5 -> Arbitraries.longs().between(0, 255);
            case 6 -> Arbitraries.longs().between(0, 65_535);
            case 7 -> Arbitraries.longs().between(0, 4_294_967_295L);
            case 8, 13 -> Arbitraries.longs().greaterOrEqual(0);
            case 9 -> Arbitraries.floats().map(Float::doubleValue);
            case 10 -> Arbitraries.doubles();
            case 11 -> Arbitraries.of(true, false);
            default -> text;
        };
        return values.map(value -> new Value(datatype, value));
    }

    @Property(tries = 300)
    void what_was_born_and_measured_is_read(@ForAll("metrics") List<Measured> metrics, @ForAll("seqs") int seq) {
        Set<String> names = new LinkedHashSet<>();
        Set<Long> aliases = new LinkedHashSet<>();
        Payload birth = Payload.at(NOW, seq).bdSeq(1);
        Payload data = Payload.at(NOW, (seq + 1) & 255);
        List<String> born = new ArrayList<>();
        List<String> measured = new ArrayList<>();
        for (Measured metric : metrics) {
            if (!names.add(metric.name()) || !aliases.add(metric.alias())) {
                continue;
            }
            birth.born(metric.name(), metric.alias(), metric.birth().datatype(), metric.ts(), metric.birth()::write);
            born.add(metric.birth().line(metric.name(), metric.ts()));
            if (metric.aliased()) {
                data.data(metric.alias(), metric.ts(), metric.data()::write);
            } else {
                data.data(metric.name(), metric.ts(), metric.data()::write);
            }
            measured.add(metric.data().line(metric.name(), metric.ts()));
        }
        Heard heard = new Heard();

        heard.hear(NBIRTH, birth);
        assertThat(heard.points.all()).isEqualTo(born);
        heard.hear(NDATA, data);
        assertThat(heard.points.all()).isEqualTo(measured);
        assertThat(heard.node.wantsRebirth()).isFalse();
    }

    @Provide
    Arbitrary<Integer> seqs() {
        return Arbitraries.integers().between(0, 255);
    }
}
