package io.millwright.runtime.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.runtime.query.Rollups.Piece;
import io.millwright.runtime.query.Rollups.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RollupsTest {

    private static final Instant TEN = Instant.parse("2026-11-21T10:00:00Z");
    private static final Buckets MINUTES = buckets(Duration.ofMinutes(5));
    private static final Buckets HOURS = buckets(Duration.ofHours(6));

    private static Buckets buckets(Duration length) {
        return new Buckets(length, List.of(Aggregate.AVG));
    }

    @Test
    void whole_minutes_before_the_mark_are_read_from_minutes_and_the_rest_from_points() {
        Rollups rollups = new Rollups(TEN.plusSeconds(600), Instant.EPOCH);

        assertThat(rollups.pieces(TEN.plusSeconds(30), TEN.plusSeconds(700), MINUTES))
                .containsExactly(
                        new Piece(Source.RAW, TEN.plusSeconds(30), TEN.plusSeconds(60)),
                        new Piece(Source.MINUTES, TEN.plusSeconds(60), TEN.plusSeconds(600)),
                        new Piece(Source.RAW, TEN.plusSeconds(600), TEN.plusSeconds(700)));
    }

    @Test
    void buckets_of_hours_are_read_from_hours_with_minutes_at_both_ends() {
        Rollups rollups = new Rollups(TEN.plusSeconds(9_000), TEN.plusSeconds(7_200));

        assertThat(rollups.pieces(TEN.minusSeconds(60), TEN.plusSeconds(9_999), HOURS))
                .containsExactly(
                        new Piece(Source.MINUTES, TEN.minusSeconds(60), TEN),
                        new Piece(Source.HOURS, TEN, TEN.plusSeconds(7_200)),
                        new Piece(Source.MINUTES, TEN.plusSeconds(7_200), TEN.plusSeconds(9_000)),
                        new Piece(Source.RAW, TEN.plusSeconds(9_000), TEN.plusSeconds(9_999)));
    }

    @Test
    void buckets_that_no_minutes_make_are_read_from_points_alone() {
        Rollups rollups = new Rollups(TEN.plusSeconds(9_000), TEN.plusSeconds(7_200));

        assertThat(rollups.pieces(TEN, TEN.plusSeconds(3_600), buckets(Duration.ofSeconds(90))))
                .containsExactly(new Piece(Source.RAW, TEN, TEN.plusSeconds(3_600)));
    }

    @Test
    void no_moment_is_read_twice_or_not_at_all() {
        Random random = new Random(6);
        for (int i = 0; i < 5_000; i++) {
            Instant from = moment(random);
            Instant to = from.plusMillis(1 + random.nextInt(100_000_000));
            Rollups rollups = new Rollups(moment(random), moment(random));
            Buckets buckets = random.nextBoolean() ? MINUTES : HOURS;

            List<Piece> pieces = rollups.pieces(from, to, buckets);

            Instant reached = from;
            for (Piece piece : pieces) {
                assertThat(piece.from()).isEqualTo(reached).isBefore(piece.to());
                reached = piece.to();
                if (piece.source() != Source.RAW) {
                    assertThat(piece.to())
                            .isBeforeOrEqualTo(piece.source() == Source.HOURS ? rollups.hour() : rollups.minute());
                    assertThat(Buckets.floor(piece.from(), piece.source().unit)).isEqualTo(piece.from());
                    assertThat(Buckets.floor(piece.to(), piece.source().unit)).isEqualTo(piece.to());
                }
            }
            assertThat(reached).isEqualTo(to);
        }
    }

    private static Instant moment(Random random) {
        return TEN.plusMillis(random.nextInt(-50_000_000, 50_000_000));
    }
}
