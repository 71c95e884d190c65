package io.millwright.runtime.ingest;

import io.millwright.wire.telemetry.MessagePosition;
import io.millwright.wire.telemetry.PointFault;
import io.millwright.wire.telemetry.TelemetryResult;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Table {@code quarantine}: what is not stored as points, with its original bytes and why. */
final class QuarantineRows {

    /** A message of more bad points is kept once, whole: their bytes are all in it. */
    private static final int MOST_ALONE = 64;

    /** A message larger than any that is read is kept by its beginning; the row says how long it was. */
    private static final int MOST_BYTES = 256 * 1024;

    private static final String INSERT = """
        INSERT INTO quarantine (at, device, topic, reason, tag, stream, seq, size, payload)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)\
        """;

    private static final String DISCARD = """
        WITH gone AS (DELETE FROM quarantine WHERE id = ? RETURNING device, stream, at, reason),
            kept AS (INSERT INTO discarded SELECT device, stream, at FROM gone WHERE reason <> 'bad_report')
        SELECT FROM gone\
        """;

    static void save(Connection connection, List<Decoded> messages, Instant now) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            int rows = 0;
            for (Decoded message : messages) {
                if (message.outcome == Decoded.Outcome.QUARANTINED || message.outcome == Decoded.Outcome.STORED) {
                    rows += add(insert, message, now);
                }
            }
            if (rows > 0) {
                insert.executeBatch();
            }
        }
    }

    /** What was thrown away stays missing and is remembered as that; a report that could not be read is no data. */
    static boolean discard(Connection connection, long id) throws SQLException {
        try (PreparedStatement move = connection.prepareStatement(DISCARD)) {
            move.setLong(1, id);
            try (ResultSet gone = move.executeQuery()) {
                return gone.next();
            }
        }
    }

    static boolean remove(Connection connection, long id) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM quarantine WHERE id = ?")) {
            delete.setLong(1, id);
            return delete.executeUpdate() == 1;
        }
    }

    private static int add(PreparedStatement insert, Decoded message, Instant now) throws SQLException {
        byte[] payload = message.arrival.payload();
        String whole = reason(message);
        if (whole != null) {
            row(insert, message, now, whole, null, 0, payload.length);
            return 1;
        }
        if (message.bad.size() > MOST_ALONE) {
            row(insert, message, now, reasonOfMany(message.bad), null, 0, payload.length);
            return 1;
        }
        for (Decoded.Bad bad : message.bad) {
            row(insert, message, now, bad.fault().slug(), bad.tag(), bad.from(), bad.to());
        }
        return message.bad.size();
    }

    private static String reasonOfMany(List<Decoded.Bad> bad) {
        boolean quota = bad.stream().allMatch(each -> each.fault() == PointFault.SERIES_QUOTA);
        return quota ? PointFault.SERIES_QUOTA.slug() : "many_bad_points";
    }

    /** Null if only points of it are bad. */
    private static @Nullable String reason(Decoded message) {
        if (message.poison) {
            return "refused_by_historian";
        }
        return switch (message.result) {
            case TelemetryResult.Refused refused -> refused.reason().slug();
            case TelemetryResult.Measured measured -> null;
            case TelemetryResult.Gap gap -> null;
            case null -> "bad_report";
        };
    }

    private static void row(
            PreparedStatement insert,
            Decoded message,
            Instant now,
            String reason,
            @Nullable String tag,
            int from,
            int to)
            throws SQLException {
        MessagePosition position = message.position();
        insert.setObject(1, OffsetDateTime.ofInstant(now, ZoneOffset.UTC));
        insert.setString(2, message.device());
        insert.setString(3, message.arrival.topicName());
        insert.setString(4, reason);
        insert.setString(5, tag);
        insert.setString(6, position == null ? null : position.stream());
        if (position == null) {
            insert.setNull(7, Types.BIGINT);
        } else {
            insert.setLong(7, position.seq());
        }
        insert.setInt(8, to - from);
        insert.setBytes(9, Arrays.copyOfRange(message.arrival.payload(), from, Math.min(to, from + MOST_BYTES)));
        insert.addBatch();
    }

    private QuarantineRows() {}
}
