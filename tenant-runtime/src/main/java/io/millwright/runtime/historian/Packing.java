package io.millwright.runtime.historian;

import io.millwright.wire.telemetry.TimeWindow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Turns the points of closed days into arrays, a bounded part at a time. Each part is one transaction of the database, so that it
 * may be killed anywhere, repeated, and tried by two runtimes at once. One tenant's; for one thread.
 */
public final class Packing {

    /** A day is closed when nothing but late data can come of it: devices' clocks may be ahead, and queues are not empty at once. */
    public static final Duration CLOSED_AFTER = Duration.ofHours(1).plus(TimeWindow.AHEAD);

    /** Longer than any statement lives that began before the last point of a day was packed. */
    private static final Duration SETTLED_AFTER = Duration.ofMinutes(50);

    /** Points of a turn: some tenths of a second of one processor. */
    private static final int MOST = 50_000;

    private final Deque<LocalDate> days = new ArrayDeque<>();
    private final Duration settled;
    private final int most;

    /** The last series of the first day that is done; some ids are below zero. */
    private long after = Long.MIN_VALUE;

    public Packing() {
        this(SETTLED_AFTER, MOST);
    }

    /** @param settled how long ago a day must have been packed before its room is given back */
    public Packing(Duration settled, int most) {
        this.settled = settled;
        this.most = most;
    }

    /** Finds out which days there are to pack; a day is closed by both clocks, the process's and the database's. */
    public void look(Connection connection, Duration closedAfter, Instant now) throws SQLException {
        days.clear();
        after = Long.MIN_VALUE;
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT days_to_pack(least(?::timestamptz, now() - ? * interval '1 ms'))")) {
            statement.setObject(1, OffsetDateTime.ofInstant(now.minus(closedAfter), ZoneOffset.UTC));
            statement.setLong(2, closedAfter.toMillis());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    days.add(rows.getObject(1, LocalDate.class));
                }
            }
        }
    }

    /** Whether {@link #turn} has something to do. */
    public boolean pending() {
        return !days.isEmpty();
    }

    /** Packs a part of the oldest day, or gives its room back. Takes about a second at most. */
    public void turn(Connection connection) throws SQLException {
        LocalDate day = days.peek();
        if (day == null) {
            return;
        }
        if (!pack(connection, day)) {
            empty(connection, day);
            days.remove();
            after = Long.MIN_VALUE;
        }
    }

    /** @return whether there is more of that day */
    private boolean pack(Connection connection, LocalDate day) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT reached FROM pack_day(?, ?, ?)")) {
            statement.setObject(1, day);
            statement.setLong(2, after);
            statement.setInt(3, most);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                long reached = row.getLong(1);
                if (row.wasNull()) {
                    return false;
                }
                after = reached;
                return true;
            }
        }
    }

    /** Not yet possible right after packing: then a later look finds the day again. */
    private void empty(Connection connection, LocalDate day) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT empty_day(?, ? * interval '1 ms')")) {
            statement.setObject(1, day);
            statement.setLong(2, settled.toMillis());
            statement.execute();
        }
    }
}
