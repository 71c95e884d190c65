package io.millwright.runtime.ingest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** Asks for the day partitions of a batch before its transaction; each day is asked for once per writer. */
final class Days {

    private static final long DAY = 86_400_000L;

    private final Set<Long> known = new HashSet<>();

    /** The time window bounds the days, and the database bounds them again. */
    void ensure(Connection connection, Batch batch) throws SQLException {
        Set<Long> missing = new TreeSet<>();
        long before = Long.MIN_VALUE;
        for (int i = 0; i < batch.points(); i++) {
            long day = Math.floorDiv(batch.time(i), DAY);
            if (day != before && !known.contains(day)) {
                missing.add(day);
            }
            before = day;
        }
        for (long day : missing) {
            try (PreparedStatement ensure = connection.prepareStatement("SELECT ensure_day(?)")) {
                ensure.setObject(1, LocalDate.ofEpochDay(day));
                ensure.execute();
            }
            known.add(day);
        }
    }
}
