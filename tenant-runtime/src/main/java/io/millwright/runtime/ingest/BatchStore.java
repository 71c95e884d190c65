package io.millwright.runtime.ingest;

import io.millwright.wire.receipt.StreamPositions;
import io.millwright.wire.telemetry.MessagePosition;
import io.millwright.wire.telemetry.SeqRange;
import io.millwright.wire.telemetry.TelemetryResult;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Stores decoded messages: points, positions, usage and all that belongs to them in one transaction, or nothing of it. Safe to
 * repeat with the same messages, and beside another consumer that has got them too. One writer's; for one thread.
 */
final class BatchStore {

    private static final String COPY = "COPY sample (" + CopyBuffer.COLUMNS + ") FROM STDIN (FORMAT binary)";

    private final DataSource writer;
    private final SeriesCache series;
    private final Days days = new Days();
    private final DeviceRows devices = new DeviceRows();
    private final UsageRows usage;

    /** Messages that were held and are not counted yet. */
    private int owed;

    BatchStore(DataSource writer, SeriesCache series, int slot) {
        this.writer = writer;
        this.series = series;
        this.usage = new UsageRows(slot);
    }

    /**
     * Stores a part of a batch; each message's outcome is set when it returns, and only then does it count.
     *
     * @return the positions of every stream that was touched or asked for, as committed
     * @throws SQLException when nothing of it is stored, or when that is not known: then a repetition finds duplicates
     */
    Map<StreamKey, StreamPositions> store(Batch batch, List<Decoded> messages, Instant now) throws SQLException {
        Written written = write(batch, messages, now);
        try (written) {
            written.commit();
        } catch (SQLException e) {
            notStored(written);
            throw e;
        }
        committed(messages, now);
        return written.positions();
    }

    /**
     * All but the commit. What is settled is read under the locks of the streams: another batch that is being committed has
     * them until its end is known to the database, so that nothing is ever assumed of it.
     *
     * @throws SQLException when nothing of it is stored
     */
    Written write(Batch batch, List<Decoded> messages, Instant now) throws SQLException {
        Connection connection = writer.getConnection();
        int held = owed;
        boolean begun = false;
        try {
            while (!series.resolve(connection) || batch.outdated()) {
                batch.readAgain();
            }
            batch.fillIn();
            days.ensure(connection, batch);
            begun = true;
            connection.setAutoCommit(false);
            Written written = new Written(connection, write(connection, batch, messages, now), held);
            owed = 0;
            return written;
        } catch (SQLException | RuntimeException | Error e) {
            if (begun) {
                Written.rollback(connection);
            }
            connection.close();
            throw e;
        }
    }

    /**
     * Stores one message that was kept in quarantine, in place of its row there. Its stream is settled since it came, and
     * its arrival was counted then.
     *
     * @return whether it was stored; not if it is gone, or if nothing of it can be stored after all
     * @throws SQLException when nothing is stored
     */
    boolean release(Batch batch, Decoded message, long item, Instant now) throws SQLException {
        try (Connection connection = writer.getConnection()) {
            while (!series.resolve(connection)) {
                batch.readAgain();
            }
            if (!message.storable()) {
                return false;
            }
            batch.fillIn();
            days.ensure(connection, batch);
            connection.setAutoCommit(false);
            try {
                if (!QuarantineRows.remove(connection, item)) {
                    connection.rollback();
                    return false;
                }
                message.replayed = true;
                message.outcome = Decoded.Outcome.STORED;
                List<Decoded> stored = List.of(message);
                copy(connection, batch, stored);
                QuarantineRows.save(connection, stored, now);
                Together together = new Together();
                LastPoints.save(connection, batch, stored, together);
                usage.save(connection, stored, 0, now.toEpochMilli(), together);
                together.run(connection);
                RollupMarks.note(connection, batch, stored);
                connection.commit();
                return true;
            } catch (SQLException | RuntimeException | Error e) {
                Written.rollback(connection);
                throw e;
            }
        }
    }

    /** To be told of each commit, by the writer's own thread: what is remembered of the database is true then. */
    void committed(List<Decoded> messages, Instant now) {
        devices.committed(messages, now);
        usage.committed(messages);
    }

    /** To be told of what was written and not committed: what it counted is to be counted again. */
    void notStored(Written written) {
        owed += written.held();
    }

    /** One more message was held. */
    void owe() {
        owed++;
    }

    boolean owes() {
        return owed > 0;
    }

