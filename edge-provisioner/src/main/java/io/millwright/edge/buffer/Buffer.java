package io.millwright.edge.buffer;

import io.millwright.edge.normalize.Point;
import io.millwright.wire.receipt.Receipt;
import io.millwright.wire.telemetry.GapReason;
import io.millwright.wire.telemetry.MessagePosition;
import io.millwright.wire.telemetry.SeqRange;
import io.millwright.wire.telemetry.TelemetryResult;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The disk buffer. A message gets its place in the stream in the very transaction that stores it, and goes only when a
 * receipt covers it or the cap evicts it; whatever goes otherwise is declared as a gap until the platform has settled that.
 *
 * <p>A file that turns out to be broken is laid aside, what is whole in it is saved into a new one, and a new stream
 * begins. Safe between threads; each call is one transaction.
 */
public final class Buffer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Buffer.class);

    private final BufferFiles files;
    private final BufferLimits limits;
    private final Journal journal;
    private final SecureRandom random = new SecureRandom();
    private @Nullable Session session;
    private long generation;
    private @Nullable BufferStatus last;

    /** An open file and what is known of it. */
    record Session(Database database, Mark mark, Streams streams) {

        Session with(Streams changed) {
            return new Session(database, mark, changed);
        }
    }

    /** What became of a receipt. */
    public sealed interface Receipted {

        /** What it covers is gone. A message of its stream has the id {@code base} + seq. */
        record Applied(long base) implements Receipted {

            /** Whether the receipt covers the message of this id. */
            public boolean covers(Receipt receipt, long id) {
                return MessageId.stream(id) == MessageId.stream(base) && receipt.covers(MessageId.seq(id));
            }
        }

        /** It names a stream that this buffer has not, or no longer. */
        record UnknownStream() implements Receipted {}

        /** It covers what was never written: it cannot be true, and nothing is deleted on the ground of it. */
        record BeyondHead() implements Receipted {}
    }

    private interface Work<T> {
        T in(Session session) throws SQLException, IOException;
    }

    /** The file is opened with the first call, so that a disk that is full at the start stops nothing. */
    public Buffer(Path file, Path aside, BufferLimits limits, Journal journal) {
        this.files = new BufferFiles(file, aside);
        this.limits = limits;
        this.journal = journal;
    }

    /** Stores points as one message; when it returns, they survive a power cut. @throws BufferUnavailableException if not */
    public synchronized StoredMessage append(List<Point> points) throws BufferUnavailableException {
        return guarded(open -> {
            Streams streams = open.streams().copy();
            StreamRow stream = streams.current();
            long seq = stream.head() + 1;
            byte[] payload = Batches.encode(points, new MessagePosition(stream.name(), seq));
            journal.appending(stream.name(), seq, payload, points);
            long id = MessageId.of(stream.number(), seq);
            open.database().insert(id, points.size(), payload);
            streams.put(stream.appended(payload.length + Database.ROW_BYTES));
            Eviction.run(open.database(), streams, limits, id, journal);
            open.database().put(streams.current());
            commit(open, streams);
            return new StoredMessage(id, points.size(), payload);
        });
    }

    /** The oldest messages with an id above one and up to another. */
    public synchronized List<StoredMessage> read(long after, long upTo, int most) throws BufferUnavailableException {
        return guarded(open -> {
            List<Database.Row> rows = open.database().rows(after, upTo, most);
            List<Database.Row> broken =
                    rows.stream().filter(row -> !row.whole()).toList();
            if (!broken.isEmpty()) {
                discard(open, broken);
            }
            if (rows.isEmpty()
                    && after == 0
                    && upTo == Long.MAX_VALUE
                    && open.streams().messages() > 0) {
                throw new BrokenBufferException("messages are missing from the buffer's file");
            }
            return rows.stream()
                    .filter(Database.Row::whole)
                    .map(row -> new StoredMessage(row.id(), row.points(), row.payload()))
                    .toList();
        });
    }

    private void discard(Session open, List<Database.Row> broken) throws SQLException, IOException {
        Streams streams = open.streams().copy();
        for (Database.Row row : broken) {
            long seq = MessageId.seq(row.id());
            files.layAside(row);
            StreamRow stream = streams.numbered(MessageId.stream(row.id()))
                    .orElseThrow(() -> new BrokenBufferException("a message is of no stream"));
            open.database().put(streams.put(stream.without(open.database().delete(row.id(), row.id()))));
            lose(open.database(), stream, new SeqRange(seq, seq), GapReason.CORRUPT);
            LOG.atWarn()
                    .addKeyValue("stream", stream.name())
                    .addKeyValue("seq", seq)
                    .addKeyValue("reason", "corrupt")
                    .log("a message is not as it was written and was laid aside");
        }
        commit(open, streams);
    }

    private void lose(Database database, StreamRow stream, SeqRange range, GapReason reason) throws SQLException {
        database.losses().note(stream.number(), range, reason);
        database.losses().count(reason.slug(), range.size());
        journal.lost(stream.name(), range, reason.slug());
    }

    /** Deletes what a receipt covers, and nothing else. */
    public synchronized Receipted receipt(Receipt receipt) throws BufferUnavailableException {
        return guarded(open -> {
            StreamRow stream = open.streams().named(receipt.stream()).orElse(null);
            if (stream == null) {
                return new Receipted.UnknownStream();
            }
            if (receipt.committed() > stream.head()) {
                return new Receipted.BeyondHead();
            }
            Streams streams = open.streams().copy();
            boolean changed = Settlement.apply(open.database(), streams, stream, receipt);
            if (changed) {
                commit(open, streams);
            }
            return new Receipted.Applied(MessageId.of(stream.number(), 0));
        });
    }

    /** The losses that the platform has not settled yet, as messages; from now on they do not grow. */
    public synchronized List<TelemetryResult.Gap> declareGaps() throws BufferUnavailableException {
        return guarded(open -> {
            List<Losses.Gap> gaps = open.database().losses().gaps();
            List<TelemetryResult.Gap> messages = Gaps.messages(gaps, open.streams());
            if (gaps.stream().anyMatch(gap -> !gap.declared())) {
                open.database().losses().declared();
                open.database().commit();
            }
            return messages;
        });
    }

    /** The id of the newest message ever appended; those of later ones are larger. */
    public synchronized long newest() throws BufferUnavailableException {
        return guarded(open -> MessageId.of(
                open.streams().current().number(), open.streams().current().head()));
    }

    /** Changes whenever the file was rebuilt: ids from before mean nothing then. */
    public synchronized long generation() {
        return generation;
    }

    public synchronized BufferStatus status() throws BufferUnavailableException {
        BufferStatus status = guarded(open -> new BufferStatus(
                open.streams().current().name(),
                open.streams().current().head(),
                open.streams().messages(),
                open.streams().bytes(),
                open.database().losses().gaps().size(),
                open.database().losses().counted(GapReason.CAP.slug()),
                open.database().losses().counted(Eviction.POINTS),
                open.database().losses().counted(GapReason.CORRUPT.slug())));
        last = status;
        return status;
    }

    private void commit(Session open, Streams streams) throws SQLException, IOException {
        open.database().commit();
        session = open.with(streams);
        open.mark().write(streams.current());
    }

    private <T> T guarded(Work<T> work) throws BufferUnavailableException {
        SQLException broken = whyBroken();
        if (broken == null) {
            try {
                return work.in(ready());
            } catch (SQLException e) {
                release();
                if (!BrokenBufferException.isBroken(e)) {
                    throw unavailable(e);
                }
                broken = e;
            } catch (IOException e) {
                release();
                throw unavailable(e);
            }
        }
        try {
            rebuild(broken);
            return work.in(ready());
        } catch (SQLException | IOException e) {
            release();
            throw unavailable(e);
        }
    }

    /** Opens the file if it is not open; null unless it turns out to be broken. */
    private @Nullable SQLException whyBroken() throws BufferUnavailableException {
        try {
            ready();
            return null;
        } catch (SQLException e) {
            release();
            if (BrokenBufferException.isBroken(e)) {
                return e;
            }
            throw unavailable(e);
        } catch (IOException e) {
            release();
            throw unavailable(e);
        }
    }

    private static BufferUnavailableException unavailable(Exception cause) {
        return new BufferUnavailableException("the buffer's disk takes or gives nothing now", cause);
    }

    private Session ready() throws SQLException, IOException {
        Session open = session;
        if (open == null) {
            open = Opening.open(files, random, journal);
            session = open;
        }
        return open;
    }

    private void rebuild(SQLException cause) throws SQLException, IOException {
        LOG.atError()
                .addKeyValue("reason", "corrupt")
                .setCause(cause)
                .log("the buffer's file is broken: it is laid aside and rebuilt from what is whole in it");
        Rebuild.run(files, last, random, journal);
        generation++;
    }

    /** After any failure nothing is known of the open transaction: the file is opened anew, and its content decides. */
    private void release() {
        Session open = session;
        session = null;
        if (open != null) {
            try (Mark _ = open.mark();
                    Database _ = open.database()) {
                LOG.atDebug().log("the buffer's file is closed");
            } catch (SQLException | IOException e) {
                LOG.atDebug().setCause(e).log("the buffer's file did not close cleanly");
            }
        }
    }

    @Override
    public synchronized void close() {
        release();
    }
}
