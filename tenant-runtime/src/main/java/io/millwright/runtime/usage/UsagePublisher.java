package io.millwright.runtime.usage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Publishes windows that changed: one row each with the next revision and what the window came to so far.
 *
 * <p>Under an advisory lock until the commit, so that whoever reads rows in the order of {@code seq} never meets a lower one
 * later. The mark is taken away before the sum is read: a count that comes between is in the sum or marks its window again.
 */
public final class UsagePublisher {

    private static final String LOCK =
            "SELECT pg_advisory_xact_lock(hashtextextended('millwright.historian.usage', 0))";

    /** Locked in the order in which writers count, so that neither waits for the other while that waits for it. */
    private static final String TAKE = """
        WITH marked AS (
            SELECT meter, hour, source, slot FROM usage_window WHERE dirty
            ORDER BY meter, hour, source, slot FOR UPDATE)
        UPDATE usage_window w SET dirty = false FROM marked m
        WHERE w.meter = m.meter AND w.hour = m.hour AND w.source = m.source AND w.slot = m.slot
        RETURNING w.meter, w.hour::text, w.source\
        """;

    private static final String PUBLISH = """
        INSERT INTO usage_row (meter, hour, source, revision, quantity)
        SELECT w.meter, w.hour, w.source, coalesce(r.revision, 0) + 1, w.quantity
        FROM (SELECT meter, hour, source, sum(quantity) AS quantity FROM usage_window
              WHERE (meter, hour, source) IN (
                  SELECT m, h::timestamptz, s FROM unnest(?::text[], ?::text[], ?::text[]) AS taken(m, h, s))
              GROUP BY meter, hour, source) w
        LEFT JOIN LATERAL (SELECT revision, quantity FROM usage_row u
              WHERE u.meter = w.meter AND u.hour = w.hour AND u.source = w.source
              ORDER BY revision DESC LIMIT 1) r ON true
        WHERE w.quantity > coalesce(r.quantity, 0)
        ORDER BY w.hour, w.meter, w.source\
        """;

    /** @return how many rows were published */
    public static int publish(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try {
            int published = published(connection);
            connection.commit();
            return published;
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static int published(Connection connection) throws SQLException {
        List<String> meters = new ArrayList<>();
        List<String> hours = new ArrayList<>();
        List<String> sources = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.execute(LOCK);
            try (ResultSet taken = statement.executeQuery(TAKE)) {
                while (taken.next()) {
                    meters.add(taken.getString(1));
                    hours.add(taken.getString(2));
                    sources.add(taken.getString(3));
                }
            }
        }
        if (meters.isEmpty()) {
            return 0;
        }
        try (PreparedStatement publish = connection.prepareStatement(PUBLISH)) {
            publish.setArray(1, connection.createArrayOf("text", meters.toArray()));
            publish.setArray(2, connection.createArrayOf("text", hours.toArray()));
            publish.setArray(3, connection.createArrayOf("text", sources.toArray()));
            return publish.executeUpdate();
        }
    }

    private UsagePublisher() {}
}
