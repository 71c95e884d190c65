package io.millwright.controlplane.pki;

/**
 * Whether bytes are one DER element and nothing behind it: definite, shortest lengths, and no deeper than any request is.
 * Looked at before a parser that recurses, so that nesting costs a stranger more than it costs us.
 */
final class DerShape {

    private static final int DEEPEST = 16;
    private static final int CONSTRUCTED = 0x20;
    private static final int LONG_TAG = 0x1F;
    private static final int LONGEST_LENGTH = 3;

    /** What the bytes are. */
    enum Verdict {
        GOOD,
        NOT_DER,
        TRAILING_BYTES
    }

    static Verdict of(byte[] bytes) {
        int end = end(bytes, 0, bytes.length, 0);
        if (end < 0) {
            return Verdict.NOT_DER;
        }
        return end == bytes.length ? Verdict.GOOD : Verdict.TRAILING_BYTES;
    }

    /** Where the element that begins at {@code from} ends; -1 if it is none. */
    private static int end(byte[] bytes, int from, int limit, int depth) {
        if (depth > DEEPEST || limit - from < 2 || (bytes[from] & LONG_TAG) == LONG_TAG) {
            return -1;
        }
        int first = bytes[from + 1] & 0xFF;
        int content = from + 2;
        int length = first;
        if (first >= 0x80) {
            int octets = first & 0x7F;
            if (octets < 1 || octets > LONGEST_LENGTH || limit - content < octets || bytes[content] == 0) {
                return -1;
            }
            length = 0;
            for (int i = 0; i < octets; i++) {
                length = length << 8 | (bytes[content++] & 0xFF);
            }
            if (length < 0x80) {
                return -1;
            }
        }
        if (length > limit - content) {
            return -1;
        }
        int end = content + length;
        boolean constructed = (bytes[from] & CONSTRUCTED) != 0;
        return !constructed || isFilled(bytes, content, end, depth) ? end : -1;
    }

    private static boolean isFilled(byte[] bytes, int from, int end, int depth) {
        int at = from;
        while (at < end) {
            at = end(bytes, at, end, depth + 1);
            if (at < 0) {
                return false;
            }
        }
        return true;
    }

    private DerShape() {}
}
