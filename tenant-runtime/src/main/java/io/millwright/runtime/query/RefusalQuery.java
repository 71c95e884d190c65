package io.millwright.runtime.query;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was refused in the order of its commits. */
public final class RefusalQuery {

    private static final String SQL = """
        SELECT id, (extract(epoch FROM at) * 1000)::bigint, identity, reason, topic, count
        FROM historian.refusal WHERE id > ? ORDER BY id LIMIT ?\
        """;

    /** @param at milliseconds since the epoch */
    public record Row(
            long id,
            long at,
            String identity,
            String reason,
            @Nullable String topic,
            long count) {}

    public static List<Row> ask(Connection connection, long after, int limit) throws SQLException {
        return CommitOrder.after(connection, SQL, after, limit, RefusalQuery::row);
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getLong(1), row.getLong(2), row.getString(3), row.getString(4), row.getString(5), row.getLong(6));
    }

    private RefusalQuery() {}
}
