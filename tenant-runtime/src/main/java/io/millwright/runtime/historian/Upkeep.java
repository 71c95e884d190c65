package io.millwright.runtime.historian;

import io.millwright.runtime.rollup.RollupRetention;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Hourly: days are made ahead, what has outlived its retention goes, and quarantine and refusals stay bounded. Safe to repeat. */
public final class Upkeep {

    /** So that a point that is accepted at the edge of the window does not find its day gone. */
    private static final Duration MARGIN = Duration.ofHours(2);

    /** The newest of a tenant; older ones are forgotten. */
    public static final long MOST_QUARANTINED = 100_000;

    private static final long MOST_REFUSED = 100_000;

    /**
     * An hour that was counted must stay counted if a longer retention lets its points in again, and what was declared lost be
     * told as long as its minutes are; no tier keeps raw points for longer.
     */
    private static final Duration ACTIVITY = Duration.ofDays(800);

    /**
     * What is too old is so by both clocks, the process's and the database's: one that is set ahead by mistake deletes nothing.
     *
     * @param now by the process's clock
     */
    public static void run(Connection connection, Duration rawRetention, Instant now) throws SQLException {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        execute(connection, "SELECT ensure_day(?)", today);
        execute(connection, "SELECT ensure_day(?)", today.plusDays(1));
        OffsetDateTime kept = RollupRetention.giveUpRaw(connection, rawRetention.plus(MARGIN), now);
        execute(connection, "SELECT forget_before(?)", kept);
        execute(connection, "SELECT forget_packed_before(?)", kept);
        before(connection, "DELETE FROM quarantine WHERE at < %s", rawRetention.plus(MARGIN), now);
        before(connection, "DELETE FROM discarded WHERE at < %s", rawRetention.plus(MARGIN), now);
        before(connection, "DELETE FROM refusal WHERE at < %s", rawRetention.plus(MARGIN), now);
        before(connection, "DELETE FROM gap WHERE at < %s", ACTIVITY, now);
        before(connection, "DELETE FROM device_hour WHERE hour < %s", ACTIVITY, now);
        before(connection, "DELETE FROM site_hour WHERE hour < %s", ACTIVITY, now);
        execute(
                connection,
                "DELETE FROM quarantine WHERE id <= (SELECT max(id) FROM quarantine) - ?",
                MOST_QUARANTINED);
        execute(connection, "DELETE FROM refusal WHERE id <= (SELECT max(id) FROM refusal) - ?", MOST_REFUSED);
    }

    private static void before(Connection connection, String sql, Duration age, Instant now) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(sql.formatted("least(?::timestamptz, now() - ? * interval '1 ms')"))) {
            statement.setObject(1, utc(now.minus(age)));
            statement.setLong(2, age.toMillis());
            statement.execute();
        }
    }

    private static void execute(Connection connection, String sql, Object parameter) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, parameter);
            statement.execute();
        }
    }

    private static OffsetDateTime utc(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    private Upkeep() {}
}
