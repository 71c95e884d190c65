package io.millwright.runtime.query;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Published usage in the order of its commits: what was once read after a number is read after it for ever. */
public final class UsageQuery {

    /** @param hour begin of the hour, milliseconds since the epoch */
    public record Row(long seq, String meter, long hour, String source, long revision, BigDecimal quantity) {}

    public static List<Row> ask(Connection connection, long after, int limit) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
            SELECT seq, meter, (extract(epoch FROM hour) * 1000)::bigint, source, revision, quantity
            FROM historian.usage_row WHERE seq > ? ORDER BY seq LIMIT ?\
            """)) {
            statement.setLong(1, after);
            statement.setInt(2, limit);
            List<Row> rows = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(new Row(
                            row.getLong(1),
                            row.getString(2),
                            row.getLong(3),
                            row.getString(4),
                            row.getLong(5),
                            row.getBigDecimal(6)));
                }
            }
            return rows;
        }
    }

    private UsageQuery() {}
}
