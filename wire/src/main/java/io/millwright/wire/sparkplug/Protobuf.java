package io.millwright.wire.sparkplug;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Goes over the fields of one protobuf message without copying anything: a message within is a range of bytes, gone over by
 * another of these if anybody wants to know. So nothing recurses, however deep a stranger nests. For one thread; reused.
 */
final class Protobuf {

    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int BYTES = 2;
    static final int FIXED32 = 5;

    private static final int MOST_VARINT_BITS = 64;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();

    private byte[] in = {};
    private int at;
    private int end;
    private boolean broken;
    private int field;
    private int wire;
    private long value;
    private int from;

    void begin(byte[] bytes, int start, int stop) {
        in = bytes;
        at = start;
        end = stop;
        broken = false;
    }

    /** Moves to the next field; false at the end, or where the bytes are none. */
    boolean next() {
        if (at == end || broken) {
            return false;
        }
        long key = varint();
        field = (int) (key >>> 3);
        wire = (int) (key & 7);
        if (key >>> 32 != 0 || field == 0) {
            broken = true;
        }
        switch (wire) {
            case VARINT -> value = varint();
            case FIXED64 -> {
                if (room(Long.BYTES)) {
                    value = (long) LONG.get(in, at);
                    at += Long.BYTES;
                }
            }
            case FIXED32 -> {
                if (room(Integer.BYTES)) {
                    value = (int) INT.get(in, at);
                    at += Integer.BYTES;
                }
            }
            case BYTES -> {
                long length = varint();
                if (room(length)) {
                    from = at;
                    at += (int) length;
                }
            }
            // Groups ended with proto1, and no payload of Sparkplug ever had one.
            default -> broken = true;
        }
        return !broken;
    }

    private boolean room(long length) {
        broken |= length < 0 || length > end - at;
        return !broken;
    }

    private long varint() {
        long result = 0;
        for (int shift = 0; shift < MOST_VARINT_BITS; shift += 7) {
            if (at == end) {
                break;
            }
            byte b = in[at++];
            result |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                return result;
            }
        }
        broken = true;
        return 0;
    }

    boolean broken() {
        return broken;
    }

    /** Index after what was read last. */
    int position() {
        return at;
    }

    /** Whether this field has this number and type on the wire; another type of a known field is not what it says it is. */
    boolean is(int number, int type) {
        if (field != number) {
            return false;
        }
        broken |= wire != type;
        return !broken;
    }

    /** Of a number: as it stands on the wire, fixed 32 bits sign-extended. */
    long value() {
        return value;
    }

    /** Of bytes: where they begin; {@link #position} is where they end. */
    int from() {
        return from;
    }

    byte[] bytes() {
        return in;
    }
}
