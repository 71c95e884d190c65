package io.millwright.runtime.query;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Published usage in the order of its commits. */
public final class UsageQuery {

    private static final String SQL = """
        SELECT seq, meter, (extract(epoch FROM hour) * 1000)::bigint, source, revision, quantity
        FROM historian.usage_row WHERE seq > ? ORDER BY seq LIMIT ?\
        """;

    /** @param hour begin of the hour, milliseconds since the epoch */
    public record Row(long seq, String meter, long hour, String source, long revision, BigDecimal quantity) {}

    public static List<Row> ask(Connection connection, long after, int limit) throws SQLException {
        return CommitOrder.after(connection, SQL, after, limit, UsageQuery::row);
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getLong(1),
                row.getString(2),
                row.getLong(3),
                row.getString(4),
                row.getLong(5),
                row.getBigDecimal(6));
    }

    private UsageQuery() {}
}
