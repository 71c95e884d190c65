package io.millwright.wire.telemetry;

/** Well-formed UTF-8 as table 3-7 of the Unicode standard has it: no overlong forms, no surrogates, none above U+10FFFF. */
public final class Utf8 {

    static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /** Whether the bytes are text, and without U+0000, which no database stores. */
    public static boolean isText(byte[] in, int from, int to) {
        int at = from;
        while (at < to) {
            if (in[at] > 0) {
                at++;
                continue;
            }
            int length = sequence(in, at, to);
            if (length == 0) {
                return false;
            }
            at += length;
        }
        return true;
    }

    /** Length of the well-formed sequence of two to four bytes at {@code at}, or 0. */
    static int sequence(byte[] in, int at, int end) {
        int lead = in[at] & 0xFF;
        if (lead < 0xC2 || lead > 0xF4) {
            return 0;
        }
        int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (at + length > end) {
            return 0;
        }
        int second = in[at + 1] & 0xFF;
        int low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        if (second < low || second > high) {
            return 0;
        }
        for (int i = at + 2; i < at + length; i++) {
            if ((in[i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return length;
    }

    private Utf8() {}
}
