package io.millwright.quickstart.bench;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * A history that is known: 500 tags of ten devices, ten of which have a point a second and the others as many as are left,
 * all at whole seconds. Each value follows from tag and time, so that any answer can be checked.
 */
final class QueryHistory {

    static final int DEVICES = 10;
    static final int TAGS = 50;
    static final int SERIES = DEVICES * TAGS;

    /** One a device, its first tag. */
    static final int FAST = DEVICES;

    static final long DAY = 86_400;

    /** With room for clocks that are ahead. */
    private static final long CLOSED_AFTER = 2 * 3_600;

    private static final String COPY =
            "COPY historian.sample (ts, value, series_id, quality, kind) FROM STDIN (FORMAT binary)";
    private static final byte[] SIGNATURE = "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int FLAGS_AND_EXTENSION = 8;
    /** PostgreSQL counts microseconds from the year 2000. */
    private static final long POSTGRES_EPOCH = 946_684_800;

    private static final long MICROS = 1_000_000;
    private static final int COLUMNS = 5;
    private static final int GOOD = 192;
    private static final int PIECE = 1 << 20;

    /** Seconds since the epoch; a whole day ends before the last one begins that is not over. */
    final long begin;

    final long end;

    /** Seconds between two points of a tag that is not fast. */
    final long slow;

    /** By number: device after device, tag after tag. */
    private final long[] ids = new long[SERIES];

    /** @param points at least; what is needed for a day of the fast ones is there in any case */
    QueryHistory(long points, Instant now) {
        long days = Math.clamp(points / 7_000_000, 1, 7);
        this.end = now.getEpochSecond() / 60 * 60;
        this.begin = end - days * DAY;
        long rest = Math.max(1, points - FAST * (end - begin));
        this.slow = Math.clamp((SERIES - FAST) * (end - begin) / rest, 1, 3_600);
    }

    static boolean isFast(int series) {
        return series % TAGS == 0;
    }

    static String device(int series) {
        return "press-" + (series / TAGS + 1);
    }

    static String tag(int series) {
        return "tag-" + series % TAGS;
    }

    long id(int series) {
        return ids[series];
    }

    /** Whether a series has a point at that second. */
    boolean has(int series, long second) {
        return isFast(series) || (second - begin) % slow == series % slow;
    }

    /** Quarters, which a double holds exactly in every sum of them. */
    static double value(int series, long second) {
        return (series * 31L + second * 7) % 4_001 / 4.0;
    }

    long points() {
        return pointsBefore(end);
    }

    /** Of days that are over for so long that they can be packed. */
    long closedPoints() {
        return pointsBefore(Math.max(begin, (end - CLOSED_AFTER) / DAY * DAY));
    }

    private long pointsBefore(long second) {
        long all = FAST * (second - begin);
        for (int series = 0; series < SERIES; series++) {
            if (!isFast(series)) {
                all += Math.max(0, (second - begin - series % slow + slow - 1) / slow);
            }
        }
        return all;
    }

    /** The last second at which a series has a point. */
    long last(int series) {
        long second = end - 1;
        while (!has(series, second)) {
            second--;
        }
        return second;
    }

    List<LocalDate> days() {
        return LocalDate.ofEpochDay(begin / DAY)
                .datesUntil(LocalDate.ofEpochDay((end - 1) / DAY + 1))
                .toList();
    }

    /** Tags and their newest points. */
    void name(Connection connection) throws SQLException {
        try (PreparedStatement series = connection.prepareStatement(
                        "INSERT INTO historian.series (device, site, tag, unit, kind) VALUES (?, 'bremen', ?, 'bar', 0)"
                                + " RETURNING id");
                PreparedStatement last = connection.prepareStatement(
                        "INSERT INTO historian.series_last (series_id, ts, value, quality, kind) VALUES (?, ?, ?, 192,"
                                + " 0)")) {
            for (int i = 0; i < SERIES; i++) {
                series.setString(1, device(i));
                series.setString(2, tag(i));
                try (ResultSet row = series.executeQuery()) {
                    row.next();
                    ids[i] = row.getLong(1);
                }
                last.setLong(1, ids[i]);
                last.setObject(2, Instant.ofEpochSecond(last(i)).atOffset(ZoneOffset.UTC));
                last.setDouble(3, value(i, last(i)));
                last.executeUpdate();
            }
        }
    }

    /** Points of a day in the order of time, as they would have come, in one COPY. */
    void fill(Connection connection, LocalDate day) throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET synchronous_commit = off");
            statement.execute("SELECT historian.ensure_day('" + day + "')");
        }
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(PIECE + PIECE / 8);
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(SIGNATURE);
        out.write(new byte[FLAGS_AND_EXTENSION]);
        long from = Math.max(begin, day.toEpochDay() * DAY);
        long to = Math.min(end, (day.toEpochDay() + 1) * DAY);
        List<Integer> due = new ArrayList<>();
        for (long second = from; second < to; second++) {
            due.clear();
            due(second, due);
            for (int series : due) {
                row(out, series, second);
            }
            if (bytes.size() >= PIECE) {
                copy.writeToCopy(bytes.toByteArray(), 0, bytes.size());
                bytes.reset();
            }
        }
        out.writeShort(-1);
        copy.writeToCopy(bytes.toByteArray(), 0, bytes.size());
        copy.endCopy();
    }

    private void due(long second, List<Integer> due) {
        for (int series = 0; series < SERIES; series += TAGS) {
            due.add(series);
        }
        for (int series = (int) ((second - begin) % slow); series < SERIES; series += (int) slow) {
            if (!isFast(series)) {
                due.add(series);
            }
        }
    }

    private void row(DataOutputStream out, int series, long second) throws IOException {
        out.writeShort(COLUMNS);
        out.writeInt(Long.BYTES);
        out.writeLong((second - POSTGRES_EPOCH) * MICROS);
        out.writeInt(Double.BYTES);
        out.writeDouble(value(series, second));
        out.writeInt(Long.BYTES);
        out.writeLong(ids[series]);
        out.writeInt(Integer.BYTES);
        out.writeInt(GOOD);
        out.writeInt(Short.BYTES);
        out.writeShort(0);
    }
}
