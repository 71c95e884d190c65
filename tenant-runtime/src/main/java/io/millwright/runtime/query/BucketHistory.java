package io.millwright.runtime.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One series in buckets of equal length, counted from the epoch; a bucket without points is left out. */
public final class BucketHistory {

    /** @param ts when the bucket begins, milliseconds since the epoch; {@code count} of points in it */
    public record Bucket(long ts, Object value, long count) {}

    /** @param next when the bucket after the last one begins; empty when this is the last page */
    public record Page(List<Bucket> buckets, Optional<Instant> next) {}

    private static final String NUMBERS = """
        SELECT (extract(epoch FROM b) * 1000)::bigint, %s, NULL::text, CASE WHEN %s THEN 1 ELSE 0 END, count(*) FROM (
            SELECT date_bin(make_interval(secs => ?), ts, timestamptz 'epoch') AS b, value, kind
            FROM historian.points(?, ?, ?)) s
        GROUP BY b %s ORDER BY b LIMIT ?\
        """;

    private static final String ONE_POINT = """
        SELECT (extract(epoch FROM b) * 1000)::bigint, value, text_value, kind, n FROM (
            SELECT b, value, text_value, kind, count(*) OVER (PARTITION BY b) AS n,
                row_number() OVER (PARTITION BY b ORDER BY %s, quality, value, text_value) AS r FROM (
                SELECT date_bin(make_interval(secs => ?), ts, timestamptz 'epoch') AS b, ts, value, text_value, kind, quality
                FROM historian.points(?, ?, ?)) s) t
        WHERE r = 1 ORDER BY b LIMIT ?\
        """;

    /** @param limit buckets of a page, at least 1 */
    public static Page ask(
            Connection connection,
            long series,
            HistoryRange range,
            Duration bucket,
            Aggregate aggregate,
            Optional<Instant> from,
            int limit)
            throws SQLException {
        Instant begin = from.filter(given -> given.isAfter(range.from())).orElse(range.from());
        try (PreparedStatement statement = connection.prepareStatement(sql(aggregate))) {
            statement.setDouble(1, bucket.toSeconds());
            statement.setLong(2, series);
            statement.setObject(3, RawHistory.utc(begin));
            statement.setObject(4, RawHistory.utc(range.to()));
            statement.setInt(5, limit + 1);
            List<Bucket> buckets = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    long ts = row.getLong(1);
                    if (buckets.size() == limit) {
                        return new Page(buckets, Optional.of(Instant.ofEpochMilli(ts)));
                    }
                    buckets.add(new Bucket(ts, Value.of(row, 2, 3, 4), row.getLong(5)));
                }
            }
            return new Page(buckets, Optional.empty());
        }
    }

    /** A bucket of texts alone has no average; it is left out, except that it can be counted. */
    private static String sql(Aggregate aggregate) {
        if (aggregate.picksOnePoint()) {
            return ONE_POINT.formatted(aggregate.sql());
        }
        return NUMBERS.formatted(
                aggregate.sql(),
                aggregate == Aggregate.COUNT ? "true" : "false",
                aggregate == Aggregate.COUNT ? "" : "HAVING count(value) > 0");
    }

    private BucketHistory() {}
}
