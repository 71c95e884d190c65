package io.millwright.runtime.rollup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Moves the line behind which points are late. Each move waits for the writers that hold it, which are about to commit, and stops
 * those that come meanwhile for as long; therefore it is a transaction of its own.
 *
 * @param before points older than this are late
 * @param generation of marks that are made from now on; older ones are committed
 */
record Line(OffsetDateTime before, long generation) {

    /** So that points which come at once are not late. */
    static final Duration GRACE = Duration.ofMinutes(1);

    /** What the window of accepted points and the hourly retention may be apart. */
    private static final Duration MARGIN = Duration.ofHours(2);

    /** A writer that hangs holds the line: the others are not made to wait for it longer than this. */
    private static final String LOCK = "SET LOCAL lock_timeout = '1s'; LOCK TABLE rollup_late IN EXCLUSIVE MODE";

    private static final String LOCK_TIMEOUT = "55P03";

    /** Roll-ups begin where raw points do; what is older is nobody's. */
    private static final String BEGIN = """
        WITH begun AS (
            UPDATE rollup_mark SET until = date_bin('1 hour', %s, timestamptz 'epoch') WHERE until = 'epoch' RETURNING until)
        UPDATE rollup_late SET kept_from = begun.until FROM begun\
        """;

    private static final String MOVE = """
        UPDATE rollup_late SET generation = generation + 1,
            before = greatest(before, date_bin('1 minute', %s, timestamptz 'epoch'))
        RETURNING before, generation\
        """;

    private static final String STANDING = "SELECT before, generation FROM rollup_late";

    private static final String KEEP = """
        UPDATE rollup_late SET kept_from = greatest(kept_from, least(date_bin('1 hour', %s, timestamptz 'epoch'),
            (SELECT until FROM rollup_mark WHERE resolution = 'hour'), (SELECT min(hour) FROM rollup_dirty)))
        RETURNING kept_from\
        """;

    /** A moment before now by both clocks, the process's and the database's: one that is set ahead by mistake moves nothing. */
    private static final String AGO = "least(?::timestamptz, now() - ? * interval '1 ms')";

    /** Moves the line to a little before now, or leaves it where it is if a writer does not let go. */
    static Line move(Connection connection, Duration rawRetention, Instant now) throws SQLException {
        connection.setAutoCommit(false);
        try {
            lock(connection);
            ago(connection, BEGIN, rawRetention.plus(MARGIN), now);
            try (PreparedStatement move = connection.prepareStatement(MOVE.formatted(AGO))) {
                return committed(connection, move, GRACE, now);
            }
        } catch (SQLException e) {
            connection.rollback();
            if (!LOCK_TIMEOUT.equals(e.getSQLState())) {
                throw e;
            }
        } finally {
            connection.setAutoCommit(true);
        }
        try (PreparedStatement standing = connection.prepareStatement(STANDING);
                ResultSet row = standing.executeQuery()) {
            row.next();
            return new Line(utc(row, 1), row.getLong(2));
        }
    }

    private static Line committed(Connection connection, PreparedStatement move, Duration age, Instant now)
            throws SQLException {
        set(move, age, now);
        try (ResultSet row = move.executeQuery()) {
            row.next();
            Line line = new Line(utc(row, 1), row.getLong(2));
            connection.commit();
            return line;
        }
    }

    /**
     * Gives raw points up as far as they are this old and rolled up with all that came late; from then on nothing of those hours is
     * computed from points.
     *
     * @return where those that are kept begin
     * @throws SQLException also when a writer does not let go; to be tried again
     */
    static OffsetDateTime giveUp(Connection connection, Duration age, Instant now) throws SQLException {
        connection.setAutoCommit(false);
        try {
            lock(connection);
            ago(connection, BEGIN, age, now);
            try (PreparedStatement keep = connection.prepareStatement(KEEP.formatted(AGO))) {
                set(keep, age, now);
                try (ResultSet row = keep.executeQuery()) {
                    row.next();
                    OffsetDateTime kept = utc(row, 1);
                    connection.commit();
                    return kept;
                }
            }
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static void lock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(LOCK);
        }
    }

    private static void ago(Connection connection, String sql, Duration age, Instant now) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.formatted(AGO))) {
            set(statement, age, now);
            statement.executeUpdate();
        }
    }

    /** Whatever time zone the session has. */
    static OffsetDateTime utc(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).withOffsetSameInstant(ZoneOffset.UTC);
    }

    private static void set(PreparedStatement statement, Duration age, Instant now) throws SQLException {
        statement.setObject(1, now.minus(age).atOffset(ZoneOffset.UTC));
        statement.setLong(2, age.toMillis());
    }
}
