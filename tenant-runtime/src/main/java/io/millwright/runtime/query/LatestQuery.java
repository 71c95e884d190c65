package io.millwright.runtime.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The newest point of each series, of all devices and tags or of those named. */
public final class LatestQuery {

    /** More series than a screen or a script can use at once. */
    public static final int MOST = 10_000;

    /** @param ts milliseconds since the epoch */
    public record Latest(
            String device, String tag, @Nullable String unit, long ts, Object value, int quality) {}

    /**
     * Ordered by device and tag; one more than {@link #MOST} says that there are more.
     *
     * @param devices and tags, and sites as of the latest point: empty means all
     */
    public static List<Latest> ask(
            Connection connection, Collection<String> devices, Collection<String> tags, Collection<String> sites)
            throws SQLException {
        String sql = """
            SELECT s.device, s.tag, s.unit, l.ts, l.value, l.text_value, l.kind, l.quality
            FROM historian.series s JOIN historian.series_last l ON l.series_id = s.id
            WHERE %s AND %s AND %s ORDER BY s.device, s.tag LIMIT %d\
            """.formatted(
                        devices.isEmpty() ? "true" : "s.device = ANY (?)",
                        tags.isEmpty() ? "true" : "s.tag = ANY (?)",
                        sites.isEmpty() ? "true" : "s.site = ANY (?)",
                        // Not as a parameter: a plan that does not know it looks each point up on its own.
                        MOST + 1);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int parameter = 1;
            for (Collection<String> names : List.of(devices, tags, sites)) {
                if (!names.isEmpty()) {
                    statement.setArray(parameter++, connection.createArrayOf("text", names.toArray()));
                }
            }
            List<Latest> found = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(new Latest(
                            row.getString(1),
                            row.getString(2),
                            row.getString(3),
                            Epoch.millis(row, 4),
                            Value.of(row, 5, 6, 7),
                            row.getInt(8)));
                }
            }
            return found;
        }
    }

    private LatestQuery() {}
}
