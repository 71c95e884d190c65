package io.millwright.runtime.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the series of a device's tag. */
public final class SeriesQuery {

    public record Series(long id, @Nullable String unit) {}

    /** Empty while nothing was stored of it. */
    public static Optional<Series> ask(Connection connection, String device, String tag) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT id, unit FROM historian.series WHERE device = ? AND tag = ?")) {
            statement.setString(1, device);
            statement.setString(2, tag);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(new Series(row.getLong(1), row.getString(2))) : Optional.empty();
            }
        }
    }

    private SeriesQuery() {}
}
