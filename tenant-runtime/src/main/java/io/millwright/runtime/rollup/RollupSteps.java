package io.millwright.runtime.rollup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The steps of a turn, each one transaction: it locks the mark of minutes, computes whole buckets from points that are committed,
 * and moves the mark or takes marks away. Statements read what was committed when they began, so the order within a step matters.
 */
final class RollupSteps {

    /** What a step came to. */
    enum Came {
        ON,
        NOTHING,
        /** Another process is at it. */
        ELSEWHERE
    }

    private static final int MINUTES_A_STEP = 1_440;

    private static final int LATE_HOURS_A_STEP = 4_096;

    private static final Duration QUICK = Duration.ofMillis(250);

    private static final Duration SLOW = Duration.ofSeconds(2);

    /** Who is further behind takes no breath. */
    private static final Duration IN_TIME = Duration.ofMinutes(5);

    private static final String LOCK = "SELECT FROM rollup_mark WHERE resolution = 'minute' FOR UPDATE SKIP LOCKED";

    private static final String MARKS = """
        SELECT m.until, h.until FROM rollup_mark m, rollup_mark h WHERE m.resolution = 'minute' AND h.resolution = 'hour'\
        """;

    private static final String MOVE = "UPDATE rollup_mark SET until = ? WHERE resolution = ? AND until <> ?";

    private static final String INSERT = """
        INSERT INTO %s (%s)
        SELECT o.series_id, b.* FROM %s o CROSS JOIN LATERAL (%s) b WHERE %s
        %s\
        """;

    /** Whoever has points from there on, has its newest point there too. */
    private static final String FED = "SELECT series_id FROM series_last WHERE ts >= ? ORDER BY series_id";

    private static final String NEW_MINUTES = insert(
            "rollup_minute",
            "(SELECT unnest(?::bigint[]) AS series_id)",
            RollupRows.ofPoints("1 minute", "SELECT * FROM points(o.series_id, ?, ?)"),
            "true");

    private static final String NEW_HOURS = insert(
            "rollup_hour",
            "series_last",
            RollupRows.ofMinutes("m.series_id = o.series_id AND m.bucket >= ? AND m.bucket < ?"),
            "o.ts >= ?");

    private static final String LATE = "(SELECT id AS series_id, to_timestamp(ms / 1000) AS hour"
            + " FROM unnest(?::bigint[], ?::bigint[]) AS late(id, ms))";

    /** Nothing is computed anew from points of which some are gone. */
    private static final String KEPT = "o.hour >= (SELECT kept_from FROM rollup_late)";

    private static final String LATE_MINUTES = insert(
            "rollup_minute",
            LATE,
            RollupRows.ofPoints("1 minute", "SELECT * FROM points(o.series_id, o.hour, o.hour + interval '1 hour')"),
            KEPT);

    private static final String LATE_HOURS = insert(
            "rollup_hour",
            LATE,
            RollupRows.ofMinutes(
                    "m.series_id = o.series_id AND m.bucket >= o.hour AND m.bucket < o.hour + interval '1 hour'"),
            KEPT);

    /** An hour that is not closed yet waits: a device whose clock is behind would have it computed again and again. */
    private static final String DIRTY = """
        SELECT DISTINCT series_id, (extract(epoch FROM hour) * 1000)::bigint AS ms FROM rollup_dirty
        WHERE generation < ? AND hour < ? ORDER BY ms, series_id LIMIT ?\
        """;

    private static final String CLEAN = """
        DELETE FROM rollup_dirty d USING unnest(?::bigint[], ?::bigint[]) AS late(id, ms)
        WHERE d.series_id = late.id AND d.hour = to_timestamp(late.ms / 1000) AND d.generation < ?\
        """;

    /** A point whose time lies a day ahead is no reason to ask every minute. */
    private static final String STANDING = """
        SELECT m.until, NOT EXISTS (SELECT FROM series_last WHERE ts >= m.until AND ts < now() + interval '1 day')
            AND NOT EXISTS (SELECT FROM rollup_dirty d WHERE d.hour < h.until)
        FROM rollup_mark m, rollup_mark h WHERE m.resolution = 'minute' AND h.resolution = 'hour'\
        """;

    private static final String MONTH = "SELECT ensure_rollups(?)";

    private final Pace minutes = new Pace(60, MINUTES_A_STEP, QUICK, SLOW);
    private final Pace lateHours = new Pace(64, LATE_HOURS_A_STEP, QUICK, SLOW);
    private final Breaths breaths = new Breaths();

    /** Whose partitions were seen; forgotten when a step fails, since retention may have dropped one. */
    private final Set<YearMonth> months = new HashSet<>();

    /** What a step has locked. */
    private record Marks(OffsetDateTime minutes, OffsetDateTime hours) {}

    @FunctionalInterface
    private interface Step {
        Came take(Marks marks) throws SQLException;
    }

    /** Rolls up the next minutes before the line, and the hours that end with them. */
    Came advance(Connection connection, Line line) throws SQLException {
        return paced(connection, minutes, marks -> {
            if (!marks.minutes().isBefore(line.before())) {
                return Came.NOTHING;
            }
            OffsetDateTime wanted = marks.minutes().plusMinutes(minutes.size());
            OffsetDateTime until = wanted.isBefore(line.before()) ? wanted : line.before();
            OffsetDateTime hour = until.truncatedTo(ChronoUnit.HOURS);
            partitions(connection, marks.hours(), until);
            boolean inTime = Duration.between(marks.minutes(), line.before()).compareTo(IN_TIME) < 0;
            newMinutes(connection, marks.minutes(), until, inTime);
            if (hour.isAfter(marks.hours())) {
                range(connection, NEW_HOURS, marks.hours(), hour);
            }
            move(connection, "minute", until);
            move(connection, "hour", hour);
            return Came.ON;
        });
    }

