package io.millwright.edge.buffer;

import io.millwright.edge.buffer.StreamRow.Removed;
import io.millwright.wire.receipt.Receipt;
import io.millwright.wire.telemetry.SeqRange;
import java.sql.SQLException;
import java.util.List;

/** What a receipt does: the messages that it covers go, and the gaps that it settles. */
final class Settlement {

    /** @return whether anything changed and is to be committed */
    static boolean apply(Database database, Streams streams, StreamRow stream, Receipt receipt) throws SQLException {
        Removed removed = Removed.NOTHING;
        long next = 1;
        for (SeqRange missing : receipt.missing()) {
            removed = removed.and(delete(database, stream, next, missing.first() - 1));
            next = missing.last() + 1;
        }
        removed = removed.and(delete(database, stream, next, receipt.committed()));
        long low = receipt.missing().isEmpty()
                ? receipt.committed() + 1
                : receipt.missing().getFirst().first();
        StreamRow after = stream.without(removed).receiptedBelow(low);
        boolean last = stream.number() == streams.current().number();
        boolean settled = settleGaps(database, stream, receipt, last);
        if (after.equals(stream) && !settled) {
            return false;
        }
        if (!last && after.messages() == 0 && gapsOf(database, stream).isEmpty()) {
            database.forget(after);
            streams.remove(after);
        } else {
            database.put(streams.put(after));
        }
        return true;
    }

    private static Removed delete(Database database, StreamRow stream, long first, long last) throws SQLException {
        return first > last
                ? Removed.NOTHING
                : database.delete(MessageId.of(stream.number(), first), MessageId.of(stream.number(), last));
    }

    private static List<Losses.Gap> gapsOf(Database database, StreamRow stream) throws SQLException {
        return database.losses().gaps().stream()
                .filter(gap -> gap.stream() == stream.number())
                .toList();
    }

    /**
     * A declared gap is settled when the receipt reaches over it and asks for none of it. No receipt reaches over the end
     * of a stream that is written no more: there it is enough that it was declared before.
     */
    private static boolean settleGaps(Database database, StreamRow stream, Receipt receipt, boolean growing)
            throws SQLException {
        boolean settled = false;
        for (Losses.Gap gap : gapsOf(database, stream)) {
            boolean asked = receipt.missing().stream()
                    .anyMatch(missing ->
                            missing.first() <= gap.range().last() && gap.range().first() <= missing.last());
            boolean reached = gap.range().last() <= receipt.committed() || !growing;
            if (gap.declared() && reached && !asked) {
                database.losses().settle(gap);
                settled = true;
            }
        }
        return settled;
    }

    private Settlement() {}
}
