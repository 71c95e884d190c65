package io.millwright.wire.telemetry;

import java.util.Arrays;

/** Writes JSON as UTF-8 into a buffer that grows. The caller writes the punctuation; texts and numbers are safe. */
public final class JsonWriter {

    private static final String HEX = "0123456789abcdef";

    private byte[] out = new byte[256];
    private int size;

    /** Writes ASCII as it is. */
    public JsonWriter raw(String ascii) {
        room(ascii.length());
        for (int i = 0; i < ascii.length(); i++) {
            out[size++] = (byte) ascii.charAt(i);
        }
        return this;
    }

    public JsonWriter number(long value) {
        return raw(Long.toString(value));
    }

    /** @throws IllegalArgumentException for infinities and NaN, which JSON does not have */
    public JsonWriter number(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("JSON has no " + value);
        }
        return raw(Double.toString(value));
    }

    /** Writes a string in quotes. Lone surrogates are written as escapes, so that the bytes stay UTF-8. */
    public JsonWriter text(String text) {
        room(2 + text.length() * 6);
        out[size++] = '"';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out[size++] = '\\';
                out[size++] = (byte) c;
            } else if (c < ' ') {
                escape(c);
            } else if (c < 0x80) {
                out[size++] = (byte) c;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                utf8(Character.toCodePoint(c, text.charAt(++i)));
            } else if (Character.isSurrogate(c)) {
                escape(c);
            } else {
                utf8(c);
            }
        }
        out[size++] = '"';
        return this;
    }

    private void escape(char c) {
        raw("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out[size++] = (byte) HEX.charAt(c >> shift & 0xF);
        }
    }

    private void utf8(int c) {
        if (c < 0x800) {
            out[size++] = (byte) (0xC0 | c >> 6);
        } else {
            if (c < 0x10000) {
                out[size++] = (byte) (0xE0 | c >> 12);
            } else {
                out[size++] = (byte) (0xF0 | c >> 18);
                out[size++] = (byte) (0x80 | (c >> 12 & 0x3F));
            }
            out[size++] = (byte) (0x80 | (c >> 6 & 0x3F));
        }
        out[size++] = (byte) (0x80 | (c & 0x3F));
    }

    private void room(int more) {
        if (out.length - size < more) {
            out = Arrays.copyOf(out, Math.max(size + more, out.length * 2));
        }
    }

    public int size() {
        return size;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(out, size);
    }
}