    private Map<StreamKey, StreamPositions> write(
            Connection connection, Batch batch, List<Decoded> messages, Instant now) throws SQLException {
        Map<StreamKey, StreamPositions> positions = lock(connection, messages);
        List<Decoded> stored = settle(messages, positions);
        copy(connection, batch, stored);
        QuarantineRows.save(connection, messages, now);
        GapRows.save(connection, messages, now);
        EdgeNodeRows.save(connection, messages, now);
        Together together = new Together();
        if (!positions.isEmpty()) {
            StreamRows.save(connection, positions, together);
        }
        LastPoints.save(connection, batch, stored, together);
        devices.seen(connection, messages, now, together);
        Map<StreamKey, StreamPositions> asked = Map.of();
        if (messages.stream().anyMatch(Decoded::reports)) {
            together.run(connection);
            together = new Together();
            DeviceRows.report(connection, messages, now);
            asked = asked(connection, messages);
        }
        usage.save(connection, messages, owed, now.toEpochMilli(), together);
        together.run(connection);
        asked.forEach(positions::putIfAbsent);
        RollupMarks.note(connection, batch, stored);
        return positions;
    }

    private static Map<StreamKey, StreamPositions> lock(Connection connection, List<Decoded> messages)
            throws SQLException {
        Set<StreamKey> keys = new HashSet<>();
        for (Decoded message : messages) {
            String stream = message.stream();
            if (stream != null) {
                keys.add(new StreamKey(message.device(), stream));
            }
        }
        return keys.isEmpty() ? new HashMap<>() : StreamRows.lock(connection, keys);
    }

    private static List<Decoded> settle(List<Decoded> messages, Map<StreamKey, StreamPositions> positions) {
        List<Decoded> stored = new ArrayList<>(messages.size());
        for (Decoded message : messages) {
            message.outcome = outcome(message, positions);
            if (message.outcome == Decoded.Outcome.STORED) {
                stored.add(message);
            }
        }
        return stored;
    }

    private static Decoded.Outcome outcome(Decoded message, Map<StreamKey, StreamPositions> positions) {
        if (!message.arrival.telemetry()) {
            boolean readable = !message.poison && !(message.report() instanceof DeviceReport.Unreadable);
            return readable ? Decoded.Outcome.REPORT : Decoded.Outcome.QUARANTINED;
        }
        if (message.result instanceof TelemetryResult.Gap gap) {
            StreamPositions stream = of(positions, message, gap.stream());
            for (SeqRange range : gap.ranges()) {
                stream.declareLost(range);
            }
            return Decoded.Outcome.GAP;
        }
        Decoded.Outcome fresh = message.storable() ? Decoded.Outcome.STORED : Decoded.Outcome.QUARANTINED;
        MessagePosition position = message.position();
        if (position == null) {
            return fresh;
        }
        return switch (of(positions, message, position.stream()).settle(position.seq(), message.time())) {
            case NEW -> fresh;
            case DUPLICATE -> Decoded.Outcome.DUPLICATE;
            case TOO_SCATTERED -> Decoded.Outcome.DROPPED;
        };
    }

    private static StreamPositions of(Map<StreamKey, StreamPositions> positions, Decoded message, String stream) {
        StreamPositions found = positions.get(new StreamKey(message.device(), stream));
        if (found == null) {
            throw new IllegalStateException("a stream was not locked");
        }
        return found;
    }

    /** Messages that lie side by side in the buffer are sent as one. */
    private static void copy(Connection connection, Batch batch, List<Decoded> stored) throws SQLException {
        if (stored.stream().noneMatch(message -> message.endByte > message.firstByte)) {
            return;
        }
        byte[] rows = batch.rows().bytes();
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
        try {
            copy.writeToCopy(CopyBuffer.HEADER, 0, CopyBuffer.HEADER.length);
            int from = -1;
            int to = -1;
            for (Decoded message : stored) {
                if (message.firstByte != to) {
                    send(copy, rows, from, to);
                    from = message.firstByte;
                }
                to = message.endByte;
            }
            send(copy, rows, from, to);
            copy.writeToCopy(CopyBuffer.TRAILER, 0, CopyBuffer.TRAILER.length);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static void send(CopyIn copy, byte[] rows, int from, int to) throws SQLException {
        if (to > from && from >= 0) {
            copy.writeToCopy(rows, from, to - from);
        }
    }

    /** A device that has come online is told what is settled of its streams. */
    private static Map<StreamKey, StreamPositions> asked(Connection connection, List<Decoded> messages)
            throws SQLException {
        Set<String> online = new TreeSet<>();
        for (Decoded message : messages) {
            if (message.outcome == Decoded.Outcome.REPORT
                    && message.arrival.sparkplug() == null
                    && message.report() instanceof DeviceReport.State state
                    && state.online()) {
                online.add(message.device());
            }
        }
        return online.isEmpty() ? Map.of() : StreamRows.of(connection, online);
    }
}
