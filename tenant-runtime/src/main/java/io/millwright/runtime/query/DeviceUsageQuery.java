package io.millwright.runtime.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What each device adds to the usage of a tenant, as it was counted with the data. */
public final class DeviceUsageQuery {

    /** Into which spans the hours of a device are summed; days and months are those of UTC. */
    public enum Unit {
        HOUR,
        DAY,
        MONTH
    }

    /** What was stored; {@code hours} of data's time have a message of the device. */
    public record Quantities(long messages, long points, long bytes, long hours) {}

    /** Of one device over a range. */
    public record OfDevice(String device, Quantities quantities) {}

    /** @param from milliseconds since the epoch */
    public record OfSpan(long from, Quantities quantities) {}

    /** Hours that begin in the range, of every device that has one, who sent most messages first. */
    public static List<OfDevice> all(Connection connection, HistoryRange range, int most) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
            SELECT device, sum(messages)::bigint, sum(points)::bigint, sum(bytes_in)::bigint, count(*)
            FROM historian.device_hour WHERE hour >= ? AND hour < ? GROUP BY device ORDER BY sum(messages) DESC, device LIMIT ?\
            """)) {
            statement.setObject(1, Epoch.utc(range.from()));
            statement.setObject(2, Epoch.utc(range.to()));
            statement.setInt(3, most);
            List<OfDevice> devices = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    devices.add(new OfDevice(row.getString(1), quantities(row)));
                }
            }
            return devices;
        }
    }

    /** Spans of one device in which it stored something, ascending. */
    public static List<OfSpan> one(Connection connection, String device, HistoryRange range, Unit unit)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
            SELECT (extract(epoch FROM date_trunc(?, hour, 'UTC')) * 1000)::bigint,
                sum(messages)::bigint, sum(points)::bigint, sum(bytes_in)::bigint, count(*)
            FROM historian.device_hour WHERE device = ? AND hour >= ? AND hour < ? GROUP BY 1 ORDER BY 1\
            """)) {
            statement.setString(1, unit.name());
            statement.setString(2, device);
            statement.setObject(3, Epoch.utc(range.from()));
            statement.setObject(4, Epoch.utc(range.to()));
            List<OfSpan> spans = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    spans.add(new OfSpan(row.getLong(1), quantities(row)));
                }
            }
            return spans;
        }
    }

    private static Quantities quantities(ResultSet row) throws SQLException {
        return new Quantities(row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5));
    }

    private DeviceUsageQuery() {}
}
