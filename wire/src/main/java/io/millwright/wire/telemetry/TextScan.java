package io.millwright.wire.telemetry;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One JSON string: where its bytes lie and what they hold. Nothing is allocated until {@link #text} is asked for. */
final class TextScan {

    static final int NOT_JSON = -1;
    static final int NOT_UTF8 = -2;

    private byte[] in = {};
    private int from;
    private int to;
    private boolean escaped;
    private boolean ascii;

    /** Returns the index after the closing quote, or one of the negative codes. {@code start} is after the opening one. */
    int scan(byte[] bytes, int start, int end) {
        in = bytes;
        from = start;
        escaped = false;
        ascii = true;
        int at = start;
        while (at < end) {
            byte b = bytes[at];
            if (b == '"') {
                to = at;
                return at + 1;
            }
            if (b == '\\') {
                escaped = true;
                at = afterEscape(at, end);
                if (at < 0) {
                    return NOT_JSON;
                }
            } else if (b >= 0x20) {
                at++;
            } else if (b >= 0) {
                return NOT_JSON;
            } else {
                ascii = false;
                int length = Utf8.sequence(bytes, at, end);
                if (length == 0) {
                    return NOT_UTF8;
                }
                at += length;
            }
        }
        return NOT_JSON;
    }

    private int afterEscape(int at, int end) {
        if (at + 1 >= end) {
            return NOT_JSON;
        }
        switch (in[at + 1]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
                return at + 2;
            }
            case 'u' -> {
                if (at + 6 > end) {
                    return NOT_JSON;
                }
                for (int i = at + 2; i < at + 6; i++) {
                    if (Character.digit(in[i], 16) < 0) {
                        return NOT_JSON;
                    }
                }
                return at + 6;
            }
            default -> {
                return NOT_JSON;
            }
        }
    }

    byte[] bytes() {
        return in;
    }

    int from() {
        return from;
    }

    /** Length in the message; escapes make the text itself shorter, never longer. */
    int length() {
        return to - from;
    }

    boolean escaped() {
        return escaped;
    }

    /** Compares without decoding, unless there are escapes. */
    boolean is(String asciiText) {
        if (escaped) {
            return asciiText.equals(text());
        }
        if (to - from != asciiText.length()) {
            return false;
        }
        for (int i = 0; i < asciiText.length(); i++) {
            if (in[from + i] != asciiText.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The text, or null if it holds a lone surrogate or U+0000: legal JSON, but no text that a database could store. */
    @Nullable
    String text() {
        if (!escaped) {
            return new String(in, from, to - from, ascii ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
        }
        StringBuilder text = new StringBuilder(to - from);
        int at = from;
        while (at < to) {
            int plain = at;
            while (at < to && in[at] != '\\') {
                at++;
            }
            text.append(new String(in, plain, at - plain, StandardCharsets.UTF_8));
            if (at < to) {
                at = unescape(at, text);
            }
        }
        return storable(text) ? text.toString() : null;
    }

    private int unescape(int at, StringBuilder text) {
        switch (in[at + 1]) {
            case 'b' -> text.append('\b');
            case 'f' -> text.append('\f');
            case 'n' -> text.append('\n');
            case 'r' -> text.append('\r');
            case 't' -> text.append('\t');
            case 'u' -> {
                int unit = 0;
                for (int i = at + 2; i < at + 6; i++) {
                    unit = unit << 4 | Character.digit(in[i], 16);
                }
                text.append((char) unit);
                return at + 6;
            }
            default -> text.append((char) in[at + 1]);
        }
        return at + 2;
    }

    private static boolean storable(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isLowSurrogate(c)) {
                return false;
            }
            if (Character.isHighSurrogate(c)) {
                i++;
                if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
                    return false;
                }
            }
        }
        return true;
    }
}
