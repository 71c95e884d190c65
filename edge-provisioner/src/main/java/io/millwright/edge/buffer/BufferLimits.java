package io.millwright.edge.buffer;

/**
 * What the buffer holds at most; beyond it the oldest messages go.
 *
 * @param bytes of payloads and a little for each row; the file grows somewhat above it
 */
public record BufferLimits(long bytes, long messages) {

    public static final BufferLimits DEFAULT = new BufferLimits(2L << 30, 10_000_000);

    /** @throws IllegalArgumentException unless both are positive */
    public BufferLimits {
        if (bytes < 1 || messages < 1) {
            throw new IllegalArgumentException("a buffer holds at least one byte and one message");
        }
    }

    /** Evicting a hundredth at once spares the next appends. */
    BufferLimits target() {
        return new BufferLimits(Math.max(1, bytes - bytes / 100), Math.max(1, messages - messages / 100));
    }
}
