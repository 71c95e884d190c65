package io.millwright.wire.receipt;

import io.millwright.wire.telemetry.MessagePosition;
import io.millwright.wire.telemetry.SeqRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of a stream is stored or quarantined for good.
 *
 * @param committed the highest such seq, or a lower one if more than {@link #MOST_RANGES} ranges were missing; 0 if none
 * @param missing every absent range up to it, ascending, apart from each other
 */
public record Receipt(
        String stream,
        long committed,
        List<SeqRange> missing,
        @Nullable Hold hold) {

    /** The most ranges one receipt names. */
    public static final int MOST_RANGES = 64;

    /** @throws IllegalArgumentException if the parts are not as described above */
    public Receipt {
        missing = List.copyOf(missing);
        if (!valid(stream, committed, missing)) {
            throw new IllegalArgumentException("not a receipt: " + stream + ", " + committed + ", " + missing);
        }
    }

    static boolean valid(String stream, long committed, List<SeqRange> missing) {
        if (!MessagePosition.isStream(stream)
                || committed < 0
                || committed > SeqRange.MAX_SEQ
                || missing.size() > MOST_RANGES) {
            return false;
        }
        // A range that touched the one before would be one with it.
        long before = -1;
        for (SeqRange range : missing) {
            if (range.first() <= before + 1 || range.last() > committed) {
                return false;
            }
            before = range.last();
        }
        return true;
    }

    /** Whether the edge deletes this message: if and only if. */
    public boolean covers(long seq) {
        if (seq < 1 || seq > committed) {
            return false;
        }
        for (SeqRange range : missing) {
            if (range.contains(seq)) {
                return false;
            }
        }
        return true;
    }
}
