package io.millwright.runtime.ingest;

import io.millwright.runtime.historian.SqlFaults;
import io.millwright.wire.DeviceTopic;
import io.millwright.wire.TopicKind;
import io.millwright.wire.telemetry.TelemetryResult;
import io.millwright.wire.telemetry.TimeWindow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What a person does with a message in quarantine: has it read again by the rules of now, or throws it away. Thread-safe; any
 * replica may do it, and of two that do the same at once one finds it gone.
 */
public final class QuarantineDesk {

    /** What became of a message that was to be read again. */
    public sealed interface Outcome {

        /** Its points are stored and billed, and it is no longer in quarantine. */
        record Stored(int points) implements Outcome {}

        /** Nothing has changed. */
        record Refused(String reason) implements Outcome {}

        /** Only a point of it or its beginning was kept, which says too little to be stored. */
        record InPart() implements Outcome {}

        /** A suspended tenant stores nothing. */
        record Suspended() implements Outcome {}

        record Absent() implements Outcome {}
    }

    @SuppressWarnings("ArrayRecordComponent") // Read once.
    private record Item(String topic, @Nullable String tag, int size, byte[] payload) {}

    private final DataSource writer;
    private final Supplier<IngestPolicy> policy;
    private final Clock clock;

    public QuarantineDesk(DataSource writer, Supplier<IngestPolicy> policy, Clock clock) {
        this.writer = writer;
        this.policy = policy;
        this.clock = clock;
    }

    /** @throws SQLException when nothing has changed, or when that is not known: asked again, it is stored or absent */
    public Outcome replay(long id) throws SQLException {
        Optional<Item> found = find(id);
        if (found.isEmpty()) {
            return new Outcome.Absent();
        }
        IngestPolicy now = policy.get();
        if (now.suspended()) {
            return new Outcome.Suspended();
        }
        Item item = found.get();
        Optional<DeviceTopic> topic = DeviceTopic.parse(item.topic());
        if (item.tag() != null
                || item.payload().length < item.size()
                || topic.isEmpty()
                || topic.get().kind() != TopicKind.TELEMETRY) {
            return new Outcome.InPart();
        }
        return store(id, new Arrival(topic.get(), item.payload(), () -> {}), now);
    }

    private Outcome store(long id, Arrival message, IngestPolicy policy) throws SQLException {
        Instant now = clock.instant();
        SeriesCache series = new SeriesCache(
                new SeriesQuota(() -> policy.each().series(), () -> policy.all().series()), System::nanoTime);
        Batch batch = new Batch(series, new EdgeNodes(Receipts.NOWHERE, clock, System::nanoTime));
        batch.begin();
        Decoded decoded = batch.add(message, TimeWindow.at(now, policy.rawRetention()));
        if (!decoded.storable()) {
            return new Outcome.Refused(reason(decoded));
        }
        try {
            boolean stored =
                    new BatchStore(writer, series, TenantIngest.QUARANTINE_SLOT).release(batch, decoded, id, now);
            if (stored) {
                return new Outcome.Stored(decoded.endPoint - decoded.firstPoint);
            }
            return decoded.storable() ? new Outcome.Absent() : new Outcome.Refused(reason(decoded));
        } catch (SQLException e) {
            if (SqlFaults.dataAtFault(e)) {
                return new Outcome.Refused("refused_by_historian");
            }
            throw e;
        }
    }

    private static String reason(Decoded message) {
        if (message.result instanceof TelemetryResult.Refused refused) {
            return refused.reason().slug();
        }
        return message.bad.isEmpty()
                ? "no_points"
                : message.bad.getFirst().fault().slug();
    }

    /** @return whether it was there */
    public boolean discard(long id) throws SQLException {
        try (Connection connection = writer.getConnection()) {
            return QuarantineRows.discard(connection, id);
        }
    }

    private Optional<Item> find(long id) throws SQLException {
        try (Connection connection = writer.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("SELECT topic, tag, size, payload FROM quarantine WHERE id = ?")) {
            select.setLong(1, id);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Item(row.getString(1), row.getString(2), row.getInt(3), row.getBytes(4)))
                        : Optional.empty();
            }
        }
    }
}
