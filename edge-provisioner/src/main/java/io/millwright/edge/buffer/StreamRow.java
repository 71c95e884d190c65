package io.millwright.edge.buffer;

/**
 * A stream as the buffer knows it.
 *
 * @param number its place among the buffer's streams
 * @param low below it everything was receipted
 * @param head the highest seq given; 0 before the first
 * @param messages how many of it wait
 * @param bytes what they take
 */
record StreamRow(long number, String name, long low, long head, long messages, long bytes) {

    long checksum() {
        return Checksum.of(number + " " + name + " " + low + " " + head + " " + messages + " " + bytes);
    }

    StreamRow appended(long size) {
        return new StreamRow(number, name, low, head + 1, messages + 1, bytes + size);
    }

    StreamRow without(Removed removed) {
        return new StreamRow(number, name, low, head, messages - removed.messages(), bytes - removed.bytes());
    }

    StreamRow receiptedBelow(long seq) {
        return new StreamRow(number, name, Math.max(low, seq), head, messages, bytes);
    }

    /** What a deletion took away. */
    record Removed(long messages, long points, long bytes) {

        static final Removed NOTHING = new Removed(0, 0, 0);

        Removed and(Removed other) {
            return new Removed(messages + other.messages, points + other.points, bytes + other.bytes);
        }
    }
}
