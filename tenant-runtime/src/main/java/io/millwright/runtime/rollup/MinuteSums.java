package io.millwright.runtime.rollup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Minutes of some series, summed up slice by slice without a transaction, and written later. Which points are the first and the
 * last of a minute is looked up then, unless all are the same: two looks into the index a minute instead of something for each
 * point.
 */
final class MinuteSums {

    private static final String SUMS = """
        SELECT p.series_id, %s, count(*), count(p.value), %s, min(p.value), max(p.value), %s, %s,
            min(p.kind), max(p.kind), count(p.text_value)
        FROM points_of(?, ?, ?) p GROUP BY p.series_id, %s\
        """.formatted(
            micros(RollupRows.MINUTE), RollupRows.SUM, micros("min(p.ts)"), micros("max(p.ts)"), RollupRows.MINUTE);

    /** Nothing is computed anew from points of which some are gone. */
    private static final String WRITE = """
        INSERT INTO rollup_minute (%s)
        SELECT m.series_id, m.bucket, m.n, m.numbers, m.vsum, m.vmin, m.vmax,
            m.first_ts, CASE WHEN m.same THEN m.vmin ELSE f.value END, f.text_value, coalesce(f.kind, m.kind),
            m.last_ts, CASE WHEN m.same THEN m.vmin ELSE l.value END, l.text_value, coalesce(l.kind, m.kind)
        FROM (
            SELECT a.series_id, to_timestamp(a.bucket / 1e6::float8) AS bucket, a.n, a.numbers, a.vsum, a.vmin, a.vmax,
                to_timestamp(a.first_ts / 1e6::float8) AS first_ts, to_timestamp(a.last_ts / 1e6::float8) AS last_ts,
                a.kind, a.kind IS NOT NULL AS same,
                -- A condition on the join would be looked at after the look into the index.
                CASE WHEN a.kind IS NULL THEN a.series_id END AS looked_up
            FROM unnest(?::bigint[], ?::bigint[], ?::integer[], ?::integer[], ?::float8[], ?::float8[], ?::float8[],
                ?::bigint[], ?::bigint[], ?::smallint[])
                AS a(series_id, bucket, n, numbers, vsum, vmin, vmax, first_ts, last_ts, kind)) m
            LEFT JOIN LATERAL point_at(m.looked_up, m.first_ts, ?, ?) f ON true
            LEFT JOIN LATERAL point_at(m.looked_up, m.last_ts, ?, ?) l ON true
        WHERE m.bucket >= (SELECT kept_from FROM rollup_late)
        %s\
        """.formatted(RollupRows.COLUMNS, RollupRows.REPLACE);

    private static final long MINUTE_MICROS = 60_000_000;

    /** @param begin in microseconds since 1970 */
    private record Minute(long series, long begin) {}

    /** Times in microseconds since 1970; numbers in the order of the database, where one that is none is the highest. */
    private record Sum(
            long n,
            long numbers,
            @Nullable Double sum,
            @Nullable Double least,
            @Nullable Double most,
            long first,
            long last,
            int leastKind,
            int mostKind,
            long texts) {

        Sum plus(Sum other) {
            return new Sum(
                    n + other.n,
                    numbers + other.numbers,
                    sum == null || other.sum == null ? either(sum, other.sum) : Double.valueOf(sum + other.sum),
                    least == null || other.least == null
                            ? either(least, other.least)
                            : Double.compare(least, other.least) <= 0 ? least : other.least,
                    most == null || other.most == null
                            ? either(most, other.most)
                            : Double.compare(most, other.most) >= 0 ? most : other.most,
                    Math.min(first, other.first),
                    Math.max(last, other.last),
                    Math.min(leastKind, other.leastKind),
                    Math.max(mostKind, other.mostKind),
                    texts + other.texts);
        }

        private static @Nullable Double either(@Nullable Double one, @Nullable Double other) {
            return one == null ? other : one;
        }

        /** Of every point, if they are all the same number: then none has to be looked up. */
        @Nullable
        Integer kind() {
            boolean same = texts == 0 && numbers == n && leastKind == mostKind && Objects.equals(least, most);
            return same ? leastKind : null;
        }
    }

