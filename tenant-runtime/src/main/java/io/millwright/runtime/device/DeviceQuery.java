package io.millwright.runtime.device;

import io.millwright.runtime.device.DeviceView.Gap;
import io.millwright.runtime.device.DeviceView.Range;
import io.millwright.runtime.device.DeviceView.Stream;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads devices with their streams and gaps: three statements, however many devices there are. */
public final class DeviceQuery {

    /** As many as the largest tier has. */
    public static final int MOST = 10_000;

    /** A box that is installed anew every month has as many in a year. */
    private static final int STREAMS = 12;

    private static final int GAPS = 20;

    private static final String DEVICES = """
        SELECT id, site, connected, (extract(epoch FROM last_seen) * 1000)::bigint, config_ack, config_error
        FROM historian.device WHERE %s ORDER BY id LIMIT ?\
        """;

    private static final String STREAM = """
        SELECT device, stream, highest, missing, lost FROM historian.stream WHERE %s ORDER BY updated DESC, stream\
        """;

    private static final String GAP = """
        SELECT device, stream, first_seq, last_seq, reason, (extract(epoch FROM at) * 1000)::bigint FROM (
            SELECT *, row_number() OVER (PARTITION BY device ORDER BY id DESC) AS r FROM historian.gap WHERE %s) g
        WHERE r <= ? ORDER BY device, r\
        """;

    /** What counts towards completeness, and what is shown of it. */
    private static final class Streams {
        private final List<Stream> shown = new ArrayList<>();
        private long expected;
        private long absent;

        void add(String name, long highest, Long[] missing, Long[] lost) {
            List<Range> ranges = ranges(missing);
            long declared = count(ranges(lost));
            expected += highest;
            absent += count(ranges) + declared;
            if (shown.size() < STREAMS) {
                shown.add(new Stream(name, highest, ranges, declared));
            }
        }

        double completeness() {
            return expected == 0 ? 1 : Math.clamp((double) (expected - absent) / expected, 0, 1);
        }
    }

    /** By name. */
    public static List<DeviceView> all(Connection connection) throws SQLException {
        return ask(connection, Optional.empty());
    }

    public static Optional<DeviceView> one(Connection connection, String device) throws SQLException {
        return ask(connection, Optional.of(device)).stream().findFirst();
    }

    /** Where a device is; empty while nothing was heard of it. */
    public static Optional<String> site(Connection connection, String device) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT site FROM historian.device WHERE id = ?")) {
            statement.setString(1, device);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    private static List<DeviceView> ask(Connection connection, Optional<String> only) throws SQLException {
        Map<String, Streams> streams = streams(connection, only);
        Map<String, List<Gap>> gaps = gaps(connection, only);
        List<DeviceView> devices = new ArrayList<>();
        try (PreparedStatement statement = prepared(connection, DEVICES, "id", only)) {
            statement.setInt(only.isPresent() ? 2 : 1, MOST);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String device = row.getString(1);
                    Streams its = streams.getOrDefault(device, new Streams());
                    devices.add(new DeviceView(
                            device,
                            row.getString(2),
                            row.getBoolean(3),
                            row.getObject(4, Long.class),
                            its.shown,
                            gaps.getOrDefault(device, List.of()),
                            its.completeness(),
                            row.getString(5),
                            row.getString(6)));
                }
            }
        }
        return devices;
    }

    private static Map<String, Streams> streams(Connection connection, Optional<String> only) throws SQLException {
        Map<String, Streams> found = new HashMap<>();
        try (PreparedStatement statement = prepared(connection, STREAM, "device", only);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                found.computeIfAbsent(row.getString(1), _ -> new Streams())
                        .add(row.getString(2), row.getLong(3), numbers(row.getArray(4)), numbers(row.getArray(5)));
            }
        }
        return found;
    }

    private static Map<String, List<Gap>> gaps(Connection connection, Optional<String> only) throws SQLException {
        Map<String, List<Gap>> found = new HashMap<>();
        try (PreparedStatement statement = prepared(connection, GAP, "device", only)) {
            statement.setInt(only.isPresent() ? 2 : 1, GAPS);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.computeIfAbsent(row.getString(1), _ -> new ArrayList<>())
                            .add(new Gap(
                                    row.getString(2),
                                    row.getLong(3),
                                    row.getLong(4),
                                    row.getString(5),
                                    row.getLong(6)));
                }
            }
        }
        return found;
    }

    private static PreparedStatement prepared(Connection connection, String sql, String column, Optional<String> only)
            throws SQLException {
        PreparedStatement statement =
                connection.prepareStatement(sql.formatted(only.isPresent() ? column + " = ?" : "true"));
        if (only.isPresent()) {
            statement.setString(1, only.get());
        }
        return statement;
    }

    private static Long[] numbers(Array array) throws SQLException {
        return (Long[]) array.getArray();
    }

    private static List<Range> ranges(Long[] pairs) {
        List<Range> ranges = new ArrayList<>(pairs.length / 2);
        for (int i = 0; i + 1 < pairs.length; i += 2) {
            ranges.add(new Range(pairs[i], pairs[i + 1]));
        }
        return ranges;
    }

    private static long count(List<Range> ranges) {
        return ranges.stream()
                .mapToLong(range -> range.last() - range.first() + 1)
                .sum();
    }

    private DeviceQuery() {}
}
