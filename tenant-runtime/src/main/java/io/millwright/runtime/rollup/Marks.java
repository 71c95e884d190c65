package io.millwright.runtime.rollup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;

/** Until when minutes and hours are complete; as one statement sees it. */
record Marks(OffsetDateTime minutes, OffsetDateTime hours) {

    private static final String LOCK = "SELECT FROM rollup_mark WHERE resolution = 'minute' FOR UPDATE SKIP LOCKED";

    private static final String READ = """
        SELECT m.until, h.until FROM rollup_mark m, rollup_mark h WHERE m.resolution = 'minute' AND h.resolution = 'hour'\
        """;

    private static final String MOVE = "UPDATE rollup_mark SET until = ? WHERE resolution = ? AND until <> ?";

    /** A point whose time lies a day ahead is no reason to ask every minute. */
    private static final String STANDING = """
        SELECT m.until, NOT EXISTS (SELECT FROM series_last WHERE ts >= m.until AND ts < now() + interval '1 day')
            AND NOT EXISTS (SELECT FROM rollup_dirty d WHERE d.hour < h.until)
        FROM rollup_mark m, rollup_mark h WHERE m.resolution = 'minute' AND h.resolution = 'hour'\
        """;

    @FunctionalInterface
    interface Work {
        boolean run() throws SQLException;
    }

    /**
     * Does something in a transaction in which nobody else changes marks or roll-ups.
     *
     * @return what it said; false if another process is at it
     */
    static boolean locked(Connection connection, Work work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            boolean done = lock(connection) && work.run();
            connection.commit();
            return done;
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static boolean lock(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(LOCK);
                ResultSet row = lock.executeQuery()) {
            return row.next();
        }
    }

    static Marks read(Connection connection) throws SQLException {
        try (PreparedStatement marks = connection.prepareStatement(READ);
                ResultSet row = marks.executeQuery()) {
            row.next();
            return new Marks(Line.utc(row, 1), Line.utc(row, 2));
        }
    }

    /** Under the lock. */
    static void move(Connection connection, String resolution, OffsetDateTime until) throws SQLException {
        try (PreparedStatement move = connection.prepareStatement(MOVE)) {
            move.setObject(1, until);
            move.setString(2, resolution);
            move.setObject(3, until);
            move.executeUpdate();
        }
    }

    static Rollups.Turn standing(Connection connection, boolean caughtUp) throws SQLException {
        try (PreparedStatement standing = connection.prepareStatement(STANDING);
                ResultSet row = standing.executeQuery()) {
            row.next();
            return new Rollups.Turn(Line.utc(row, 1).toInstant(), caughtUp, caughtUp && row.getBoolean(2));
        }
    }
}
