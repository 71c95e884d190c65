package io.millwright.wire.sparkplug;

import io.millwright.wire.telemetry.PointFault;
import io.millwright.wire.telemetry.PointSink;
import io.millwright.wire.telemetry.TelemetryLimits;
import io.millwright.wire.telemetry.Utf8;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Turns a metric's value into a point, by the type it was born with: integers stay exact, and those above 2^63-1 become the nearest
 * double as in JSON. Encoders differ in how they write small types, so 32 and 64 bit fields are taken for each other where the
 * value is in range, and a negative one by its own bits or by those of 32 or 64.
 */
final class MetricValue {

    private static final long UNSIGNED = 0xFFFF_FFFFL;

    private final TelemetryLimits limits;

    MetricValue(TelemetryLimits limits) {
        this.limits = limits;
    }

    static boolean supports(int datatype) {
        return datatype >= 1 && datatype <= 15;
    }

    /** Tells the sink, or says why not. */
    @Nullable
    PointFault tell(Metric metric, MetricFields fields, long ts, int quality, @Nullable String unit, PointSink sink) {
        if (fields.valueField == 0) {
            return PointFault.BAD_VALUE;
        }
        return switch (metric.datatype) {
            case 1 -> signed(Byte.SIZE, metric, fields, ts, quality, unit, sink);
            case 2 -> signed(Short.SIZE, metric, fields, ts, quality, unit, sink);
            case 3 -> signed(Integer.SIZE, metric, fields, ts, quality, unit, sink);
            case 4 -> signed(Long.SIZE, metric, fields, ts, quality, unit, sink);
            case 5 -> unsigned(0xFF, metric, fields, ts, quality, unit, sink);
            case 6 -> unsigned(0xFFFF, metric, fields, ts, quality, unit, sink);
            case 7 -> unsigned(UNSIGNED, metric, fields, ts, quality, unit, sink);
            case 8 -> large(metric, fields, ts, quality, unit, sink);
            case 9 ->
                fields.valueField == MetricFields.FLOAT_VALUE
                        ? real(Float.intBitsToFloat((int) fields.bits), metric, ts, quality, unit, sink)
                        : PointFault.TYPE_DIFFERS;
            case 10 ->
                fields.valueField == MetricFields.DOUBLE_VALUE
                        ? real(Double.longBitsToDouble(fields.bits), metric, ts, quality, unit, sink)
                        : PointFault.TYPE_DIFFERS;
            case 11 -> {
                if (fields.valueField != MetricFields.BOOLEAN_VALUE) {
                    yield PointFault.TYPE_DIFFERS;
                }
                sink.truth(metric.tag, ts, fields.bits != 0, quality, unit);
                yield null;
            }
            case 12, 14, 15 -> text(metric, fields, ts, quality, unit, sink);
            case 13 -> unsigned(Long.MAX_VALUE, metric, fields, ts, quality, unit, sink);
            default -> PointFault.UNSUPPORTED_TYPE;
        };
    }

    private static boolean integer(MetricFields fields) {
        return fields.valueField == MetricFields.INT_VALUE || fields.valueField == MetricFields.LONG_VALUE;
    }

    private static @Nullable PointFault signed(
            int size, Metric metric, MetricFields fields, long ts, int quality, @Nullable String unit, PointSink sink) {
        if (!integer(fields)) {
            return PointFault.TYPE_DIFFERS;
        }
        long value = fields.valueField == MetricFields.INT_VALUE ? (int) fields.bits : fields.bits;
        if (size < Long.SIZE) {
            if (value < -1L << (size - 1) || value >= 1L << size) {
                return PointFault.NUMBER_OUT_OF_RANGE;
            }
            // By its own bits alone: the sign is the highest of them.
            value = value << (Long.SIZE - size) >> (Long.SIZE - size);
        }
        sink.integer(metric.tag, ts, value, quality, unit);
        return null;
    }

    private static @Nullable PointFault unsigned(
            long most,
            Metric metric,
            MetricFields fields,
            long ts,
            int quality,
            @Nullable String unit,
            PointSink sink) {
        if (!integer(fields)) {
            return PointFault.TYPE_DIFFERS;
        }
        long value = fields.valueField == MetricFields.INT_VALUE ? fields.bits & UNSIGNED : fields.bits;
        if (value < 0 || value > most) {
            return PointFault.NUMBER_OUT_OF_RANGE;
        }
        sink.integer(metric.tag, ts, value, quality, unit);
        return null;
    }

    private static @Nullable PointFault large(
            Metric metric, MetricFields fields, long ts, int quality, @Nullable String unit, PointSink sink) {
        if (fields.valueField != MetricFields.LONG_VALUE || fields.bits >= 0) {
            return unsigned(Long.MAX_VALUE, metric, fields, ts, quality, unit, sink);
        }
        // Halved with the lowest bit kept, so that rounding is that of the whole.
        sink.real(metric.tag, ts, ((fields.bits >>> 1) | (fields.bits & 1)) * 2.0, quality, unit);
        return null;
    }

    private static @Nullable PointFault real(
            double value, Metric metric, long ts, int quality, @Nullable String unit, PointSink sink) {
        if (!Double.isFinite(value)) {
            return PointFault.NOT_FINITE;
        }
        sink.real(metric.tag, ts, value, quality, unit);
        return null;
    }

    private @Nullable PointFault text(
            Metric metric, MetricFields fields, long ts, int quality, @Nullable String unit, PointSink sink) {
        if (fields.valueField != MetricFields.STRING_VALUE) {
            return PointFault.TYPE_DIFFERS;
        }
        int length = fields.valueTo - fields.valueFrom;
        if (length > limits.textBytes()) {
            return PointFault.TEXT_TOO_LONG;
        }
        if (!Utf8.isText(fields.in, fields.valueFrom, fields.valueTo)) {
            return PointFault.BAD_TEXT;
        }
        sink.text(
                metric.tag, ts, new String(fields.in, fields.valueFrom, length, StandardCharsets.UTF_8), quality, unit);
        return null;
    }
}
