package io.millwright.runtime.device;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What must not be stored as a point, newest first, with the bytes that came. */
public final class QuarantineQuery {

    /** @param at milliseconds since the epoch */
    public record Item(
            long id,
            long at,
            String device,
            String topic,
            String reason,
            @Nullable String tag,
            @Nullable String stream,
            @Nullable Long seq,
            byte[] payload) {}

    private static final String ITEMS = """
        SELECT id, (extract(epoch FROM at) * 1000)::bigint, device, topic, reason, tag, stream, seq, payload
        FROM historian.quarantine\
        """;

    public static Optional<Item> one(Connection connection, long id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ITEMS + " WHERE id = ?")) {
            statement.setLong(1, id);
            return items(statement).stream().findFirst();
        }
    }

    /** @param before numbers below this alone */
    public static List<Item> ask(Connection connection, long before, int limit) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(ITEMS + " WHERE id < ? ORDER BY id DESC LIMIT ?")) {
            statement.setLong(1, before);
            statement.setInt(2, limit);
            return items(statement);
        }
    }

    private static List<Item> items(PreparedStatement statement) throws SQLException {
        List<Item> items = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                items.add(new Item(
                        row.getLong(1),
                        row.getLong(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7),
                        row.getObject(8, Long.class),
                        row.getBytes(9)));
            }
        }
        return items;
    }

    private QuarantineQuery() {}
}
