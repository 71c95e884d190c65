package io.millwright.wire.sparkplug;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Writes Sparkplug payloads, field by field with the numbers of the published definition, good ones and others. */
public final class Payload {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public static Payload at(long timestamp) {
        return new Payload().number(1, timestamp);
    }

    /** As an edge node sends it: with its place in the sequence. */
    public static Payload at(long timestamp, int seq) {
        return at(timestamp).number(3, seq);
    }

    public static Payload empty() {
        return new Payload();
    }

    /** Whatever these bytes are. */
    public static Payload of(byte[] bytes) {
        Payload payload = new Payload();
        payload.out.writeBytes(bytes);
        return payload;
    }

    public Payload metric(Consumer<Payload> fields) {
        return message(2, fields);
    }

    /** A metric of a birth: everything it has. */
    public Payload born(String name, long alias, int datatype, long ts, Consumer<Payload> value) {
        return metric(metric ->
                value.accept(metric.text(1, name).number(2, alias).number(3, ts).number(4, datatype)));
    }

    /** A metric of a birth that is always spoken of by its name. */
    public Payload born(String name, int datatype, long ts, Consumer<Payload> value) {
        return metric(metric -> value.accept(metric.text(1, name).number(3, ts).number(4, datatype)));
    }

    /** A metric of data, by its alias. */
    public Payload data(long alias, long ts, Consumer<Payload> value) {
        return metric(metric -> value.accept(metric.number(2, alias).number(3, ts)));
    }

    public Payload data(String name, long ts, Consumer<Payload> value) {
        return metric(metric -> value.accept(metric.text(1, name).number(3, ts)));
    }

    public Payload bdSeq(long number) {
        return metric(metric -> metric.text(1, "bdSeq").number(4, 8).number(11, number));
    }

    public Payload integer(long value) {
        return number(10, value);
    }

    public Payload large(long value) {
        return number(11, value);
    }

    public Payload real(double value) {
        return key(13, 1).raw(8, buffer -> buffer.putDouble(value));
    }

    public Payload small(float value) {
        return key(12, 5).raw(4, buffer -> buffer.putFloat(value));
    }

    public Payload truth(boolean value) {
        return number(14, value ? 1 : 0);
    }

    public Payload string(String value) {
        return text(15, value);
    }

    public Payload quality(int quality) {
        return message(
                9,
                set -> set.text(1, "Other")
                        .text(1, "Quality")
                        .message(2, value -> value.number(1, 12).text(8, "x"))
                        .message(2, value -> value.number(1, 3).number(3, quality)));
    }

    public Payload unit(String unit) {
        return message(
                9,
                set -> set.text(1, "engUnit")
                        .message(2, value -> value.number(1, 12).text(8, unit)));
    }

    public Payload number(int field, long value) {
        key(field, 0);
        varint(value);
        return this;
    }

    public Payload text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    public Payload message(int field, Consumer<Payload> fields) {
        Payload inner = new Payload();
        fields.accept(inner);
        return bytes(field, inner.bytes());
    }

    public Payload bytes(int field, byte[] value) {
        key(field, 2);
        varint(value.length);
        out.writeBytes(value);
        return this;
    }

    private Payload raw(int size, Consumer<ByteBuffer> value) {
        ByteBuffer buffer = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        value.accept(buffer);
        out.writeBytes(buffer.array());
        return this;
    }

    public Payload key(int field, int wire) {
        varint((long) field << 3 | wire);
        return this;
    }

    public Payload varint(long value) {
        long rest = value;
        while (rest >>> 7 != 0) {
            out.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
        return this;
    }

    public byte[] bytes() {
        return out.toByteArray();
    }
}
