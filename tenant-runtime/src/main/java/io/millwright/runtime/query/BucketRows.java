package io.millwright.runtime.query;

import io.millwright.runtime.query.Buckets.Bucket;
import io.millwright.runtime.query.Rollups.Piece;
import io.millwright.runtime.query.Rollups.Source;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The statements behind buckets. Raw points and roll-ups of one stretch are put together by one statement, so that a bucket
 * that has both is exact; a dirty hour is read from its points.
 */
final class BucketRows {

    private static final String BIN = "date_bin(make_interval(secs => ?), %s, timestamptz 'epoch') AS b";

    private static final String CLEAN = """
        %s r WHERE r.series_id = ? AND r.bucket >= ? AND r.bucket < ? AND NOT EXISTS (SELECT FROM historian.rollup_dirty d
            WHERE d.series_id = r.series_id AND d.hour = date_trunc('hour', r.bucket, 'UTC'))\
        """;

    private static final String DIRTY = """
        (SELECT DISTINCT hour FROM historian.rollup_dirty
            WHERE series_id = ? AND hour > ?::timestamptz - interval '1 hour' AND hour < ?) d
            CROSS JOIN LATERAL historian.points(?, greatest(d.hour, ?), least(d.hour + interval '1 hour', ?)) p\
        """;

    private static final String POINTS = "historian.points(?, ?, ?) p";

    /** Of one bucket, while its values come together. */
    private static final class Row {
        private final @Nullable Object[] values;
        private long count;

        Row(int size) {
            this.values = new @Nullable Object[size];
        }

        Bucket bucket(long ts) {
            return new Bucket(ts, Stream.of(values).toList(), count);
        }
    }

    /** @param most buckets, the oldest ones */
    static List<Bucket> read(Connection connection, long series, List<Piece> pieces, Buckets buckets, int most)
            throws SQLException {
        Map<Long, Row> rows = new LinkedHashMap<>();
        List<Aggregate> aggregates = buckets.aggregates();
        if (!aggregates.stream().allMatch(Aggregate::picksOnePoint)) {
            numbers(connection, series, pieces, buckets, most, rows);
        }
        boolean first = rows.isEmpty();
        for (Aggregate aggregate : aggregates) {
            if (aggregate.picksOnePoint()) {
                picked(connection, series, pieces, buckets, aggregate, most, rows, first);
                first = false;
            }
        }
        List<Bucket> found = new ArrayList<>(rows.size());
        rows.forEach((ts, row) -> found.add(row.bucket(ts)));
        return found;
    }

    private static void numbers(
            Connection connection, long series, List<Piece> pieces, Buckets buckets, int most, Map<Long, Row> rows)
            throws SQLException {
        Sql sql = new Sql()
                .add("SELECT b, sum(n)::bigint, sum(numbers)::bigint, sum(vsum), min(vmin), max(vmax) FROM (")
                .add(union(
                        series,
                        pieces,
                        buckets,
                        "count(*) AS n, count(p.value) AS numbers, sum(p.value) AS vsum, min(p.value) AS vmin,"
                                + " max(p.value) AS vmax",
                        "sum(r.n) AS n, sum(r.numbers) AS numbers, sum(r.vsum) AS vsum, min(r.vmin) AS vmin,"
                                + " max(r.vmax) AS vmax",
                        " GROUP BY 1"))
                .add(") u GROUP BY b" + (buckets.ofNumbersOnly() ? " HAVING sum(numbers) > 0" : ""))
                .add(" ORDER BY b LIMIT ?", most);
        List<Aggregate> aggregates = buckets.aggregates();
        try (PreparedStatement statement = sql.prepare(connection);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                Row made = new Row(aggregates.size());
                made.count = row.getLong(2);
                long numbers = row.getLong(3);
                for (int i = 0; i < aggregates.size(); i++) {
                    made.values[i] = switch (aggregates.get(i)) {
                        case COUNT -> made.count;
                        case AVG -> numbers == 0 ? null : row.getDouble(4) / numbers;
                        case SUM -> numbers == 0 ? null : row.getDouble(4);
                        case MIN -> numbers == 0 ? null : row.getDouble(5);
                        case MAX -> numbers == 0 ? null : row.getDouble(6);
                        case FIRST, LAST -> null;
                    };
                }
                rows.put(Epoch.millis(row, 1), made);
            }
        }
    }

    /** @param alone whether buckets come of this statement; otherwise they are there, and what came meanwhile is left out */
    private static void picked(
            Connection connection,
            long series,
            List<Piece> pieces,
            Buckets buckets,
            Aggregate aggregate,
            int most,
            Map<Long, Row> rows,
            boolean alone)
            throws SQLException {
        String end = aggregate.toString();
        String order = " ORDER BY t " + (aggregate == Aggregate.FIRST ? "ASC" : "DESC") + ", q, v, x";
        Sql sql = new Sql()
                .add("SELECT b, v, x, k, n FROM (SELECT b, v, x, k, sum(n) OVER (PARTITION BY b) AS n,"
                        + " row_number() OVER (PARTITION BY b" + order + ") AS place FROM (")
                .add(union(
                        series,
                        pieces,
                        buckets,
                        "p.ts AS t, p.quality AS q, p.value AS v, p.text_value AS x, p.kind AS k, 1::bigint AS n",
                        "r.%1$s_ts AS t, 192 AS q, r.%1$s_value AS v, r.%1$s_text AS x, r.%1$s_kind AS k, r.n::bigint AS n"
                                .formatted(end),
                        ""))
                .add(") u) w WHERE place = 1 ORDER BY b LIMIT ?", most);
        int at = buckets.aggregates().indexOf(aggregate);
        try (PreparedStatement statement = sql.prepare(connection);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                long ts = Epoch.millis(row, 1);
                if (alone) {
                    rows.put(ts, new Row(buckets.aggregates().size()));
                }
                Row made = rows.get(ts);
                if (made != null) {
                    made.count = alone ? row.getLong(5) : made.count;
                    made.values[at] = Value.of(row, 2, 3, 4);
                }
            }
        }
    }

    /**
     * @param ofPoints columns of points {@code p}
     * @param ofRollups the same of roll-ups {@code r}
     */
    private static Sql union(
            long series, List<Piece> pieces, Buckets buckets, String ofPoints, String ofRollups, String end) {
        double seconds = buckets.length().toSeconds();
        String points = "SELECT " + BIN.formatted("p.ts") + ", " + ofPoints + " FROM ";
        Sql sql = new Sql();
        String between = "";
        for (Piece piece : pieces) {
            sql.add(between);
            if (piece.source() == Source.RAW) {
                sql.add(points + POINTS + end, seconds, series, piece.from(), piece.to());
            } else {
                sql.add(
                        "SELECT " + BIN.formatted("r.bucket") + ", " + ofRollups + " FROM "
                                + CLEAN.formatted(piece.source().table) + end,
                        seconds,
                        series,
                        piece.from(),
                        piece.to());
                sql.add(
                        " UNION ALL " + points + DIRTY + end,
                        seconds,
                        series,
                        piece.from(),
                        piece.to(),
                        series,
                        piece.from(),
                        piece.to());
            }
            between = " UNION ALL ";
        }
        return sql;
    }

    private BucketRows() {}
}
