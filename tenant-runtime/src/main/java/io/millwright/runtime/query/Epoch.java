package io.millwright.runtime.query;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Times of the database as numbers since 1970, and back. They are worked out here and not by the database: its
 * {@code extract(epoch ...)} is arithmetic of decimal digits, and for an hour of points it took longer than finding them.
 */
final class Epoch {

    private static final long MICROS = 1_000_000;
    private static final int NANOS_A_MICRO = 1_000;
    private static final int MICROS_A_MILLI = 1_000;

    static long micros(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time.toEpochSecond() * MICROS + time.getNano() / NANOS_A_MICRO;
    }

    static long millis(ResultSet row, int column) throws SQLException {
        return millis(micros(row, column));
    }

    /** The millisecond that has begun. */
    static long millis(long micros) {
        return Math.floorDiv(micros, MICROS_A_MILLI);
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private Epoch() {}
}
