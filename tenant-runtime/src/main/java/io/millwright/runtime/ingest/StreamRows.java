package io.millwright.runtime.ingest;

import io.millwright.wire.receipt.StreamPositions;
import io.millwright.wire.telemetry.SeqRange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Table {@code stream}: what of each stream is settled. Whoever changes a row has locked it, in one order for all. */
final class StreamRows {

    /** Of a device that comes online; a device has one stream per life of its buffer. */
    private static final int MOST_ANSWERED = 200;

    private static final String CREATE = """
        INSERT INTO stream (device, stream, highest, missing, lost)
        SELECT device, stream, 0, '{}', '{}' FROM unnest(?::text[], ?::text[]) AS wanted(device, stream)
        ORDER BY device, stream
        ON CONFLICT (device, stream) DO NOTHING\
        """;

    private static final String LOCK = """
        SELECT device, stream, highest, missing, lost, times FROM stream
        WHERE (device, stream) IN (SELECT * FROM unnest(?::text[], ?::text[]))
        ORDER BY device, stream
        FOR UPDATE\
        """;

    private static final String SAVE = """
        UPDATE stream s SET highest = n.highest, missing = n.missing::bigint[], lost = n.lost::bigint[], times = n.times::bigint[], updated = now()
        FROM unnest(?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[])
            AS n(device, stream, highest, missing, lost, times)
        WHERE s.device = n.device AND s.stream = n.stream\
        """;

    private static final String OF_DEVICES = """
        SELECT device, stream, highest, missing, lost, times FROM stream
        WHERE device = ANY (?::text[]) ORDER BY updated DESC LIMIT %d\
        """.formatted(MOST_ANSWERED);

    /** Locks the rows, making those that are missing; waits while another consumer has one of them. */
    static Map<StreamKey, StreamPositions> lock(Connection connection, Collection<StreamKey> keys) throws SQLException {
        Map<StreamKey, StreamPositions> found = locked(connection, keys);
        if (found.size() == keys.size()) {
            return found;
        }
        // Holding some locks already, but of rows that exist: whoever creates a row that is missing here, holds none of
        // them
        // for longer than its own commit unless it waits for us; then one of the two is told of a deadlock and tries
        // again.
        try (PreparedStatement create = connection.prepareStatement(CREATE)) {
            named(connection, create, 1, keys);
            create.executeUpdate();
        }
        return locked(connection, keys);
    }

    private static Map<StreamKey, StreamPositions> locked(Connection connection, Collection<StreamKey> keys)
            throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
            named(connection, lock, 1, keys);
            return read(lock);
        }
    }

    /** What is settled of the streams that these devices used last; without locks. */
    static Map<StreamKey, StreamPositions> of(Connection connection, Collection<String> devices) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(OF_DEVICES)) {
            select.setArray(1, connection.createArrayOf("text", devices.toArray()));
            return read(select);
        }
    }

    private static Map<StreamKey, StreamPositions> read(PreparedStatement select) throws SQLException {
        Map<StreamKey, StreamPositions> found = new HashMap<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                StreamPositions.State state = new StreamPositions.State(
                        rows.getString(2),
                        rows.getLong(3),
                        ranges(rows, 4),
                        ranges(rows, 5),
                        StreamTimesColumn.of(rows, 6));
                found.put(new StreamKey(rows.getString(1), state.stream()), new StreamPositions(state));
            }
        }
        return found;
    }

    static void save(Connection connection, Map<StreamKey, StreamPositions> positions, Together together) {
        List<StreamKey> keys = List.copyOf(positions.keySet());
        Object[] highest = new Object[keys.size()];
        Object[] missing = new Object[keys.size()];
        Object[] lost = new Object[keys.size()];
        Object[] times = new Object[keys.size()];
        for (int i = 0; i < keys.size(); i++) {
            StreamPositions.State state =
                    java.util.Objects.requireNonNull(positions.get(keys.get(i))).state();
            highest[i] = state.highest();
            missing[i] = literal(state.missing());
            lost[i] = literal(state.lost());
            times[i] = StreamTimesColumn.literal(state.times());
        }
        together.add(SAVE, (save, first) -> {
            named(connection, save, first, keys);
            save.setArray(first + 2, connection.createArrayOf("int8", highest));
            save.setArray(first + 3, connection.createArrayOf("text", missing));
            save.setArray(first + 4, connection.createArrayOf("text", lost));
            save.setArray(first + 5, connection.createArrayOf("text", times));
        });
    }

    private static void named(Connection connection, PreparedStatement statement, int first, Collection<StreamKey> keys)
            throws SQLException {
        statement.setArray(
                first,
                connection.createArrayOf(
                        "text", keys.stream().map(StreamKey::device).toArray()));
        statement.setArray(
                first + 1,
                connection.createArrayOf(
                        "text", keys.stream().map(StreamKey::stream).toArray()));
    }

    private static List<SeqRange> ranges(ResultSet rows, int column) throws SQLException {
        Object[] ends = (Object[]) rows.getArray(column).getArray();
        List<SeqRange> ranges = new ArrayList<>(ends.length / 2);
        for (int i = 0; i + 1 < ends.length; i += 2) {
            ranges.add(new SeqRange((Long) ends[i], (Long) ends[i + 1]));
        }
        return ranges;
    }

    private static String literal(List<SeqRange> ranges) {
        StringBuilder literal = new StringBuilder("{");
        for (SeqRange range : ranges) {
            literal.append(literal.length() == 1 ? "" : ",")
                    .append(range.first())
                    .append(',')
                    .append(range.last());
        }
        return literal.append('}').toString();
    }

    private StreamRows() {}
}
