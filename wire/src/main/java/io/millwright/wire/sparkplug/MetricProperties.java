package io.millwright.wire.sparkplug;

import io.millwright.wire.telemetry.PointFault;
import io.millwright.wire.telemetry.PointSink;
import io.millwright.wire.telemetry.TagName;
import io.millwright.wire.telemetry.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is read of a metric's property set: {@code Quality}, in the same numbers as OPC's, and {@code engUnit}. Keys and values
 * are two lists that belong together by position. Scratch space that is reused.
 */
final class MetricProperties {

    private static final int KEYS = 1;
    private static final int VALUES = 2;
    private static final int VALUE_INT = 3;
    private static final int VALUE_LONG = 4;
    private static final int VALUE_TEXT = 8;
    private static final int ABSENT = -1;
    private static final int UNIT_BYTES = 64;
    private static final int HIGHEST_QUALITY = 0xFFFF;
    private static final byte[] QUALITY = "Quality".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] UNIT = "engUnit".getBytes(StandardCharsets.US_ASCII);

    private final Protobuf set = new Protobuf();
    private final Protobuf property = new Protobuf();
    int quality;

    @Nullable
    String unit;

    /** Reads them, or says why the metric is no good. */
    @Nullable
    PointFault read(byte[] in, int from, int to) {
        quality = PointSink.GOOD;
        unit = null;
        if (from == to) {
            return null;
        }
        int qualityAt = ABSENT;
        int unitAt = ABSENT;
        set.begin(in, from, to);
        for (int key = 0; set.next(); ) {
            if (set.is(KEYS, Protobuf.BYTES)) {
                if (Arrays.equals(in, set.from(), set.position(), QUALITY, 0, QUALITY.length)) {
                    qualityAt = key;
                } else if (Arrays.equals(in, set.from(), set.position(), UNIT, 0, UNIT.length)) {
                    unitAt = key;
                }
                key++;
            }
        }
        if (set.broken()) {
            return PointFault.BAD_SHAPE;
        }
        PointFault fault = null;
        set.begin(in, from, to);
        for (int value = 0; set.next() && fault == null; ) {
            if (set.is(VALUES, Protobuf.BYTES)) {
                if (value == qualityAt) {
                    fault = quality(in);
                } else if (value == unitAt) {
                    fault = unit(in);
                }
                value++;
            }
        }
        return set.broken() ? PointFault.BAD_SHAPE : fault;
    }

    private @Nullable PointFault quality(byte[] in) {
        property.begin(in, set.from(), set.position());
        while (property.next()) {
            if (property.is(VALUE_INT, Protobuf.VARINT) || property.is(VALUE_LONG, Protobuf.VARINT)) {
                long given = property.value();
                if (given < 0 || given > HIGHEST_QUALITY) {
                    return PointFault.BAD_QUALITY;
                }
                quality = (int) given;
            }
        }
        return property.broken() ? PointFault.BAD_SHAPE : null;
    }

    private @Nullable PointFault unit(byte[] in) {
        property.begin(in, set.from(), set.position());
        while (property.next()) {
            if (property.is(VALUE_TEXT, Protobuf.BYTES) && property.position() > property.from()) {
                if (property.position() - property.from() > UNIT_BYTES
                        || !Utf8.isText(in, property.from(), property.position())) {
                    return PointFault.BAD_UNIT;
                }
                String text =
                        new String(in, property.from(), property.position() - property.from(), StandardCharsets.UTF_8);
                if (!TagName.is(text)) {
                    return PointFault.BAD_UNIT;
                }
                unit = text;
            }
        }
        return property.broken() ? PointFault.BAD_SHAPE : null;
    }
}
