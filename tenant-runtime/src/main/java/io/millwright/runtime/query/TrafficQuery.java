package io.millwright.runtime.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What became of the messages of an hour, by the hour of their arrival. */
public final class TrafficQuery {

    /**
     * @param hour begin of the hour, milliseconds since the epoch
     * @param gaps messages that declare a loss
     * @param dropped sent again by the edge later
     * @param held arrived while the tenant was to send nothing
     */
    public record Hour(long hour, long stored, long duplicate, long quarantined, long gaps, long dropped, long held) {

        /** Each message is in exactly one of the others. */
        public long messages() {
            return stored + duplicate + quarantined + gaps + dropped + held;
        }
    }

    public static List<Hour> ask(Connection connection, HistoryRange range) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
            SELECT (extract(epoch FROM hour) * 1000)::bigint,
                sum(stored), sum(duplicate), sum(quarantined), sum(gaps), sum(dropped), sum(held)
            FROM historian.arrival_hour WHERE hour >= ? AND hour < ? GROUP BY hour ORDER BY hour\
            """)) {
            statement.setObject(1, Epoch.utc(range.from()));
            statement.setObject(2, Epoch.utc(range.to()));
            List<Hour> hours = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    hours.add(new Hour(
                            row.getLong(1),
                            row.getLong(2),
                            row.getLong(3),
                            row.getLong(4),
                            row.getLong(5),
                            row.getLong(6),
                            row.getLong(7)));
                }
            }
            return hours;
        }
    }

    private TrafficQuery() {}
}
