package io.millwright.quickstart.rig.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.quickstart.rig.load.Truth;
import io.millwright.wire.telemetry.SeqRange;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OracleTest {

    private static final Truth.Series PRESSURE = new Truth.Series("press-1", "pressure");
    private static final Truth.Stream STREAM = new Truth.Stream("press-1", "k3x9");
    private static final Truth.Sum SUM = new Truth.Sum(40, 777, 1_000, 1_039);
    private static final Truth.Position POSITION = new Truth.Position(20, List.of(), List.of());
    private static final Truth TRUTH = new Truth(Map.of(PRESSURE, SUM), Map.of(), Map.of(STREAM, POSITION), 20, 40);
    private static final Map<String, Long> USAGE = Map.of("points", 40L, "messages", 20L);

    @Test
    void everything_once_holds() {
        Verdict verdict = Oracle.judge(TRUTH, stored(SUM, POSITION, 0, 0, USAGE));

        assertThat(verdict).isEqualTo(new Verdict(40, 40, 0, 40, List.of()));
        assertThat(verdict.holds()).isTrue();
    }

    @Test
    void a_lost_point_is_told() {
        assertThat(Oracle.judge(TRUTH, stored(new Truth.Sum(39, 770, 1_000, 1_038), POSITION, 0, 0, USAGE))
                        .faults())
                .singleElement()
                .asString()
                .contains("pressure", "points=40", "points=39");
    }

    @Test
    void a_changed_value_is_told_though_the_count_is_right() {
        assertThat(Oracle.judge(TRUTH, stored(new Truth.Sum(40, 778, 1_000, 1_039), POSITION, 0, 0, USAGE))
                        .holds())
                .isFalse();
    }

    @Test
    void a_doubled_point_is_told() {
        Verdict verdict = Oracle.judge(TRUTH, stored(new Truth.Sum(41, 790, 1_000, 1_039), POSITION, 1, 0, USAGE));

        assertThat(verdict.duplicates()).isEqualTo(1);
        assertThat(verdict.faults()).anyMatch(fault -> fault.contains("stored twice"));
    }

    @Test
    void a_wrong_bill_is_told_though_every_point_is_right() {
        Verdict verdict = Oracle.judge(TRUTH, stored(SUM, POSITION, 0, 0, Map.of("points", 41L, "messages", 20L)));

        assertThat(verdict.metered()).isEqualTo(41);
        assertThat(verdict.faults()).containsExactly("The published usage says 41 points and there are 40.");
    }

    @Test
    void an_open_hole_a_forgotten_loss_and_a_quarantined_message_are_told() {
        Truth.Position hole = new Truth.Position(20, List.of(new SeqRange(3, 4)), List.of());

        assertThat(Oracle.judge(TRUTH, stored(SUM, hole, 0, 0, USAGE)).holds()).isFalse();
        assertThat(Oracle.judge(
                                new Truth(TRUTH.series(), Map.of(), Map.of(STREAM, hole), 20, 40),
                                stored(SUM, POSITION, 0, 0, USAGE))
                        .holds())
                .isFalse();
        assertThat(Oracle.judge(TRUTH, stored(SUM, POSITION, 0, 1, USAGE)).holds())
                .isFalse();
    }

    @Test
    void a_series_that_nobody_sent_is_told() {
        Stored stored = new Stored(
                Map.of(PRESSURE, SUM, new Truth.Series("press-2", "pressure"), SUM),
                Map.of(),
                Map.of(STREAM, POSITION),
                0,
                0,
                USAGE,
                USAGE);

        assertThat(Oracle.judge(TRUTH, stored).faults())
                .singleElement()
                .asString()
                .contains("press-2", "absent");
    }

    private static Stored stored(
            Truth.Sum sum, Truth.Position position, long duplicates, long quarantined, Map<String, Long> usage) {
        return new Stored(
                Map.of(PRESSURE, sum), Map.of(), Map.of(STREAM, position), duplicates, quarantined, usage, usage);
    }
}
