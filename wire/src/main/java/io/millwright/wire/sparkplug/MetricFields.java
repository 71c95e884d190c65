package io.millwright.wire.sparkplug;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One metric as it stands in a payload; scratch space that is reused. Numbers are fields of {@code Payload.Metric}. */
final class MetricFields {

    static final int INT_VALUE = 10;
    static final int LONG_VALUE = 11;
    static final int FLOAT_VALUE = 12;
    static final int DOUBLE_VALUE = 13;
    static final int BOOLEAN_VALUE = 14;
    static final int STRING_VALUE = 15;
    /** Bytes, data sets, templates and extensions: messages that are not looked into. */
    private static final int LAST_VALUE = 19;

    private static final byte[] NODE_CONTROL = "Node Control/".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DEVICE_CONTROL = "Device Control/".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BD_SEQ = "bdSeq".getBytes(StandardCharsets.US_ASCII);

    private final Protobuf fields = new Protobuf();

    byte[] in = {};
    boolean named;
    int nameFrom;
    int nameTo;
    boolean aliased;
    long alias;
    boolean timed;
    long timestamp;
    int datatype;
    boolean passing;
    boolean isNull;
    int propertiesFrom;
    int propertiesTo;
    /** Number of the field that holds the value; 0 if there is none. */
    int valueField;

    /** The value's bits, of a number or boolean. */
    long bits;

    int valueFrom;
    int valueTo;

    /** Reads the metric that lies there; false if its bytes are none. */
    boolean read(byte[] bytes, int from, int to) {
        in = bytes;
        named = false;
        nameFrom = from;
        nameTo = from;
        aliased = false;
        alias = 0;
        timed = false;
        timestamp = 0;
        datatype = 0;
        passing = false;
        isNull = false;
        propertiesFrom = from;
        propertiesTo = from;
        valueField = 0;
        fields.begin(bytes, from, to);
        while (fields.next()) {
            field();
        }
        return !fields.broken();
    }

    private void field() {
        if (fields.is(1, Protobuf.BYTES)) {
            named = true;
            nameFrom = fields.from();
            nameTo = fields.position();
        } else if (fields.is(2, Protobuf.VARINT)) {
            aliased = true;
            alias = fields.value();
        } else if (fields.is(3, Protobuf.VARINT)) {
            timed = true;
            timestamp = fields.value();
        } else if (fields.is(4, Protobuf.VARINT)) {
            datatype = (int) fields.value();
        } else if (fields.is(6, Protobuf.VARINT)) {
            passing = fields.value() != 0;
        } else if (fields.is(7, Protobuf.VARINT)) {
            isNull = fields.value() != 0;
        } else if (fields.is(9, Protobuf.BYTES)) {
            propertiesFrom = fields.from();
            propertiesTo = fields.position();
        } else if (fields.is(INT_VALUE, Protobuf.VARINT)) {
            number(INT_VALUE);
        } else if (fields.is(LONG_VALUE, Protobuf.VARINT)) {
            number(LONG_VALUE);
        } else if (fields.is(FLOAT_VALUE, Protobuf.FIXED32)) {
            number(FLOAT_VALUE);
        } else if (fields.is(DOUBLE_VALUE, Protobuf.FIXED64)) {
            number(DOUBLE_VALUE);
        } else if (fields.is(BOOLEAN_VALUE, Protobuf.VARINT)) {
            number(BOOLEAN_VALUE);
        } else {
            for (int other = STRING_VALUE; other <= LAST_VALUE; other++) {
                if (fields.is(other, Protobuf.BYTES)) {
                    valueField = other;
                    valueFrom = fields.from();
                    valueTo = fields.position();
                }
            }
        }
    }

    /** As protobuf has it, the last of several values counts. */
    private void number(int field) {
        valueField = field;
        bits = fields.value();
    }

    /** What edge node and host say to each other about themselves: no measurement. */
    boolean control() {
        return is(BD_SEQ) || begins(NODE_CONTROL) || begins(DEVICE_CONTROL);
    }

    boolean bdSeq() {
        return is(BD_SEQ) && (valueField == INT_VALUE || valueField == LONG_VALUE);
    }

    private boolean is(byte[] name) {
        return named && Arrays.equals(in, nameFrom, nameTo, name, 0, name.length);
    }

    private boolean begins(byte[] name) {
        return named
                && nameTo - nameFrom > name.length
                && Arrays.equals(in, nameFrom, nameFrom + name.length, name, 0, name.length);
    }
}
