package io.millwright.runtime.historian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Points of every shape in no order, packed at any moment, beside a list of what was stored: both must say the same. */
final class PointModel {

    private static final int SERIES = 9;

    private static final int ROUNDS = 10;

    private static final long DAY_MICROS = 86_400_000_000L;

    private static final double[] ODD = {
        -0.0,
        0.0,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        Float.MAX_VALUE,
        Float.MIN_VALUE,
        9e15,
        9_007_199_254_740_993.0,
        0.1 + 0.2,
        1e9 + 0.1
    };

    /** @param micros since 1970 */
    private record Point(
            long micros,
            @Nullable Double value,
            int quality,
            int kind,
            @Nullable String text) {

        String says() {
            return String.format(
                    Locale.ROOT,
                    "%020d %s %d %d %s",
                    micros,
                    value == null ? "null" : Long.toHexString(Double.doubleToRawLongBits(value)),
                    quality,
                    kind,
                    text);
        }
    }

    private final Connection writer;
    private final Random random;
    private final LocalDate day;
    private final long begins;
    private final List<List<Point>> stored = new ArrayList<>();

    private PointModel(Connection writer, LocalDate day, Random random) {
        this.writer = writer;
        this.day = day;
        this.random = random;
        this.begins = day.toEpochDay() * DAY_MICROS;
        for (int series = 0; series < SERIES; series++) {
            stored.add(new ArrayList<>());
        }
    }

    /** @param day it and the day before are used */
    static void check(Connection writer, LocalDate day, long seed) throws SQLException {
        PointModel model = new PointModel(writer, day, new Random(seed));
        for (int round = 0; round < ROUNDS; round++) {
            for (int series = 0; series < SERIES; series++) {
                if (model.random.nextInt(3) > 0) {
                    model.store(series);
                }
            }
            model.pack(1 + model.random.nextInt(3_000));
            model.compare("seed " + seed + ", round " + round);
        }
        while (model.pack(5_000)) {
            model.compare("seed " + seed + ", in the end");
        }
        model.compare("seed " + seed + ", packed");
        assertThat(number(writer, "SELECT count(*) FROM sample")).isZero();
        assertThat(number(writer, "SELECT max(n) FROM packed")).isBetween(1L, 980L);
        assertThat(number(
                        writer,
                        "SELECT count(*) FROM packed a JOIN packed b ON b.series_id = a.series_id"
                                + " AND b.ctid <> a.ctid AND b.first_ts < a.last_ts AND b.last_ts > a.first_ts"
                                + " AND b.first_ts > a.first_ts"))
                .as("rows of a series that overlap")
                .isZero();
    }

