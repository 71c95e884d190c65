package io.millwright.runtime.ingest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Table {@code edge_node}: how often each Sparkplug edge node was born and what was missing between its messages. */
final class EdgeNodeRows {

    private static final String COUNT = """
        INSERT INTO edge_node AS e (device, born_at, births, gaps, lost)
        VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (device) DO UPDATE SET born_at = coalesce(excluded.born_at, e.born_at),
            births = e.births + excluded.births, gaps = e.gaps + excluded.gaps, lost = e.lost + excluded.lost\
        """;

    /** In the order of their ids, as every writer does. */
    static void save(Connection connection, List<Decoded> messages, Instant now) throws SQLException {
        Map<String, Decoded.EdgeNodeNews> news = new TreeMap<>();
        for (Decoded message : messages) {
            Decoded.EdgeNodeNews told = message.edgeNode;
            if (told != null) {
                news.merge(message.device(), told, EdgeNodeRows::sum);
            }
        }
        if (news.isEmpty()) {
            return;
        }
        OffsetDateTime at = OffsetDateTime.ofInstant(now, ZoneOffset.UTC);
        try (PreparedStatement count = connection.prepareStatement(COUNT)) {
            for (Map.Entry<String, Decoded.EdgeNodeNews> each : news.entrySet()) {
                Decoded.EdgeNodeNews told = each.getValue();
                count.setString(1, each.getKey());
                count.setObject(2, told.births() > 0 ? at : null, java.sql.Types.TIMESTAMP_WITH_TIMEZONE);
                count.setLong(3, told.births());
                count.setLong(4, told.gaps());
                count.setLong(5, told.lost());
                count.addBatch();
            }
            count.executeBatch();
        }
    }

    private static Decoded.EdgeNodeNews sum(Decoded.EdgeNodeNews one, Decoded.EdgeNodeNews other) {
        return new Decoded.EdgeNodeNews(
                one.births() + other.births(), one.gaps() + other.gaps(), one.lost() + other.lost());
    }

    private EdgeNodeRows() {}
}
