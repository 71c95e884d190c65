package io.millwright.runtime.ingest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows of table {@code sample} in PostgreSQL's binary COPY format. Hot path: a row of a number is 56 bytes written into
 * one array that grows and is kept; nothing is allocated per row.
 */
final class CopyBuffer {

    /** The order in which a row's fields are written. */
    static final String COLUMNS = "ts, value, series_id, quality, kind, text_value";

    /** Signature, flags, no extension. */
    static final byte[] HEADER = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };

    static final byte[] TRAILER = {(byte) 0xFF, (byte) 0xFF};

    /** 2000-01-01, where PostgreSQL's time begins, in epoch ms. */
    private static final long EPOCH = 946_684_800_000L;

    private static final int FIELDS = 6;

    private static final int FIXED = 2 + (4 + 8) + (4 + 8) + (4 + 8) + (4 + 4) + (4 + 2) + 4;

    /** Of the series id within a row. */
    private static final int SERIES_AT = 2 + (4 + 8) + (4 + 8) + 4;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN)
            .withInvokeExactBehavior();

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN)
            .withInvokeExactBehavior();

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN)
            .withInvokeExactBehavior();

    private byte[] bytes = new byte[64 * 1024];

    private int size;

    int size() {
        return size;
    }

    byte[] bytes() {
        return bytes;
    }

    void clear() {
        size = 0;
    }

    /** Forgets the rows from there on. */
    void truncate(int end) {
        size = end;
    }

    /** @param millis since 1970 */
    void row(long millis, double value, boolean hasValue, long series, int quality, int kind, @Nullable String text) {
        byte[] words = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
        room(FIXED + (words == null ? 0 : words.length));
        byte[] out = bytes;
        int at = size;
        SHORT.set(out, at, (short) FIELDS);
        INT.set(out, at + 2, 8);
        LONG.set(out, at + 6, (millis - EPOCH) * 1_000);
        at += 14;
        INT.set(out, at, hasValue ? 8 : -1);
        at += 4;
        if (hasValue) {
            LONG.set(out, at, Double.doubleToRawLongBits(value));
            at += 8;
        }
        INT.set(out, at, 8);
        LONG.set(out, at + 4, series);
        INT.set(out, at + 12, 4);
        INT.set(out, at + 16, quality);
        INT.set(out, at + 20, 2);
        SHORT.set(out, at + 24, (short) kind);
        at += 26;
        INT.set(out, at, words == null ? -1 : words.length);
        at += 4;
        if (words != null) {
            System.arraycopy(words, 0, out, at, words.length);
            at += words.length;
        }
        size = at;
    }

    /** Gives a row the id that its series had not when it was written. */
    void series(int row, boolean hasValue, long series) {
        LONG.set(bytes, row + SERIES_AT - (hasValue ? 0 : 8), series);
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
        }
    }
}