    private void store(int series) throws SQLException {
        int many = random.nextInt(4) == 0 ? 2_500 : 1 + random.nextInt(40);
        long at = begins + (random.nextBoolean() ? 0 : -DAY_MICROS);
        long step = random.nextBoolean() ? 1_000_000 : 1 + random.nextInt(20_000_000);
        long from = at + random.nextLong(DAY_MICROS);
        try (PreparedStatement insert =
                writer.prepareStatement("INSERT INTO sample (ts, value, series_id, quality, kind, text_value)"
                        + " VALUES (?, ?, ?, ?, ?, ?)")) {
            for (int i = 0; i < many; i++) {
                Point point = point(series, i, at + Math.floorMod(time(series, from - at, i, step), DAY_MICROS));
                stored.get(series).add(point);
                insert.setObject(1, utc(point.micros()));
                insert.setObject(2, point.value(), Types.DOUBLE);
                insert.setLong(3, series - 1L);
                insert.setInt(4, point.quality());
                insert.setInt(5, point.kind());
                insert.setString(6, point.text());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Even to the millisecond, jittering, to the microsecond, or many of one time. */
    private long time(int series, long from, int i, long step) {
        return switch (series % 4) {
            case 0 -> from / 1_000 * 1_000 + i * 1_000_000L;
            case 1 -> from / 1_000 * 1_000 + i * 1_000_000L + random.nextInt(-40, 40) * 1_000L;
            case 2 -> from + i * step + random.nextInt(1_000);
            default -> (from + i / 700 * step) / 1_000 * 1_000;
        };
    }

    private Point point(int series, int i, long micros) {
        int quality = random.nextInt(50) == 0 ? random.nextInt(256) : 192;
        return switch (series) {
            case 0 -> new Point(micros, Math.round(2_000 + 300 * Math.sin(i / 500.0)) / 100.0, 192, 0, null);
            case 1 -> new Point(micros, 20 + random.nextGaussian(), quality, 0, null);
            case 2 -> new Point(micros, (double) (float) (20 + random.nextGaussian()), 192, 0, null);
            case 3 -> new Point(micros, random.nextInt(30) == 0 ? 1.0 : 0.0, 192, 2, null);
            case 4 -> whole(micros, random.nextBoolean() ? random.nextInt(-100_000, 100_000) : random.nextLong());
            case 5 ->
                new Point(micros, null, 192, 3, random.nextBoolean() ? "RUNNING" : "stopped, \"why\\\" {" + i + "}");
            case 6 -> new Point(micros, ODD[random.nextInt(ODD.length)], quality, 0, null);
            case 7 ->
                random.nextBoolean()
                        ? new Point(micros, random.nextInt(10) / 10.0, quality, 0, null)
                        : new Point(micros, null, quality, 3, "");
            default -> new Point(micros, 4_711.25, 192, 0, null);
        };
    }

    private static Point whole(long micros, long value) {
        boolean exact = Math.abs(value) < 1L << 53;
        return new Point(micros, (double) value, 192, 1, exact ? null : Long.toString(value));
    }

    /** @return whether something was packed */
    private boolean pack(int most) throws SQLException {
        long moved = 0;
        for (LocalDate which : List.of(day.minusDays(1), day)) {
            moved += number(
                    writer,
                    "SELECT moved FROM pack_day('" + which + "', " + (random.nextInt(5) - 3) + ", " + most + ")");
            moved +=
                    number(writer, "SELECT moved FROM pack_day('" + which + "', " + Long.MIN_VALUE + ", " + most + ")");
        }
        return moved > 0;
    }

    private void compare(String when) throws SQLException {
        for (int series = 0; series < SERIES; series++) {
            long one = begins + random.nextLong(-DAY_MICROS, DAY_MICROS);
            long other = begins + random.nextLong(-DAY_MICROS, DAY_MICROS);
            same(series, begins - DAY_MICROS, begins + DAY_MICROS, when);
            same(series, Math.min(one, other), Math.max(one, other), when);
        }
    }

    private void same(int series, long since, long until, String when) throws SQLException {
        List<String> wanted = new ArrayList<>();
        for (Point point : stored.get(series)) {
            if (point.micros() >= since && point.micros() < until) {
                wanted.add(point.says());
            }
        }
        Collections.sort(wanted);
        List<String> found = new ArrayList<>();
        try (PreparedStatement points =
                writer.prepareStatement("SELECT (extract(epoch FROM ts) * 1000000)::bigint, value,"
                        + " quality, kind, text_value FROM historian.points(?, ?, ?)")) {
            points.setLong(1, series - 1L);
            points.setObject(2, utc(since));
            points.setObject(3, utc(until));
            try (ResultSet row = points.executeQuery()) {
                while (row.next()) {
                    found.add(new Point(
                                    row.getLong(1),
                                    row.getObject(2, Double.class),
                                    row.getInt(3),
                                    row.getInt(4),
                                    row.getString(5))
                            .says());
                }
            }
        }
        Collections.sort(found);
        if (!found.equals(wanted)) {
            fail("%s, series %d from %d to %d: %s", when, series, since, until, difference(wanted, found));
        }
        reaches(series, since, until, 1 + random.nextInt(2_000), when);
    }

    private static String difference(List<String> wanted, List<String> found) {
        int i = 0;
        while (i < wanted.size() && i < found.size() && wanted.get(i).equals(found.get(i))) {
            i++;
        }
        return String.format(
                "%d points stored, %d read; of these the %dth is first another: stored %s, read %s",
                wanted.size(),
                found.size(),
                i,
                i < wanted.size() ? wanted.get(i) : "nothing",
                i < found.size() ? found.get(i) : "nothing");
    }

    /** What a page is read by: enough points before the time it names, unless there are no more. */
    private void reaches(int series, long since, long until, int wanted, String when) throws SQLException {
        try (PreparedStatement reach = writer.prepareStatement(
                "SELECT (extract(epoch FROM historian.points_reach(?, ?, ?, ?)) * 1000000)::bigint")) {
            reach.setLong(1, series - 1L);
            reach.setObject(2, utc(since));
            reach.setObject(3, utc(until));
            reach.setInt(4, wanted);
            try (ResultSet row = reach.executeQuery()) {
                row.next();
                long reached = row.getLong(1);
                long before = stored.get(series).stream()
                        .filter(point -> point.micros() >= since && point.micros() < reached)
                        .count();
                assertThat(reached == until || before >= wanted)
                        .as("%s, series %d: %d points before %d, %d wanted", when, series, before, reached, wanted)
                        .isTrue();
                assertThat(reached).isLessThanOrEqualTo(until);
            }
        }
    }

    private static OffsetDateTime utc(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
