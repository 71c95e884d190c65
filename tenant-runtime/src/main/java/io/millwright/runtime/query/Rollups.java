package io.millwright.runtime.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Up to when roll-ups are right, dirty hours excepted; read before what is read of them, which can only make it less.
 *
 * @param minute and hour: the epoch while nothing was rolled up
 */
public record Rollups(Instant minute, Instant hour) {

    /** Nothing is rolled up. */
    public static final Rollups NONE = new Rollups(Instant.EPOCH, Instant.EPOCH);

    static final Duration MINUTE = Duration.ofMinutes(1);
    static final Duration HOUR = Duration.ofHours(1);

    /** Where points are read from, the finest first. */
    public enum Source {
        RAW(Duration.ZERO, ""),
        MINUTES(MINUTE, "historian.rollup_minute"),
        HOURS(HOUR, "historian.rollup_hour");

        final Duration unit;

        /** One of our own texts, never anybody's input. */
        final String table;

        Source(Duration unit, String table) {
            this.unit = unit;
            this.table = table;
        }
    }

    /** A stretch of time and where its points are read from. */
    record Piece(Source source, Instant from, Instant to) {}

    public static Rollups ask(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement("SELECT resolution, until FROM historian.rollup_mark");
                ResultSet row = statement.executeQuery()) {
            Instant minute = Instant.EPOCH;
            Instant hour = Instant.EPOCH;
            while (row.next()) {
                Instant until = row.getObject(2, OffsetDateTime.class).toInstant();
                switch (row.getString(1)) {
                    case "minute" -> minute = until;
                    case "hour" -> hour = until;
                    default -> {}
                }
            }
            return new Rollups(minute, hour);
        }
    }

    /** The coarsest that serves part of a range of such buckets. */
    public Source coarsest(HistoryRange range, Buckets buckets) {
        return pieces(range.from(), range.to(), buckets).stream()
                .map(Piece::source)
                .max(Source::compareTo)
                .orElse(Source.RAW);
    }

    /** A stretch cut so that each part is read from the coarsest that is exact for it, without a hole, in order. */
    List<Piece> pieces(Instant from, Instant to, Buckets buckets) {
        List<Piece> rolled = new ArrayList<>();
        Piece minutes = whole(Source.MINUTES, minute, from, to, buckets);
        Piece hours = whole(Source.HOURS, hour, from, to, buckets);
        if (hours.from().isBefore(hours.to())) {
            rolled.add(new Piece(Source.MINUTES, minutes.from(), earlier(minutes.to(), hours.from())));
            rolled.add(hours);
            rolled.add(new Piece(Source.MINUTES, later(minutes.from(), hours.to()), minutes.to()));
        } else {
            rolled.add(minutes);
        }
        List<Piece> all = new ArrayList<>();
        Instant reached = from;
        for (Piece piece : rolled) {
            if (piece.from().isBefore(piece.to())) {
                add(all, Source.RAW, reached, piece.from());
                all.add(piece);
                reached = piece.to();
            }
        }
        add(all, Source.RAW, reached, to);
        return all;
    }

    /** Whole units within the stretch and up to the mark; none where the buckets are not made of them. */
    private static Piece whole(Source source, Instant mark, Instant from, Instant to, Buckets buckets) {
        return buckets.areMultiplesOf(source.unit)
                ? new Piece(source, Buckets.ceiling(from, source.unit), Buckets.floor(earlier(to, mark), source.unit))
                : new Piece(source, to, from);
    }

    private static void add(List<Piece> all, Source source, Instant from, Instant to) {
        if (from.isBefore(to)) {
            all.add(new Piece(source, from, to));
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
