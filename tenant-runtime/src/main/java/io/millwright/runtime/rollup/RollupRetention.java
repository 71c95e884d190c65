package io.millwright.runtime.rollup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** What may go: raw points that are in the roll-ups, and months of roll-ups. Never by one clock alone. Safe to repeat. */
public final class RollupRetention {

    /** Minutes of an hour that is not rolled up yet are kept. */
    private static final String FORGET = """
        SELECT forget_rollups(least(l.minutes, m.until), l.hours) FROM rollup_mark m, (SELECT
            least(?::timestamptz, now() - ? * interval '1 ms') AS minutes,
            least(?::timestamptz, now() - ? * interval '1 ms') AS hours) l
        WHERE m.resolution = 'hour'\
        """;

    /**
     * Gives raw points of this age up, as far as they are rolled up: a runtime that comes back after days rolls up first.
     *
     * @return before which they may be forgotten
     * @throws SQLException also when a writer hangs just then; to be tried again
     */
    public static OffsetDateTime giveUpRaw(Connection connection, Duration age, Instant now) throws SQLException {
        return Line.giveUp(connection, age, now);
    }

    /** Drops the months that have ended so long ago. */
    public static void forget(Connection connection, Duration minutes, Duration hours, Instant now)
            throws SQLException {
        try (PreparedStatement forget = connection.prepareStatement(FORGET)) {
            forget.setObject(1, now.minus(minutes).atOffset(ZoneOffset.UTC));
            forget.setLong(2, minutes.toMillis());
            forget.setObject(3, now.minus(hours).atOffset(ZoneOffset.UTC));
            forget.setLong(4, hours.toMillis());
            forget.execute();
        }
    }

    private RollupRetention() {}
}
