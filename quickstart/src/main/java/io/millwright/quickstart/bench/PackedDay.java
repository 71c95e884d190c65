package io.millwright.quickstart.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;

/** One day of one shape in a historian, seen as the writer. */
record PackedDay(Connection writer, DayShape shape, LocalDate day) {

    private static final int SECONDS = 86_400;
    private static final int PIECE = 3_600;
    private static final int POINTS_OF_A_TURN = 50_000;

    long store() throws SQLException {
        execute("SELECT historian.ensure_day('" + day + "')");
        long rows = 0;
        try (PreparedStatement insert = writer.prepareStatement(shape.insert())) {
            for (int second = 0; second < SECONDS; second += PIECE) {
                insert.setObject(1, begin());
                insert.setInt(2, second);
                insert.setInt(3, second + PIECE - 1);
                rows += insert.executeLargeUpdate();
            }
        }
        return rows;
    }

    /** Those series alone that are read as packed ones. */
    long packHalf() throws SQLException {
        return pack(DayShape.FIRST_PACKED - 1);
    }

    long packAll() throws SQLException {
        return pack(Long.MIN_VALUE);
    }

    private long pack(long from) throws SQLException {
        long moved = 0;
        Long after = from;
        while (after != null) {
            try (Statement statement = writer.createStatement();
                    ResultSet row = statement.executeQuery("SELECT moved, reached FROM historian.pack_day('" + day
                            + "', " + after + ", " + POINTS_OF_A_TURN + ")")) {
                row.next();
                moved += row.getLong(1);
                after = row.getObject(2, Long.class);
            }
        }
        return moved;
    }

    boolean emptied() throws SQLException {
        return "t".equals(one("SELECT historian.empty_day('" + day + "', '0')"))
                && "0".equals(one("SELECT count(*) FROM historian.sample WHERE " + inDay()));
    }

    long rawBytes() throws SQLException {
        return Long.parseLong(one("SELECT sum(pg_total_relation_size(part)) FROM (SELECT DISTINCT tableoid AS part"
                + " FROM historian.sample WHERE " + inDay() + ") parts"));
    }

    long packedBytes() throws SQLException {
        return Long.parseLong(one(String.format(
                Locale.ROOT,
                "SELECT pg_total_relation_size('historian.packed_%s')",
                day.toString().replace("-", ""))));
    }

    long count() throws SQLException {
        return Long.parseLong(one("SELECT count(*) FROM historian.every_point WHERE " + inDay()));
    }

    /** Of everything, series by series. */
    String checksum() throws SQLException {
        return one(
                "SELECT string_agg(format('%s:%s:%s', series_id, n, h), ' ' ORDER BY series_id) FROM (SELECT series_id,"
                        + " count(*) AS n, sum(hash_record_extended(ROW(ts, value, quality, kind, text_value), 0)) AS h"
                        + " FROM historian.every_point WHERE " + inDay() + " GROUP BY series_id) sums");
    }

    /** Milliseconds until the last row was looked at. */
    double read(long series, DayShape.Reading reading) throws SQLException {
        long begun = System.nanoTime();
        int rows = 0;
        try (PreparedStatement points = writer.prepareStatement(
                "SELECT ts, value, quality, kind, text_value" + " FROM historian.points(?, ?, ?) ORDER BY ts")) {
            points.setLong(1, series);
            points.setObject(2, begin().plusSeconds(reading.begin()));
            points.setObject(3, begin().plusSeconds(reading.end()));
            try (ResultSet row = points.executeQuery()) {
                while (row.next()) {
                    row.getTimestamp(1);
                    row.getDouble(2);
                    row.getInt(3);
                    row.getInt(4);
                    row.getString(5);
                    rows++;
                }
            }
        }
        if (rows != reading.end() - reading.begin()) {
            throw new IllegalStateException("series " + series + " has " + rows + " points in this range");
        }
        return (System.nanoTime() - begun) / 1e6;
    }

    private OffsetDateTime begin() {
        return day.atStartOfDay().atOffset(ZoneOffset.UTC);
    }

    private String inDay() {
        return "ts >= '" + day + " 00:00Z' AND ts < '" + day.plusDays(1) + " 00:00Z'";
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = writer.createStatement()) {
            statement.execute(sql);
        }
    }

    private String one(String sql) throws SQLException {
        try (Statement statement = writer.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }
}
