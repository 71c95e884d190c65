package io.millwright.wire.telemetry;

/** Consecutive sequence numbers of a stream, both ends included. */
public record SeqRange(long first, long last) {

    /** The largest sequence number: what every JSON reader still holds exactly. */
    public static final long MAX_SEQ = (1L << 53) - 1;

    /** @throws IllegalArgumentException unless 1 <= first <= last <= {@link #MAX_SEQ} */
    public SeqRange {
        if (!valid(first, last)) {
            throw new IllegalArgumentException("not a range of sequence numbers: " + first + " to " + last);
        }
    }

    public static boolean valid(long first, long last) {
        return first >= 1 && first <= last && last <= MAX_SEQ;
    }

    public boolean contains(long seq) {
        return seq >= first && seq <= last;
    }

    public long size() {
        return last - first + 1;
    }
}
