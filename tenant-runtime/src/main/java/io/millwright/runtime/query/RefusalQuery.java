package io.millwright.runtime.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was refused in the order of its commits: what was once read after a number is read after it for ever. */
public final class RefusalQuery {

    /** @param at milliseconds since the epoch */
    public record Row(
            long id,
            long at,
            String identity,
            String reason,
            @Nullable String topic,
            long count) {}

    public static List<Row> ask(Connection connection, long after, int limit) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
            SELECT id, (extract(epoch FROM at) * 1000)::bigint, identity, reason, topic, count
            FROM historian.refusal WHERE id > ? ORDER BY id LIMIT ?\
            """)) {
            statement.setLong(1, after);
            statement.setInt(2, limit);
            List<Row> rows = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(new Row(
                            row.getLong(1),
                            row.getLong(2),
                            row.getString(3),
                            row.getString(4),
                            row.getString(5),
                            row.getLong(6)));
                }
            }
            return rows;
        }
    }

    private RefusalQuery() {}
}
