package io.millwright.edge.buffer;

/**
 * Figures of the buffer.
 *
 * @param head the highest seq given in the stream
 * @param gaps ranges declared or to be declared as lost and not settled yet
 * @param evicted messages that went for want of room, since the buffer was made
 * @param corrupt messages that the disk gave back broken or not at all, likewise
 */
public record BufferStatus(
        String stream,
        long head,
        long messages,
        long bytes,
        int gaps,
        long evicted,
        long evictedPoints,
        long corrupt) {}
