package io.millwright.wire.sparkplug;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** What the platform says to an edge node. */
public final class NodeCommand {

    private static final String REBIRTH = "Node Control/Rebirth";
    private static final int BOOLEAN = 11;

    /** The payload of an NCMD that asks for everything to be born again. */
    public static byte[] rebirth(long epochMillis) {
        byte[] name = REBIRTH.getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream metric = new ByteArrayOutputStream();
        number(metric, 1, Protobuf.BYTES, name.length);
        metric.writeBytes(name);
        number(metric, 3, Protobuf.VARINT, epochMillis);
        number(metric, 4, Protobuf.VARINT, BOOLEAN);
        number(metric, MetricFields.BOOLEAN_VALUE, Protobuf.VARINT, 1);
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        number(payload, 1, Protobuf.VARINT, epochMillis);
        number(payload, PayloadSurvey.METRICS, Protobuf.BYTES, metric.size());
        payload.writeBytes(metric.toByteArray());
        return payload.toByteArray();
    }

    private static void number(ByteArrayOutputStream out, int field, int wire, long value) {
        varint(out, (long) field << 3 | wire);
        varint(out, value);
    }

    private static void varint(ByteArrayOutputStream out, long value) {
        long rest = value;
        while (rest >>> 7 != 0) {
            out.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private NodeCommand() {}
}
