package io.millwright.runtime.rollup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The marks of hours that lack a late point, as far as they were made before a turn moved the line: no more of those come. */
final class DirtyHours {

    /** An hour that is not closed yet waits: a device whose clock is behind would have it computed again and again. */
    private static final String DIRTY = """
        SELECT DISTINCT series_id, (extract(epoch FROM hour) * 1000)::bigint AS ms FROM rollup_dirty
        WHERE generation < ? AND hour < ? ORDER BY ms, series_id LIMIT ?\
        """;

    private static final String CLEAN = """
        DELETE FROM rollup_dirty d USING unnest(?::bigint[], ?::bigint[]) AS late(id, ms)
        WHERE d.series_id = late.id AND d.hour = to_timestamp(late.ms / 1000) AND d.generation < ?
        RETURNING late.id, late.ms\
        """;

    /** The oldest that are closed and whose points are committed. */
    static List<LateHour> oldest(Connection connection, int most, Line line, Marks marks) throws SQLException {
        try (PreparedStatement dirty = connection.prepareStatement(DIRTY)) {
            dirty.setLong(1, line.generation());
            dirty.setObject(2, marks.hours());
            dirty.setInt(3, most);
            return late(dirty);
        }
    }

    /**
     * Takes marks away that were there when the turn began.
     *
     * @return whose were there; nobody else has computed those since
     */
    static List<LateHour> clean(Connection connection, Line line, List<LateHour> late) throws SQLException {
        try (PreparedStatement clean = connection.prepareStatement(CLEAN)) {
            LateLine.set(connection, clean, 1, late);
            clean.setLong(3, line.generation());
            return late(clean).stream().distinct().toList();
        }
    }

    private static List<LateHour> late(PreparedStatement statement) throws SQLException {
        List<LateHour> late = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                late.add(new LateHour(row.getLong(1), row.getLong(2)));
            }
        }
        return late;
    }

    private DirtyHours() {}
}
