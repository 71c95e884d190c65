package io.millwright.runtime.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The stored points of one series in a range, oldest first, by pages. */
public final class RawHistory {

    /** @param ts milliseconds since the epoch */
    public record Point(long ts, Object value, int quality) {}

    /** @param next where the page after this begins; empty when this is the last */
    public record Page(List<Point> points, Optional<Mark> next) {}

    /**
     * Where a page begins: several points can bear one time, so the time alone would lose some or repeat them.
     *
     * @param skip how many points of exactly this time came before
     */
    public record Mark(Instant ts, int skip) {}

    /**
     * Up to such a range a page is simply cut off it. Of a longer one first that part is found that has enough points, since all
     * points of what is asked are unpacked and put in order before a page is cut.
     */
    private static final Duration SHORT = Duration.ofHours(1);

    /** Points of one time are ordered by what they say, so that every page has the same order. */
    private static final String SQL = """
        SELECT ts, value, text_value, kind, quality FROM historian.points(?, ?, ?)
        ORDER BY ts, quality, kind, value, text_value LIMIT ? OFFSET ?\
        """;

    /** @param limit points of a page, at least 1 */
    public static Page ask(Connection connection, long series, HistoryRange range, Optional<Mark> from, int limit)
            throws SQLException {
        Mark mark = from.filter(given -> !given.ts().isBefore(range.from())).orElse(new Mark(range.from(), 0));
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            statement.setLong(1, series);
            statement.setObject(2, Epoch.utc(mark.ts()));
            statement.setObject(3, reach(connection, series, mark, range.to(), limit));
            statement.setInt(4, limit + 1);
            statement.setInt(5, mark.skip());
            List<Point> points = new ArrayList<>(Math.min(limit, 1_000));
            long lastMicros = Long.MIN_VALUE;
            int sameTime = 0;
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    long micros = Epoch.micros(row, 1);
                    if (points.size() == limit) {
                        return new Page(points, Optional.of(next(mark, lastMicros, sameTime)));
                    }
                    sameTime = micros == lastMicros ? sameTime + 1 : 1;
                    lastMicros = micros;
                    points.add(new Point(Epoch.millis(micros), Value.of(row, 2, 3, 4), row.getInt(5)));
                }
            }
            return new Page(points, Optional.empty());
        }
    }

    /** Until when the page looks: it has a point more than the page if there is one. */
    private static OffsetDateTime reach(Connection connection, long series, Mark mark, Instant to, int limit)
            throws SQLException {
        if (Duration.between(mark.ts(), to).compareTo(SHORT) <= 0) {
            return Epoch.utc(to);
        }
        try (PreparedStatement statement = connection.prepareStatement("SELECT historian.points_reach(?, ?, ?, ?)")) {
            statement.setLong(1, series);
            statement.setObject(2, Epoch.utc(mark.ts()));
            statement.setObject(3, Epoch.utc(to));
            statement.setInt(4, mark.skip() + limit + 1);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getObject(1, OffsetDateTime.class);
            }
        }
    }

    /** Whether a series has no more than so many points in a range; looks at no more than it needs. */
    public static boolean atMost(Connection connection, long series, HistoryRange range, int most) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT count(*) FROM (SELECT FROM historian.points(?, ?, ?) LIMIT ?) p")) {
            statement.setLong(1, series);
            statement.setObject(2, Epoch.utc(range.from()));
            statement.setObject(3, Epoch.utc(range.to()));
            statement.setInt(4, most + 1);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1) <= most;
            }
        }
    }

    private static Mark next(Mark mark, long lastMicros, int sameTime) {
        Instant last = Instant.EPOCH.plus(lastMicros, ChronoUnit.MICROS);
        return last.equals(mark.ts()) ? new Mark(last, mark.skip() + sameTime) : new Mark(last, sameTime);
    }

    private RawHistory() {}
}
