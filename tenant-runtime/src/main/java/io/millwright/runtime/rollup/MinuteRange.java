package io.millwright.runtime.rollup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/**
 * Minutes of some series from one time to another, a slice at a time with a pause after each. Where points are few, whole minutes
 * are computed and written by one statement under the lock; where they are many, parts of minutes are summed up without it.
 */
final class MinuteRange {

    /** Rows take longer than points. */
    private static final int POINTS_A_ROW = 5;

    /** From points as they are under the lock: never older than what is there. */
    private static final String AT_ONCE = """
        WITH written AS (
            INSERT INTO rollup_minute (%s)
            SELECT o.series_id, b.* FROM (SELECT unnest(?::bigint[]) AS series_id) o CROSS JOIN LATERAL (%s) b
            WHERE b.bucket >= (SELECT kept_from FROM rollup_late)
            %s
            RETURNING n)
        SELECT coalesce(sum(n), 0), count(*) FROM written\
        """.formatted(
                    RollupRows.COLUMNS,
                    RollupRows.ofPoints("1 minute", "SELECT * FROM points(o.series_id, ?, ?)"),
                    RollupRows.REPLACE);

    private static final String BEGIN = "SELECT points_begin(?, ?, ?)";

    /** Whoever knows nothing, or has found nothing for so long, looks where to go on, and begins with little: there may be many. */
    private static final Duration NOTHING = Duration.ofMinutes(4);

    /** Does something in a transaction in which nobody else changes roll-ups; false if it may not be done. */
    @FunctionalInterface
    interface Lock {
        boolean within(Marks.Work work) throws SQLException;
    }

    private final Connection connection;
    private final Slices slices;
    private final Breaths breaths;
    private final boolean pause;
    private final Long[] series;
    private final OffsetDateTime until;
    private final MinuteSums sums = new MinuteSums();
    private OffsetDateTime reached;

    /** Is known of what comes next. */
    private boolean nothing;

    MinuteRange(
            Connection connection,
            Slices slices,
            Breaths breaths,
            boolean pause,
            Long[] series,
            OffsetDateTime from,
            OffsetDateTime until) {
        this.connection = connection;
        this.slices = slices;
        this.breaths = breaths;
        this.pause = pause;
        this.series = series;
        this.reached = from;
        this.until = until;
        this.nothing = slices.unknown();
    }

    /** Whether there is another slice. */
    boolean pending() {
        return reached.isBefore(until);
    }

    /** What was summed up and not written. */
    MinuteSums sums() {
        return sums;
    }

    /** Whether all that was summed up is whole minutes. */
    boolean whole() {
        return reached.equals(minute());
    }

    private OffsetDateTime minute() {
        return reached.truncatedTo(ChronoUnit.MINUTES);
    }

    /** @return false if the lock was not given: then there is no use in going on */
    boolean next(Lock lock) throws SQLException {
        if (nothing) {
            skip();
            if (!pending()) {
                return true;
            }
        }
        OffsetDateTime wanted = reached.plus(Duration.ofMillis(slices.millis()));
        boolean minutes = !wanted.isBefore(minute().plusMinutes(1));
        OffsetDateTime cut = minutes ? wanted.truncatedTo(ChronoUnit.MINUTES) : wanted;
        OffsetDateTime end = cut.isBefore(until) ? cut : until;
        long begun = System.nanoTime();
        boolean mine = minutes && whole() ? lock.within(() -> atOnce(end)) : summed(end);
        reached = end;
        breaths.took(Duration.ofNanos(System.nanoTime() - begun), pause);
        return mine;
    }

    /** On to the minute of the next point. */
    private void skip() throws SQLException {
        try (PreparedStatement ask = connection.prepareStatement(BEGIN)) {
            ask.setArray(1, connection.createArrayOf("bigint", series));
            ask.setObject(2, reached);
            ask.setObject(3, until);
            try (ResultSet row = ask.executeQuery()) {
                row.next();
                OffsetDateTime next = row.getObject(1, OffsetDateTime.class);
                OffsetDateTime minute = next == null ? until : Line.utc(row, 1).truncatedTo(ChronoUnit.MINUTES);
                reached = minute.isAfter(reached) ? minute : reached;
            }
        }
        slices.begin();
        nothing = false;
    }

    private boolean atOnce(OffsetDateTime end) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(AT_ONCE)) {
            insert.setArray(1, connection.createArrayOf("bigint", series));
            insert.setObject(2, reached);
            insert.setObject(3, end);
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                held(end, row.getLong(1), row.getLong(2));
            }
        }
        return true;
    }

    private boolean summed(OffsetDateTime end) throws SQLException {
        int before = sums.size();
        long points = sums.add(connection, series, reached, end);
        held(end, points, Math.max(0, sums.size() - before));
        return true;
    }

    private void held(OffsetDateTime end, long points, long rows) {
        nothing = points == 0 && Duration.between(reached, end).compareTo(NOTHING) >= 0;
        slices.held(ChronoUnit.MILLIS.between(reached, end), points + POINTS_A_ROW * rows);
    }
}
