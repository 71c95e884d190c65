package io.millwright.runtime.device;

import io.millwright.runtime.device.Completeness.Interval;
import io.millwright.runtime.device.Completeness.NotTaken;
import io.millwright.runtime.device.Completeness.Reach;
import io.millwright.runtime.device.Completeness.Reason;
import io.millwright.runtime.device.Completeness.Unplaced;
import io.millwright.runtime.device.StreamRecord.Declared;
import io.millwright.runtime.historian.Upkeep;
import io.millwright.runtime.query.HistoryRange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads what is missing of a device: positions of its streams a few at a time, never its points. A page ends after so many
 * streams or so much that is missing; what concerns the device as a whole is on the first.
 */
public final class CompletenessQuery {

    /** Stretches of time with something in quarantine that are read; who is told of one more was told of too few. */
    public static final int MOST_QUARANTINED = 10_000;

    /** A row has 2,048 ranges at most, with their times 100 KB; what is told of it takes 400 KB. */
    private static final int AT_ONCE = 10;

    private static final int STREAMS = 500;

    private static final int ENOUGH = 2_000;

    private static final String DEVICE =
            "SELECT connected, " + millis("state_at") + " FROM historian.device WHERE id = ?";

    /** Islands of minutes that follow one another. */
    private static final String QUARANTINED = """
        SELECT stream, gone, min(m), max(m) + 60000, sum(n)::bigint FROM (
            SELECT stream, gone, m, n, m - 60000 * row_number() OVER (PARTITION BY stream, gone ORDER BY m) AS island FROM (
                SELECT stream, gone, (extract(epoch FROM date_bin('1 minute', at, timestamptz 'epoch')) * 1000)::bigint AS m, count(*) AS n
                FROM (SELECT stream, at, false AS gone FROM historian.quarantine
                        WHERE device = ? AND at >= ? AND at < ? AND reason <> 'bad_report'
                    UNION ALL SELECT stream, at, true FROM historian.discarded WHERE device = ? AND at >= ? AND at < ?) items
                GROUP BY 1, 2, 3) minutes) islands
        GROUP BY stream, gone, island ORDER BY 3 LIMIT ?\
        """;

    private static final String OLDEST = "SELECT " + millis("at")
            + " FROM historian.quarantine WHERE (SELECT max(id) FROM historian.quarantine) > ? ORDER BY id LIMIT 1";

    private static final String NOT_TAKEN = "SELECT " + millis("hour") + """
        , sum(held)::bigint, sum(dropped)::bigint FROM historian.arrival_hour
        WHERE hour > ?::timestamptz - interval '1 hour' AND hour < ?
        GROUP BY hour HAVING sum(held) + sum(dropped) > 0 ORDER BY hour\
        """;

    /** The page of one question, as it fills. */
    private static final class Page implements StreamRecord.Told {

        private final HistoryRange range;
        private final List<Interval> missing = new ArrayList<>();
        private final List<Unplaced> unplaced = new ArrayList<>();
        private final List<Reach> streams = new ArrayList<>();

        /** Of the stream at hand. */
        private final List<Interval> pieces = new ArrayList<>();

        private final Map<Unplaced, Long> astray = new LinkedHashMap<>();

        Page(HistoryRange range) {
            this.range = range;
        }

        /** @return whether there is room for another */
        boolean take(StreamRecord stream, List<Declared> declared) {
            streams.add(stream.reach());
            stream.tell(declared, this);
            missing.addAll(Minutes.coalesced(pieces));
            astray.forEach((one, count) -> unplaced.add(one.counted(count)));
            pieces.clear();
            astray.clear();
            return streams.size() < STREAMS && missing.size() + unplaced.size() < ENOUGH;
        }

        boolean within(Interval interval) {
            return interval.from() < range.to().toEpochMilli()
                    && interval.to() > range.from().toEpochMilli();
        }

        @Override
        public void placed(Interval interval) {
            if (within(interval)) {
                pieces.add(interval);
            }
        }

        @Override
        public void unplaced(Unplaced one) {
            Long after = one.after();
            Long before = one.before();
            if ((after == null || after < range.to().toEpochMilli())
                    && (before == null || before >= range.from().toEpochMilli())) {
                astray.merge(one.counted(0), one.count(), Long::sum);
            }
        }
    }

    /**
     * @param range of whole minutes
     * @param rawRetention for which what is in quarantine is kept
     * @param after the last stream of the page before
     * @return empty if nothing ever came from the device
     */
    public static Optional<Completeness> ask(
            Connection connection,
            String device,
            HistoryRange range,
            Duration rawRetention,
            Optional<String> after,
            Instant now)
            throws SQLException {
        Page page = new Page(range);
        try (PreparedStatement statement = connection.prepareStatement(DEVICE)) {
            statement.setString(1, device);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                Long since = row.getObject(2, Long.class);
                if (after.isEmpty() && !row.getBoolean(1) && since != null) {
                    Interval away = offline(since, now.toEpochMilli());
                    if (page.within(away)) {
                        page.missing.add(away);
                    }
                }
            }
        }
        Optional<String> next = StreamPages.read(connection, device, after.orElse(""), AT_ONCE, page::take);
        boolean first = after.isEmpty();
        if (first) {
            quarantined(connection, device, range, page);
        }
        page.missing.sort(Comparator.comparingLong(Interval::from));
        return Optional.of(new Completeness(
                page.missing,
                page.unplaced,
                page.streams,
                first ? OptionalLong.of(quarantineSince(connection, now.minus(rawRetention))) : OptionalLong.empty(),
                first ? notTaken(connection, range) : List.of(),
                next));
    }

    /** Up to now, by either clock. */
    private static Interval offline(long since, long now) {
        return new Interval(Minutes.floor(since), Minutes.end(Math.max(since, now)), Reason.OFFLINE, null, null, 0);
    }

    private static void quarantined(Connection connection, String device, HistoryRange range, Page page)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(QUARANTINED)) {
            for (int first : new int[] {1, 4}) {
                statement.setString(first, device);
                statement.setObject(first + 1, utc(range.from()));
                statement.setObject(first + 2, utc(range.to()));
            }
            statement.setInt(7, MOST_QUARANTINED + 1);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    page.missing.add(new Interval(
                            row.getLong(3),
                            row.getLong(4),
                            row.getBoolean(2) ? Reason.DISCARDED : Reason.QUARANTINED,
                            row.getString(1),
                            null,
                            row.getLong(5)));
                }
            }
        }
    }

    /** What is older has outlived its retention, or had to give way to newer items. */
    private static long quarantineSince(Connection connection, Instant kept) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(OLDEST)) {
            statement.setLong(1, Upkeep.MOST_QUARANTINED);
            try (ResultSet row = statement.executeQuery()) {
                return Math.max(kept.toEpochMilli(), row.next() ? row.getLong(1) : 0);
            }
        }
    }

    private static List<NotTaken> notTaken(Connection connection, HistoryRange range) throws SQLException {
        List<NotTaken> hours = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(NOT_TAKEN)) {
            statement.setObject(1, utc(range.from()));
            statement.setObject(2, utc(range.to()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    hours.add(new NotTaken(row.getLong(1), row.getLong(2), row.getLong(3)));
                }
            }
        }
        return hours;
    }

    private static String millis(String column) {
        return "(extract(epoch FROM " + column + ") * 1000)::bigint";
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private CompletenessQuery() {}
}
