package io.millwright.runtime.ingest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** What each device adds to the usage of each hour of its data, for one batch. */
final class DeviceHourRows {

    /**
     * Answers each row's hour and whether it is its device's first of it: a row that an upsert has just inserted, other than
     * one it has changed, was locked by nobody, and its xmax is 0.
     */
    static final String UPSERT = """
        INSERT INTO device_hour AS d (hour, device, messages, points, bytes_in)
        SELECT to_timestamp(ms / 1000), name, messages, points, bytes
        FROM unnest(?::bigint[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[]) AS n(ms, name, messages, points, bytes)
        ORDER BY 1, 2
        ON CONFLICT (hour, device) DO UPDATE SET messages = d.messages + excluded.messages,
            points = d.points + excluded.points, bytes_in = d.bytes_in + excluded.bytes_in
        RETURNING d.hour, d.xmax = 0 AS fresh\
        """;

    static final int PARAMETERS = 5;

    /** Whose data of which hour, in milliseconds. */
    private record DeviceHour(long hour, String device) {}

    /** Sums of one device and hour. */
    static final class Sums {
        private long messages;
        private long points;
        private long bytes;
    }

    /** Takes what one hour came to over one device. */
    @FunctionalInterface
    interface EachHour {
        void add(long hour, long messages, long points, long bytes);
    }

    private final Map<DeviceHour, Sums> counted = new HashMap<>();

    void add(long hour, String device, int points, int bytes) {
        Sums sums = counted.computeIfAbsent(new DeviceHour(hour, device), _ -> new Sums());
        sums.messages++;
        sums.points += points;
        sums.bytes += bytes;
    }

    void forEach(EachHour each) {
        counted.forEach((of, sums) -> each.add(of.hour(), sums.messages, sums.points, sums.bytes));
    }

    boolean isEmpty() {
        return counted.isEmpty();
    }

    /** The five parameters of {@link #UPSERT}. */
    void set(Connection connection, PreparedStatement upsert, int first) throws SQLException {
        Object[] hours = new Object[counted.size()];
        Object[] devices = new Object[counted.size()];
        Object[] messages = new Object[counted.size()];
        Object[] points = new Object[counted.size()];
        Object[] bytes = new Object[counted.size()];
        int row = 0;
        for (Map.Entry<DeviceHour, Sums> each : counted.entrySet()) {
            hours[row] = each.getKey().hour();
            devices[row] = each.getKey().device();
            messages[row] = each.getValue().messages;
            points[row] = each.getValue().points;
            bytes[row++] = each.getValue().bytes;
        }
        upsert.setArray(first, connection.createArrayOf("int8", hours));
        upsert.setArray(first + 1, connection.createArrayOf("text", devices));
        upsert.setArray(first + 2, connection.createArrayOf("int8", messages));
        upsert.setArray(first + 3, connection.createArrayOf("int8", points));
        upsert.setArray(first + 4, connection.createArrayOf("int8", bytes));
    }
}
