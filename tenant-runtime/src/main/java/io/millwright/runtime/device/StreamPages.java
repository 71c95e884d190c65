package io.millwright.runtime.device;

import io.millwright.runtime.device.StreamRecord.Declared;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the positions of a device's streams by their names, so many rows at a time. */
final class StreamPages {

    /** Of some streams, the latest: an older loss is told without the reason that was given for it. */
    private static final int MOST_DECLARED = 20_000;

    private static final String STREAMS = """
        SELECT stream, highest, missing, lost, times FROM historian.stream WHERE device = ? AND stream > ? ORDER BY stream LIMIT ?\
        """;

    private static final String DECLARED = """
        SELECT stream, first_seq, last_seq, reason FROM historian.gap WHERE device = ? AND stream = ANY (?)
        ORDER BY id DESC LIMIT ?\
        """;

    /** Takes a stream with what was declared lost of it; says whether more rows are wanted. */
    @FunctionalInterface
    interface Taking {
        boolean take(StreamRecord stream, List<Declared> declared);
    }

    /** @return the last stream that was read, if there may be more */
    static Optional<String> read(Connection connection, String device, String after, int atOnce, Taking taking)
            throws SQLException {
        String last = after;
        while (true) {
            List<StreamRecord> streams = streams(connection, device, last, atOnce);
            Map<String, List<Declared>> declared = declared(connection, device, streams);
            boolean more = true;
            for (StreamRecord stream : streams) {
                more = taking.take(stream, declared.getOrDefault(stream.stream(), List.of()));
                last = stream.stream();
            }
            if (streams.size() < atOnce) {
                return Optional.empty();
            }
            if (!more) {
                return Optional.of(last);
            }
        }
    }

    private static List<StreamRecord> streams(Connection connection, String device, String after, int atOnce)
            throws SQLException {
        List<StreamRecord> streams = new ArrayList<>(atOnce);
        try (PreparedStatement statement = connection.prepareStatement(STREAMS)) {
            statement.setString(1, device);
            statement.setString(2, after);
            statement.setInt(3, atOnce);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    streams.add(new StreamRecord(
                            row.getString(1), row.getLong(2), numbers(row, 3), numbers(row, 4), numbers(row, 5)));
                }
            }
        }
        return streams;
    }

    private static Map<String, List<Declared>> declared(
            Connection connection, String device, List<StreamRecord> streams) throws SQLException {
        Object[] losing = streams.stream()
                .filter(stream -> stream.lost().length > 0)
                .map(StreamRecord::stream)
                .toArray();
        if (losing.length == 0) {
            return Map.of();
        }
        Map<String, List<Declared>> declared = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(DECLARED)) {
            statement.setString(1, device);
            statement.setArray(2, connection.createArrayOf("text", losing));
            statement.setInt(3, MOST_DECLARED);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    declared.computeIfAbsent(row.getString(1), _ -> new ArrayList<>())
                            .add(new Declared(row.getLong(2), row.getLong(3), row.getString(4)));
                }
            }
        }
        declared.values().forEach(each -> each.sort(Comparator.comparingLong(Declared::first)));
        return declared;
    }

    private static Long[] numbers(ResultSet row, int column) throws SQLException {
        return (Long[]) row.getArray(column).getArray();
    }

    private StreamPages() {}
}
