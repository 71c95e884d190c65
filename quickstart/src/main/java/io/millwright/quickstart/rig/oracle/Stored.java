package io.millwright.quickstart.rig.oracle;

import io.millwright.quickstart.rig.load.Truth;
import io.millwright.wire.telemetry.SeqRange;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a tenant's historian holds.
 *
 * @param duplicates points of generated devices of the same series and time beyond the first
 * @param published by meter: the last revision of each published window
 * @param counted by meter: what was counted with the points, published or not
 */
record Stored(
        Map<Truth.Series, Truth.Sum> series,
        Map<Truth.Series, Truth.Tally> tallies,
        Map<Truth.Stream, Truth.Position> streams,
        long duplicates,
        long quarantined,
        Map<String, Long> published,
        Map<String, Long> counted) {

    /** As {@code Shape.check}: milliseconds modulo a prime, times quarters plus one. Ids below 1 are a benchmark's own rows. */
    private static final String SERIES = """
        SELECT coalesce(s.device, 'nobody'), coalesce(s.tag, p.series_id::text), count(*), min(round(date_part('epoch', p.ts) * 1000))::bigint,
               max(round(date_part('epoch', p.ts) * 1000))::bigint,
               sum(round(date_part('epoch', p.ts) * 1000)::bigint % 1000003 * (round(p.value * 4)::bigint + 1))::bigint,
               sum(p.value)
        FROM historian.every_point p LEFT JOIN historian.series s ON s.id = p.series_id
        WHERE p.series_id > 0
        GROUP BY 1, 2
        """;

    private static final String DUPLICATES = """
        SELECT coalesce(sum(n - 1), 0) FROM (
            SELECT count(*) AS n FROM historian.every_point
            WHERE series_id > 0 AND series_id NOT IN (SELECT id FROM historian.series WHERE device = ANY (?))
            GROUP BY series_id, ts HAVING count(*) > 1) AS more
        """;

    private static final String PUBLISHED = """
        SELECT meter, sum(quantity)::bigint FROM (
            SELECT DISTINCT ON (meter, hour, source) meter, quantity
            FROM historian.usage_row ORDER BY meter, hour, source, revision DESC) AS last
        GROUP BY meter
        """;

    private static final String COUNTED =
            "SELECT meter, sum(quantity)::bigint FROM historian.usage_window GROUP BY meter";

    /**
     * Reads it.
     *
     * @param distinct whether to look for each point stored twice, which takes a sort of everything
     * @param agents devices that may measure a tag twice in a millisecond; a point of theirs stored twice is one too many
     */
    static Stored read(Connection connection, boolean distinct, Set<String> agents) throws SQLException {
        Map<Truth.Series, Truth.Sum> series = new HashMap<>();
        Map<Truth.Series, Truth.Tally> tallies = new HashMap<>();
        try (Statement statement = connection.createStatement()) {
            series(statement, series, tallies);
            return new Stored(
                    series,
                    tallies,
                    streams(statement),
                    distinct ? duplicates(connection, agents) : 0,
                    number(statement, "SELECT count(*) FROM historian.quarantine"),
                    meters(statement, PUBLISHED),
                    meters(statement, COUNTED));
        }
    }

    long points() {
        return series.values().stream().mapToLong(Truth.Sum::points).sum();
    }

    private static void series(
            Statement statement, Map<Truth.Series, Truth.Sum> series, Map<Truth.Series, Truth.Tally> tallies)
            throws SQLException {
        try (ResultSet rows = statement.executeQuery(SERIES)) {
            while (rows.next()) {
                Truth.Series name = new Truth.Series(rows.getString(1), rows.getString(2));
                series.put(name, new Truth.Sum(rows.getLong(3), rows.getLong(6), rows.getLong(4), rows.getLong(5)));
                tallies.put(name, new Truth.Tally(rows.getLong(3), rows.getDouble(7)));
            }
        }
    }

    static Map<Truth.Stream, Truth.Position> streams(Statement statement) throws SQLException {
        Map<Truth.Stream, Truth.Position> streams = new HashMap<>();
        try (ResultSet rows =
                statement.executeQuery("SELECT device, stream, highest, missing, lost FROM historian.stream")) {
            while (rows.next()) {
                streams.put(
                        new Truth.Stream(rows.getString(1), rows.getString(2)),
                        new Truth.Position(rows.getLong(3), ranges(rows.getArray(4)), ranges(rows.getArray(5))));
            }
        }
        return streams;
    }

    /** Pairs of first and last, one after the other. */
    private static List<SeqRange> ranges(Array array) throws SQLException {
        Long[] ends = (Long[]) array.getArray();
        List<SeqRange> ranges = new ArrayList<>();
        for (int i = 0; i + 1 < ends.length; i += 2) {
            ranges.add(new SeqRange(ends[i], ends[i + 1]));
        }
        return ranges;
    }

    static Map<String, Long> meters(Statement statement, String sql) throws SQLException {
        Map<String, Long> meters = new HashMap<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                meters.put(rows.getString(1), rows.getLong(2));
            }
        }
        return meters;
    }

    static boolean allPublished(Statement statement) throws SQLException {
        return meters(statement, PUBLISHED).equals(meters(statement, COUNTED));
    }

    private static long duplicates(Connection connection, Set<String> agents) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DUPLICATES)) {
            statement.setArray(1, connection.createArrayOf("text", agents.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
