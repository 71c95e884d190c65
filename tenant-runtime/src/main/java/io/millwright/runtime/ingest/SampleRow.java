package io.millwright.runtime.ingest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads back a row that {@link CopyBuffer} wrote. */
final class SampleRow {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN)
            .withInvokeExactBehavior();

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN)
            .withInvokeExactBehavior();

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN)
            .withInvokeExactBehavior();

    private static final int VALUE_AT = 14;

    static boolean hasValue(byte[] rows, int row) {
        return (int) INT.get(rows, row + VALUE_AT) == 8;
    }

    static @Nullable Double value(byte[] rows, int row) {
        return hasValue(rows, row) ? Double.longBitsToDouble((long) LONG.get(rows, row + VALUE_AT + 4)) : null;
    }

    static long series(byte[] rows, int row) {
        return (long) LONG.get(rows, afterValue(rows, row) + 4);
    }

    static int quality(byte[] rows, int row) {
        return (int) INT.get(rows, afterValue(rows, row) + 16);
    }

    static int kind(byte[] rows, int row) {
        return (short) SHORT.get(rows, afterValue(rows, row) + 24);
    }

    static @Nullable String text(byte[] rows, int row) {
        int at = afterValue(rows, row) + 26;
        int length = (int) INT.get(rows, at);
        return length < 0 ? null : new String(rows, at + 4, length, StandardCharsets.UTF_8);
    }

    private static int afterValue(byte[] rows, int row) {
        return row + VALUE_AT + (hasValue(rows, row) ? 12 : 4);
    }

    private SampleRow() {}
}