    private final Map<Minute, Sum> sums;

    MinuteSums() {
        this(new LinkedHashMap<>());
    }

    private MinuteSums(Map<Minute, Sum> sums) {
        this.sums = sums;
    }

    /**
     * Adds what is committed of a slice; each is to be added once.
     *
     * @return how many points it has
     */
    long add(Connection connection, Long[] series, OffsetDateTime begin, OffsetDateTime end) throws SQLException {
        long points = 0;
        try (PreparedStatement select = connection.prepareStatement(SUMS)) {
            select.setArray(1, connection.createArrayOf("bigint", series));
            select.setObject(2, begin);
            select.setObject(3, end);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    points += row.getLong(3);
                    sums.merge(new Minute(row.getLong(1), row.getLong(2)), sum(row), Sum::plus);
                }
            }
        }
        return points;
    }

    private static Sum sum(ResultSet row) throws SQLException {
        return new Sum(
                row.getLong(3),
                row.getLong(4),
                row.getObject(5, Double.class),
                row.getObject(6, Double.class),
                row.getObject(7, Double.class),
                row.getLong(8),
                row.getLong(9),
                row.getInt(10),
                row.getInt(11),
                row.getLong(12));
    }

    int size() {
        return sums.size();
    }

    /** Takes some of the minutes away into sums of their own. */
    MinuteSums cut(int most) {
        return cut(most, _ -> true);
    }

    /** Takes the minutes of these series away into sums of their own. */
    MinuteSums cut(Set<Long> series) {
        return cut(Integer.MAX_VALUE, minute -> series.contains(minute.series()));
    }

    private MinuteSums cut(int most, Predicate<Minute> which) {
        Map<Minute, Sum> part = new LinkedHashMap<>();
        Iterator<Map.Entry<Minute, Sum>> rows = sums.entrySet().iterator();
        while (rows.hasNext() && part.size() < most) {
            Map.Entry<Minute, Sum> row = rows.next();
            if (which.test(row.getKey())) {
                part.put(row.getKey(), row.getValue());
                rows.remove();
            }
        }
        return new MinuteSums(part);
    }

    /** How many minutes each series has. */
    Map<Long, Integer> bySeries() {
        Map<Long, Integer> counts = new HashMap<>();
        sums.keySet().forEach(minute -> counts.merge(minute.series(), 1, Integer::sum));
        return counts;
    }

    /** Puts these minutes in the place of what was there. */
    boolean write(Connection connection) throws SQLException {
        if (sums.isEmpty()) {
            return true;
        }
        LongSummaryStatistics begins =
                sums.keySet().stream().mapToLong(Minute::begin).summaryStatistics();
        try (PreparedStatement write = connection.prepareStatement(WRITE)) {
            array(write, 1, "bigint", row -> row.getKey().series());
            array(write, 2, "bigint", row -> row.getKey().begin());
            array(write, 3, "integer", row -> row.getValue().n());
            array(write, 4, "integer", row -> row.getValue().numbers());
            array(write, 5, "float8", row -> row.getValue().sum());
            array(write, 6, "float8", row -> row.getValue().least());
            array(write, 7, "float8", row -> row.getValue().most());
            array(write, 8, "bigint", row -> row.getValue().first());
            array(write, 9, "bigint", row -> row.getValue().last());
            array(write, 10, "smallint", row -> row.getValue().kind());
            for (int place = 11; place <= 13; place += 2) {
                write.setObject(place, time(begins.getMin()));
                write.setObject(place + 1, time(begins.getMax() + MINUTE_MICROS));
            }
            write.executeUpdate();
        }
        return true;
    }

    private void array(
            PreparedStatement statement,
            int place,
            String type,
            Function<Map.Entry<Minute, Sum>, @Nullable Object> column)
            throws SQLException {
        Object[] values = sums.entrySet().stream().map(column).toArray();
        statement.setArray(place, statement.getConnection().createArrayOf(type, values));
    }

    private static OffsetDateTime time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    private static String micros(String time) {
        return "(date_part('epoch', " + time + ") * 1e6::float8)::bigint";
    }
}
