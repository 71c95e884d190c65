package io.millwright.edge.buffer;

import io.millwright.edge.buffer.StreamRow.Removed;
import io.millwright.wire.telemetry.GapReason;
import io.millwright.wire.telemetry.SeqRange;
import java.sql.SQLException;
import java.util.List;

/** The cap: the oldest messages go, are counted, and their places are noted as a gap, all in the append's own transaction. */
final class Eviction {

    /** Counts points beside the messages. */
    static final String POINTS = "cap_points";

    private static final int MOST_AT_ONCE = 256;

    /** @param spared the message that is being appended, which stays even if it alone is too large */
    static void run(Database database, Streams streams, BufferLimits limits, long spared, Journal journal)
            throws SQLException {
        if (fits(streams, limits)) {
            return;
        }
        BufferLimits target = limits.target();
        while (!fits(streams, target)) {
            int most = (int) Math.clamp(streams.messages() / 200, 1, MOST_AT_ONCE);
            List<Long> ids = database.oldest(most);
            if (ids.isEmpty()) {
                throw new BrokenBufferException("messages are missing from the buffer's file");
            }
            long first = ids.getFirst();
            if (first == spared) {
                return;
            }
            evict(database, streams, first, lastOfRun(ids, spared), journal);
        }
    }

    private static boolean fits(Streams streams, BufferLimits limits) {
        return streams.bytes() <= limits.bytes() && streams.messages() <= limits.messages();
    }

    /** Consecutive numbers are of one stream. */
    private static long lastOfRun(List<Long> ids, long spared) {
        long last = ids.getFirst();
        for (long id : ids) {
            if (id == spared || id > last + 1) {
                break;
            }
            last = id;
        }
        return last;
    }

    private static void evict(Database database, Streams streams, long first, long last, Journal journal)
            throws SQLException {
        StreamRow stream = streams.numbered(MessageId.stream(first))
                .orElseThrow(() -> new BrokenBufferException("a message is of no stream"));
        Removed removed = database.delete(first, last);
        database.put(streams.put(stream.without(removed)));
        SeqRange range = new SeqRange(MessageId.seq(first), MessageId.seq(last));
        database.losses().note(stream.number(), range, GapReason.CAP);
        database.losses().count(GapReason.CAP.slug(), removed.messages());
        database.losses().count(POINTS, removed.points());
        journal.lost(stream.name(), range, GapReason.CAP.slug());
    }

    private Eviction() {}
}
