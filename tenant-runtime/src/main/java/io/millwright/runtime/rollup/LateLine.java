package io.millwright.runtime.rollup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedSet;

/**
 * The line behind which points are late, as a writer's transaction holds it: until its commit nobody moves it.
 *
 * @param before points older than this are late; epoch ms
 * @param keptFrom the neighbours of points older than this are gone; epoch ms, at the beginning of an hour
 */
public record LateLine(long before, long keptFrom, long generation) {

    /** One way to the server; the second statement sees what was committed before the lock was given. */
    private static final String HOLD = """
        LOCK TABLE rollup_late IN ROW SHARE MODE;
        SELECT (extract(epoch FROM before) * 1000)::bigint, (extract(epoch FROM kept_from) * 1000)::bigint, generation
        FROM rollup_late\
        """;

    private static final String MARK = """
        INSERT INTO rollup_dirty (series_id, hour, generation)
        SELECT id, to_timestamp(ms / 1000), ? FROM unnest(?::bigint[], ?::bigint[]) AS late(id, ms)
        ON CONFLICT DO NOTHING\
        """;

    private static final String MONTH =
            "SELECT ensure_rollups((to_timestamp(ms / 1000) AT TIME ZONE 'UTC')::date) FROM unnest(?::bigint[]) AS"
                    + " hours(ms)";

    /** What this transaction has stored of these hours: rows of its own have its id. It is copied without savepoints. */
    private static final String OWN = """
        SELECT s.ts, s.value, s.quality, s.kind, s.text_value FROM sample s
        WHERE s.series_id = late.id AND s.ts >= to_timestamp(late.ms / 1000)
            AND s.ts < to_timestamp(late.ms / 1000) + interval '1 hour' AND s.xmin = pg_current_xact_id()::xid\
        """;

    private static final String ADD = """
        INSERT INTO %s AS r (%s)
        SELECT late.id, own.* FROM unnest(?::bigint[], ?::bigint[]) AS late(id, ms) CROSS JOIN LATERAL (%s) own
        %s\
        """;

    private static final String ADD_MINUTES = add("rollup_minute", "1 minute");

    private static final String ADD_HOURS = add("rollup_hour", "1 hour");

    /** Takes it; to be called as late as possible in the transaction, since whoever moves the line waits for it. */
    public static LateLine hold(Connection connection) throws SQLException {
        try (PreparedStatement hold = connection.prepareStatement(HOLD)) {
            hold.execute();
            if (hold.getMoreResults()) {
                try (ResultSet row = hold.getResultSet()) {
                    if (row.next()) {
                        return new LateLine(row.getLong(1), row.getLong(2), row.getLong(3));
                    }
                }
            }
            throw new SQLException("rollup_late has no row");
        }
    }

    /** Takes note of the hours of what this transaction has stored behind the line. */
    public void mark(Connection connection, SortedSet<LateHour> hours) throws SQLException {
        List<LateHour> whole =
                hours.stream().filter(late -> late.hour() >= keptFrom).toList();
        List<LateHour> rest =
                hours.stream().filter(late -> late.hour() < keptFrom).toList();
        if (!whole.isEmpty()) {
            try (PreparedStatement mark = connection.prepareStatement(MARK)) {
                mark.setLong(1, generation);
                set(connection, mark, 2, whole);
                mark.executeUpdate();
            }
        }
        if (!rest.isEmpty()) {
            try (PreparedStatement month = connection.prepareStatement(MONTH)) {
                month.setArray(
                        1,
                        connection.createArrayOf(
                                "int8",
                                rest.stream().map(LateHour::hour).distinct().toArray()));
                month.execute();
            }
            execute(connection, ADD_MINUTES, rest);
            execute(connection, ADD_HOURS, rest);
        }
    }

    private static void execute(Connection connection, String sql, List<LateHour> hours) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(connection, statement, 1, hours);
            statement.executeUpdate();
        }
    }

    static void set(Connection connection, PreparedStatement statement, int first, List<LateHour> hours)
            throws SQLException {
        statement.setArray(
                first,
                connection.createArrayOf(
                        "int8", hours.stream().map(LateHour::series).toArray()));
        statement.setArray(
                first + 1,
                connection.createArrayOf(
                        "int8", hours.stream().map(LateHour::hour).toArray()));
    }

    private static String add(String table, String width) {
        return ADD.formatted(table, RollupRows.COLUMNS, RollupRows.ofPoints(width, OWN), RollupRows.ADD);
    }
}
