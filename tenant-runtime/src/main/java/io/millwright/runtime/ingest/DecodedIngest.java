package io.millwright.runtime.ingest;

import io.millwright.runtime.historian.SqlFaults;
import io.millwright.wire.receipt.StreamPositions;
import io.millwright.wire.telemetry.TimeWindow;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * From the bytes of messages to their commit, as one writer: what stands between the broker's client and PostgreSQL, and all
 * there is without a broker. For one thread; devices belong to one writer each. Keep it: it remembers series and buffers.
 */
public final class DecodedIngest {

    private final SeriesCache series;
    private Batch batch;
    private Batch other;
    private final BatchStore store;
    private final Supplier<Duration> rawRetention;
    private final Clock clock;

    /**
     * @param writer connections as the tenant's writer, whose schema is {@code historian}
     * @param slot of the usage that it counts: another for each writer of a tenant, or they wait for each other
     */
    public DecodedIngest(DataSource writer, Supplier<Duration> rawRetention, Clock clock, int slot) {
        this(
                writer,
                rawRetention,
                SeriesQuota.NONE,
                clock,
                slot,
                new EdgeNodes(Receipts.NOWHERE, clock, System::nanoTime));
    }

    DecodedIngest(DataSource writer, Supplier<Duration> rawRetention, SeriesQuota quota, Clock clock, int slot) {
        this(writer, rawRetention, quota, clock, slot, new EdgeNodes(Receipts.NOWHERE, clock, System::nanoTime));
    }

    /** @param edgeNodes outlive this: births are not repeated because a buffer was let go */
    DecodedIngest(
            DataSource writer,
            Supplier<Duration> rawRetention,
            SeriesQuota quota,
            Clock clock,
            int slot,
            EdgeNodes edgeNodes) {
        this.series = new SeriesCache(quota, System::nanoTime);
        this.batch = new Batch(series, edgeNodes);
        this.other = new Batch(series, edgeNodes);
        this.store = new BatchStore(writer, series, slot);
        this.rawRetention = rawRetention;
        this.clock = clock;
    }

    /** How many messages of a batch came to what. */
    public record Committed(int stored, int points, int duplicates, int quarantined) {}

    /**
     * Stores messages in one transaction.
     *
     * @throws SQLException when nothing of them is stored
     */
    public Committed store(List<Arrival> messages) throws SQLException {
        begin();
        for (Arrival message : messages) {
            add(message);
        }
        commit(batch, batch.messages());
        Map<Decoded.Outcome, Integer> outcomes = new HashMap<>();
        int points = 0;
        for (Decoded message : batch.messages()) {
            outcomes.merge(message.outcome, 1, Integer::sum);
            points += message.outcome == Decoded.Outcome.STORED ? message.endPoint - message.firstPoint : 0;
        }
        return new Committed(
                outcomes.getOrDefault(Decoded.Outcome.STORED, 0),
                points,
                outcomes.getOrDefault(Decoded.Outcome.DUPLICATE, 0),
                outcomes.getOrDefault(Decoded.Outcome.QUARANTINED, 0));
    }

    void begin() {
        series.bound();
        batch.begin();
    }

    /** Begins a batch beside the one at hand, whose messages and rows stay as they are until the next turn. */
    void turn() {
        Batch before = batch;
        batch = other;
        other = before;
        begin();
    }

    Decoded add(Arrival message) {
        return batch.add(message, window());
    }

    /** Takes back the message that was added last: it is held, and counted as such with the next commit. */
    void setAside() {
        batch.holdLast();
        store.owe();
    }

    /** How many series it remembers. */
    int series() {
        return series.size();
    }

    /** Whether held messages are not counted yet. */
    boolean owes() {
        return store.owes();
    }

    private TimeWindow window() {
        return TimeWindow.at(clock.instant(), rawRetention.get());
    }

    Batch batch() {
        return batch;
    }

    /**
     * All but the commit, of the whole batch.
     *
     * @throws SQLException when nothing of it is stored
     */
    Written write(Instant now) throws SQLException {
        return store.write(batch, batch.messages(), now);
    }

    /** What {@link #write} wrote is committed. */
    void committed(Batch written, Instant now) {
        store.committed(written.messages(), now);
    }

    /** What {@link #write} wrote is not committed, or nobody knows. */
    void notStored(Written written) {
        store.notStored(written);
    }

    /**
     * Stores the messages, or halves of them when the data are at fault, down to the one that no try can store: that one is
     * quarantined alone.
     *
     * @throws SQLException when the database is at fault; what was committed before it is a duplicate next time
     */
    Map<StreamKey, StreamPositions> commit(Batch rows, List<Decoded> messages) throws SQLException {
        Instant now = clock.instant();
        try {
            return store.store(rows, messages, now);
        } catch (SQLException e) {
            if (!SqlFaults.dataAtFault(e)) {
                throw e;
            }
            return messages.size() == 1 ? alone(rows, messages.getFirst(), now) : halves(rows, messages);
        }
    }

    private Map<StreamKey, StreamPositions> alone(Batch rows, Decoded message, Instant now) throws SQLException {
        message.poison = true;
        return store.store(rows, List.of(message), now);
    }

    private Map<StreamKey, StreamPositions> halves(Batch rows, List<Decoded> messages) throws SQLException {
        List<Decoded> all = new ArrayList<>(messages);
        int middle = all.size() / 2;
        Map<StreamKey, StreamPositions> positions = new HashMap<>(commit(rows, all.subList(0, middle)));
        positions.putAll(commit(rows, all.subList(middle, all.size())));
        return positions;
    }
}
