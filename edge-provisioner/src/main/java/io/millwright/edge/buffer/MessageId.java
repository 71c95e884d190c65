package io.millwright.edge.buffer;

/**
 * A message's row number: the buffer's number of its stream above, its seq below. So rows lie in the order in which they
 * were appended, with one key and no index beside it, and what an older buffer left lies before what this one wrote.
 */
final class MessageId {

    private static final int SEQ_BITS = 40;
    private static final long SEQ_MASK = (1L << SEQ_BITS) - 1;

    /** A message each millisecond reaches it after 34 years. */
    static final long MOST_SEQ = SEQ_MASK;

    static long of(long stream, long seq) {
        return stream << SEQ_BITS | seq;
    }

    static long stream(long id) {
        return id >>> SEQ_BITS;
    }

    static long seq(long id) {
        return id & SEQ_MASK;
    }

    private MessageId() {}
}