    /** Computes anew the oldest hours that late points came into, and takes their marks away. */
    Came correct(Connection connection, Line line) throws SQLException {
        return paced(connection, lateHours, marks -> {
            List<LateHour> late = dirty(connection, lateHours.size(), line, marks);
            if (late.isEmpty()) {
                return Came.NOTHING;
            }
            for (LateHour each : late) {
                OffsetDateTime hour = Instant.ofEpochMilli(each.hour()).atOffset(ZoneOffset.UTC);
                partitions(connection, hour, hour);
            }
            hours(connection, LATE_MINUTES, late);
            hours(connection, LATE_HOURS, late);
            try (PreparedStatement clean = connection.prepareStatement(CLEAN)) {
                LateLine.set(connection, clean, 1, late);
                clean.setLong(3, line.generation());
                clean.executeUpdate();
            }
            return Came.ON;
        });
    }

    private Came paced(Connection connection, Pace pace, Step step) throws SQLException {
        long begun = System.nanoTime();
        connection.setAutoCommit(false);
        try {
            Came came = locked(connection) ? step.take(marks(connection)) : Came.ELSEWHERE;
            connection.commit();
            if (came == Came.ON) {
                pace.took(Duration.ofNanos(System.nanoTime() - begun));
            }
            return came;
        } catch (SQLException e) {
            pace.failed();
            months.clear();
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    Rollups.Turn standing(Connection connection, boolean caughtUp) throws SQLException {
        try (PreparedStatement standing = connection.prepareStatement(STANDING);
                ResultSet row = standing.executeQuery()) {
            row.next();
            return new Rollups.Turn(Line.utc(row, 1).toInstant(), caughtUp, caughtUp && row.getBoolean(2));
        }
    }

    private static boolean locked(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(LOCK);
                ResultSet row = lock.executeQuery()) {
            return row.next();
        }
    }

    private static Marks marks(Connection connection) throws SQLException {
        try (PreparedStatement marks = connection.prepareStatement(MARKS);
                ResultSet row = marks.executeQuery()) {
            row.next();
            return new Marks(Line.utc(row, 1), Line.utc(row, 2));
        }
    }

    private static List<LateHour> dirty(Connection connection, int most, Line line, Marks marks) throws SQLException {
        List<LateHour> late = new ArrayList<>();
        try (PreparedStatement dirty = connection.prepareStatement(DIRTY)) {
            dirty.setLong(1, line.generation());
            dirty.setObject(2, marks.hours());
            dirty.setInt(3, most);
            try (ResultSet row = dirty.executeQuery()) {
                while (row.next()) {
                    late.add(new LateHour(row.getLong(1), row.getLong(2)));
                }
            }
        }
        return late;
    }

    private void partitions(Connection connection, OffsetDateTime from, OffsetDateTime to) throws SQLException {
        for (YearMonth month = YearMonth.from(from); !month.isAfter(YearMonth.from(to)); month = month.plusMonths(1)) {
            if (months.add(month)) {
                try (PreparedStatement ensure = connection.prepareStatement(MONTH)) {
                    ensure.setObject(1, month.atDay(1));
                    ensure.execute();
                }
            }
        }
    }

    private void newMinutes(Connection connection, OffsetDateTime from, OffsetDateTime until, boolean inTime)
            throws SQLException {
        Long[] fed = fed(connection, from);
        try (PreparedStatement insert = connection.prepareStatement(NEW_MINUTES)) {
            for (int done = 0; done < fed.length; ) {
                int end = Math.min(fed.length, done + breaths.size());
                insert.setArray(1, connection.createArrayOf("bigint", Arrays.copyOfRange(fed, done, end)));
                insert.setObject(2, from);
                insert.setObject(3, until);
                long begun = System.nanoTime();
                insert.executeUpdate();
                breaths.took(Duration.ofNanos(System.nanoTime() - begun), inTime && end < fed.length);
                done = end;
            }
        }
    }

    private static Long[] fed(Connection connection, OffsetDateTime from) throws SQLException {
        List<Long> fed = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(FED)) {
            select.setObject(1, from);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    fed.add(row.getLong(1));
                }
            }
        }
        return fed.toArray(Long[]::new);
    }

    private static void range(Connection connection, String sql, OffsetDateTime from, OffsetDateTime to)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setObject(1, from);
            insert.setObject(2, to);
            insert.setObject(3, from);
            insert.executeUpdate();
        }
    }

    private static void hours(Connection connection, String sql, List<LateHour> late) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            LateLine.set(connection, insert, 1, late);
            insert.executeUpdate();
        }
    }

    private static void move(Connection connection, String resolution, OffsetDateTime until) throws SQLException {
        try (PreparedStatement move = connection.prepareStatement(MOVE)) {
            move.setObject(1, until);
            move.setString(2, resolution);
            move.setObject(3, until);
            move.executeUpdate();
        }
    }

    private static String insert(String table, String owners, String buckets, String which) {
        return INSERT.formatted(table, RollupRows.COLUMNS, owners, buckets, which, RollupRows.REPLACE);
    }
}
