package io.millwright.runtime.usage;

import io.millwright.wire.usage.MeterKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** What an hour of storage comes to: the first look at the database in it, in GiB. An hour nobody looked in costs nothing. */
public final class StorageSample {

    private static final String SAMPLE = """
        INSERT INTO usage_window (meter, hour, source, slot, quantity)
        VALUES (?, date_trunc('hour', now(), 'UTC'), 'runtime', 0, round(pg_database_size(current_database()) / 1073741824.0, 6))
        ON CONFLICT DO NOTHING\
        """;

    /** Safe to repeat: an hour of the database's clock has one sample. */
    public static void take(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(SAMPLE)) {
            insert.setString(1, MeterKey.STORAGE_GB_HOURS.key());
            insert.executeUpdate();
        }
    }

    private StorageSample() {}
}
