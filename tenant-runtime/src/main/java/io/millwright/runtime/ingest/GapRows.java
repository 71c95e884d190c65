package io.millwright.runtime.ingest;

import io.millwright.wire.telemetry.SeqRange;
import io.millwright.wire.telemetry.TelemetryResult;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** Table {@code gap}: losses that devices declared. One that is declared again is the same row. */
final class GapRows {

    private static final String INSERT = """
        INSERT INTO gap (device, stream, first_seq, last_seq, reason, at) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT DO NOTHING\
        """;

    static void save(Connection connection, List<Decoded> messages, Instant now) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            int rows = 0;
            for (Decoded message : messages) {
                if (message.result instanceof TelemetryResult.Gap gap) {
                    for (SeqRange range : gap.ranges()) {
                        insert.setString(1, message.device());
                        insert.setString(2, gap.stream());
                        insert.setLong(3, range.first());
                        insert.setLong(4, range.last());
                        insert.setString(5, gap.reason().slug());
                        insert.setObject(6, OffsetDateTime.ofInstant(now, ZoneOffset.UTC));
                        insert.addBatch();
                        rows++;
                    }
                }
            }
            if (rows > 0) {
                insert.executeBatch();
            }
        }
    }

    private GapRows() {}
}
