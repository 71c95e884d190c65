package io.millwright.wire.telemetry;

/** Where a message stands: the {@code seq}-th of the stream that a device began with its buffer. */
public record MessagePosition(String stream, long seq) {

    /** @throws IllegalArgumentException if either is not of the form of {@link #isStream} and {@link #isSeq} */
    public MessagePosition {
        if (!isStream(stream) || !isSeq(seq)) {
            throw new IllegalArgumentException("not a position: " + stream + ", " + seq);
        }
    }

    /** A stream's random id: 1 to 64 letters, digits and {@code . _ -}. */
    public static boolean isStream(String text) {
        if (text.isEmpty() || text.length() > 64) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letterOrDigit && c != '.' && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }

    public static boolean isSeq(long seq) {
        return SeqRange.valid(seq, seq);
    }
}
