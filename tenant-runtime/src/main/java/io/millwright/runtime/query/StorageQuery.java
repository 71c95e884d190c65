package io.millwright.runtime.query;

import io.millwright.wire.usage.MeterKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;

/** How large a tenant's database is, and how it grew. */
public final class StorageQuery {

    /** Over which growth is looked at: a day grows until it is packed, so that less says little. */
    private static final Duration WINDOW = Duration.ofDays(7);

    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

    /** The hourly samples from which storage is billed, a straight line through them, and what there is now. */
    private static final String SQL = """
        SELECT pg_database_size(current_database()),
            coalesce(round(regr_slope(quantity::float8 * 1073741824, extract(epoch FROM hour)::float8 / 86400)), 0)::bigint,
            coalesce((extract(epoch FROM min(hour)) * 1000)::bigint, 0), coalesce((extract(epoch FROM max(hour)) * 1000)::bigint, 0)
        FROM historian.usage_window WHERE meter = ? AND source = 'runtime' AND hour >= now() - ? * interval '1 ms'\
        """;

    /**
     * @param bytes now
     * @param bytesPerDay by which it grew in the last week, below zero if it shrank; empty with less than a day of samples
     * @param since when those samples begin, milliseconds since the epoch
     */
    public record Storage(long bytes, OptionalLong bytesPerDay, long since) {

        /** Whole days until so many bytes are reached, 0 if they are; empty if it does not grow or that is not known. */
        public OptionalLong daysUntil(long limit) {
            if (bytes >= limit) {
                return OptionalLong.of(0);
            }
            return bytesPerDay.isPresent() && bytesPerDay.getAsLong() > 0
                    ? OptionalLong.of((limit - bytes) / bytesPerDay.getAsLong())
                    : OptionalLong.empty();
        }
    }

    public static Storage ask(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            statement.setString(1, MeterKey.STORAGE_GB_HOURS.key());
            statement.setLong(2, WINDOW.toMillis());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                long since = row.getLong(3);
                boolean known = row.getLong(4) - since >= DAY_MILLIS;
                return new Storage(
                        row.getLong(1), known ? OptionalLong.of(row.getLong(2)) : OptionalLong.empty(), since);
            }
        }
    }

    private StorageQuery() {}
}
