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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The steps of a turn. A step sums whole minutes up from points that are committed, some series at a time and a stretch of time at a
 * time, without a transaction; writes them under the lock of the marks, if those are still what it began with; and moves the mark
 * or takes marks away. Minutes beyond the mark may be there, of a step that is under way or broke off: nobody reads them, and the
 * next step writes them anew. In between it pauses, and holds nothing.
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

    /** Of a statement that sums up. */
    private static final int MOST_SERIES = 2_048;

    /** Of an hour of each is kept in memory what there is. */
    private static final int MOST_LATE_SERIES = 512;

    /** What one transaction writes: some hundredths of a second. */
    private static final int MOST_ROWS = 2_048;

    private static final Duration QUICK = Duration.ofMillis(250);

    private static final Duration SLOW = Duration.ofSeconds(2);

    /** Who is further behind takes no breath. */
    private static final Duration IN_TIME = Duration.ofMinutes(5);

    private static final String HOURS = """
        INSERT INTO rollup_hour (%s)
        SELECT o.series_id, b.* FROM %s o CROSS JOIN LATERAL (%s) b WHERE %s
        %s\
        """;

    /** Whoever has points from there on, has its newest point there too. */
    private static final String FED = "SELECT series_id FROM series_last WHERE ts >= ? ORDER BY series_id";

    private static final String NEW_HOURS = hours(
            "(SELECT unnest(?::bigint[]) AS series_id)",
            RollupRows.ofMinutes("m.series_id = o.series_id AND m.bucket >= ? AND m.bucket < ?"),
            "true");

    /** Nothing is computed anew from points of which some are gone. */
    private static final String LATE_HOURS = hours(
            "(SELECT id AS series_id, to_timestamp(ms / 1000) AS hour FROM unnest(?::bigint[], ?::bigint[]) AS"
                    + " late(id, ms))",
            RollupRows.ofMinutes(
                    "m.series_id = o.series_id AND m.bucket >= o.hour AND m.bucket < o.hour + interval '1 hour'"),
            "o.hour >= (SELECT kept_from FROM rollup_late)");

    private static final String MONTH = "SELECT ensure_rollups(?)";

    private final Pace minutes = new Pace(60, MINUTES_A_STEP, QUICK, SLOW);
    private final Pace lateHours = new Pace(64, LATE_HOURS_A_STEP, QUICK, SLOW);
    private final Slices slices;
    private final Slices lateSlices;
    private final Breaths breaths = new Breaths();

    /** Whose partitions were seen; forgotten when a step fails, since retention may have dropped one. */
    private final Set<YearMonth> months = new HashSet<>();

    /** @param points of a slice */
    RollupSteps(long points) {
        this.slices = new Slices(points);
        this.lateSlices = new Slices(points);
    }

    @FunctionalInterface
    private interface Step {
        Came take() throws SQLException;
    }

    /** Rolls up the next minutes before the line, and the hours that end with them. */
    Came advance(Connection connection, Line line) throws SQLException {
        return paced(minutes, () -> {
            Marks begun = Marks.read(connection);
            if (!still(connection, begun, () -> true)) {
                return Came.ELSEWHERE;
            }
            if (!begun.minutes().isBefore(line.before())) {
                return Came.NOTHING;
            }
            OffsetDateTime wanted = begun.minutes().plusMinutes(minutes.size());
            OffsetDateTime until = wanted.isBefore(line.before()) ? wanted : line.before();
            boolean inTime = Duration.between(begun.minutes(), line.before()).compareTo(IN_TIME) < 0;
            partitions(connection, begun.hours(), until);
            boolean mine = newMinutes(connection, begun, until, inTime)
                    && newHours(connection, begun, until.truncatedTo(ChronoUnit.HOURS), inTime)
                    && still(connection, begun, () -> {
                        Marks.move(connection, "minute", until);
                        Marks.move(connection, "hour", until.truncatedTo(ChronoUnit.HOURS));
                        return true;
                    });
            return mine ? Came.ON : Came.ELSEWHERE;
        });
    }

    private boolean newMinutes(Connection connection, Marks begun, OffsetDateTime until, boolean inTime)
            throws SQLException {
        for (Long[] series : fed(connection, begun.minutes(), MOST_SERIES)) {
            MinuteRange range = new MinuteRange(connection, slices, breaths, inTime, series, begun.minutes(), until);
            while (range.pending()) {
                if (!range.next(work -> still(connection, begun, work)) || !written(connection, begun, range, inTime)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean written(Connection connection, Marks begun, MinuteRange range, boolean inTime) throws SQLException {
        MinuteSums sums = range.sums();
        while (sums.size() > 0 && range.whole() && (sums.size() >= MOST_ROWS || !range.pending())) {
            MinuteSums part = sums.cut(MOST_ROWS);
            if (!breathing(inTime, () -> still(connection, begun, () -> part.write(connection)))) {
                return false;
            }
        }
        return true;
    }

    private boolean newHours(Connection connection, Marks begun, OffsetDateTime until, boolean inTime)
            throws SQLException {
        if (!until.isAfter(begun.hours())) {
            return true;
        }
        int some = (int) Math.max(1, MOST_ROWS / ChronoUnit.MINUTES.between(begun.hours(), until));
        for (Long[] series : fed(connection, begun.hours(), some)) {
            if (!breathing(
                    inTime, () -> still(connection, begun, () -> hours(connection, series, begun.hours(), until)))) {
                return false;
            }
        }
        return true;
    }

    /** Computes anew the oldest hours that late points came into, and takes their marks away. */
    Came correct(Connection connection, Line line) throws SQLException {
        return paced(lateHours, () -> {
            List<LateHour> late = DirtyHours.oldest(connection, lateHours.size(), line, Marks.read(connection));
            for (int done = 0; done < late.size(); ) {
                long hour = late.get(done).hour();
                int end = done + 1;
                while (end < late.size()
                        && end - done < MOST_LATE_SERIES
                        && late.get(end).hour() == hour) {
                    end++;
                }
                if (!correct(connection, line, late.subList(done, end))) {
                    return Came.ELSEWHERE;
                }
                done = end;
            }
            return late.isEmpty() ? Came.NOTHING : Came.ON;
        });
    }

    /** @param late series of one hour */
    private boolean correct(Connection connection, Line line, List<LateHour> late) throws SQLException {
        OffsetDateTime hour = Instant.ofEpochMilli(late.getFirst().hour()).atOffset(ZoneOffset.UTC);
        partitions(connection, hour, hour);
        Long[] series = late.stream().map(LateHour::series).toArray(Long[]::new);
        MinuteRange range = new MinuteRange(connection, lateSlices, breaths, true, series, hour, hour.plusHours(1));
        while (range.pending()) {
            if (!range.next(work -> Marks.locked(connection, work))) {
                return false;
            }
        }
        MinuteSums sums = range.sums();
        Map<Long, Integer> minutes = sums.bySeries();
        for (int done = 0; done < late.size(); ) {
            int end = done;
            for (int rows = 0; end < late.size() && rows < MOST_ROWS; end++) {
                rows += minutes.getOrDefault(late.get(end).series(), 1);
            }
            List<LateHour> some = late.subList(done, end);
            if (!breathing(true, () -> Marks.locked(connection, () -> correct(connection, line, some, sums)))) {
                return false;
            }
            done = end;
        }
        return true;
    }

    /** Under the lock. */
    private static boolean correct(Connection connection, Line line, List<LateHour> late, MinuteSums sums)
            throws SQLException {
        List<LateHour> taken = DirtyHours.clean(connection, line, late);
        sums.cut(taken.stream().map(LateHour::series).collect(Collectors.toSet()))
                .write(connection);
        try (PreparedStatement insert = connection.prepareStatement(LATE_HOURS)) {
            LateLine.set(connection, insert, 1, taken);
            insert.executeUpdate();
        }
        return true;
    }

    private boolean breathing(boolean pause, Marks.Work work) throws SQLException {
        long begun = System.nanoTime();
        boolean done = work.run();
        breaths.took(Duration.ofNanos(System.nanoTime() - begun), pause);
        return done;
    }

    /** Does something under the lock if the marks are where they were: then nobody else has done what this is about. */
    private static boolean still(Connection connection, Marks marks, Marks.Work work) throws SQLException {
        return Marks.locked(connection, () -> Marks.read(connection).equals(marks) && work.run());
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

    /** Series that may have points from there on, so many at a time. */
    private static List<Long[]> fed(Connection connection, OffsetDateTime from, int some) throws SQLException {
        List<Long> fed = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(FED)) {
            select.setObject(1, from);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    fed.add(row.getLong(1));
                }
            }
        }
        List<Long[]> parts = new ArrayList<>();
        for (int done = 0; done < fed.size(); done += some) {
            parts.add(fed.subList(done, Math.min(fed.size(), done + some)).toArray(Long[]::new));
        }
        return parts;
    }

    private static boolean hours(Connection connection, Long[] series, OffsetDateTime from, OffsetDateTime to)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(NEW_HOURS)) {
            insert.setArray(1, connection.createArrayOf("bigint", series));
            insert.setObject(2, from);
            insert.setObject(3, to);
            insert.executeUpdate();
            return true;
        }
    }

    private static String hours(String owners, String minutes, String which) {
        return HOURS.formatted(RollupRows.COLUMNS, owners, minutes, which, RollupRows.REPLACE);
    }

    private Came paced(Pace pace, Step step) throws SQLException {
        long begun = System.nanoTime();
        Duration paused = breaths.paused();
        try {
            Came came = step.take();
            if (came == Came.ON) {
                pace.took(Duration.ofNanos(System.nanoTime() - begun)
                        .minus(breaths.paused().minus(paused)));
            }
            return came;
        } catch (SQLException e) {
            pace.failed();
            slices.begin();
            lateSlices.begin();
            months.clear();
            throw e;
        }
    }
}
