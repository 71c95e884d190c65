package io.millwright.wire.telemetry;

import org.jspecify.annotations.Nullable;

/** The second pass over one message: reads the points where the first found them, and tells the sink. */
final class PointReader {

    private static final int UNIT_BYTES = 64;
    private static final int HIGHEST_QUALITY = 0xFFFF;
    private static final int UNUSABLE = -1;
    private static final int ABSENT = -1;

    private final TelemetryLimits limits;
    private final JsonScanner json;
    private final TextCache units;
    private final int base;
    private final TimeWindow window;
    private final PointSink sink;
    private int good;
    private int bad;
    private long earliest = Long.MAX_VALUE;
    private boolean unitBroken;

    /** @param base index of the payload's first byte */
    PointReader(
            TelemetryLimits limits, JsonScanner json, TextCache units, int base, TimeWindow window, PointSink sink) {
        this.limits = limits;
        this.json = json;
        this.units = units;
        this.base = base;
        this.window = window;
        this.sink = sink;
    }

    int good() {
        return good;
    }

    int bad() {
        return bad;
    }

    /** Of the good points; {@link Long#MAX_VALUE} if there is none. */
    long earliest() {
        return earliest;
    }

    /** Version 1: the tag's one value. */
    void moment(TagSlice tag, long ts) {
        String name = taken(tag);
        if (name == null) {
            return;
        }
        json.moveTo(tag.value);
        if (json.peek() == JsonScanner.Kind.OBJECT) {
            qualified(tag, name, ts);
        } else {
            value(name, ts, PointSink.GOOD, null, tag.from, tag.to);
        }
    }

    private void qualified(TagSlice tag, String name, long ts) {
        int x = ABSENT;
        int quality = PointSink.GOOD;
        String unit = null;
        int met = 0;
        unitBroken = false;
        for (boolean more = json.firstMember(); more; more = json.nextMember()) {
            int field = json.named("x") ? 1 : json.named("q") ? 2 : json.named("u") ? 4 : 0;
            if ((met & field) != 0) {
                bad(tag, PointFault.DUPLICATE_KEY);
                return;
            }
            met |= field;
            json.peek();
            switch (field) {
                case 1 -> {
                    x = json.position();
                    json.take();
                }
                case 2 -> quality = quality();
                case 4 -> unit = unit();
                default -> json.take();
            }
        }
        if (x == ABSENT) {
            bad(tag, PointFault.BAD_SHAPE);
        } else if (unitBroken) {
            bad(tag, PointFault.BAD_UNIT);
        } else {
            json.moveTo(x);
            value(name, ts, quality, unit, tag.from, tag.to);
        }
    }

    /** Version 2: the tag's values, each with its time. */
    void column(TagSlice tag, long t0) {
        String name = taken(tag);
        if (name == null) {
            return;
        }
        unitBroken = false;
        String unit = null;
        if (tag.has(tag.unit)) {
            json.moveTo(tag.unit);
            unit = unit();
        }
        if (unitBroken) {
            bad(tag, PointFault.BAD_UNIT);
            return;
        }
        boolean qualities = tag.has(tag.qualities);
        // Each cursor stands before an element: first behind the bracket, then behind the comma.
        int timeAt = tag.times + 1;
        int valueAt = tag.values + 1;
        int qualityAt = tag.qualities + 1;
        for (int i = 0; i < tag.valueCount; i++) {
            json.moveTo(timeAt);
            long ts = json.take() == JsonScanner.Kind.NUMBER && json.isWhole() ? t0 + json.whole() : UNUSABLE;
            timeAt = json.afterComma();
            int quality = PointSink.GOOD;
            if (qualities) {
                json.moveTo(qualityAt);
                quality = quality();
                qualityAt = json.afterComma();
            }
            json.moveTo(valueAt);
            json.peek();
            value(name, ts, quality, unit, json.position(), ABSENT);
            valueAt = json.afterComma();
        }
    }

    /** Reads the value that comes next and tells it; {@code to} is absent if the value itself is all there is to show. */
    private void value(String name, long ts, int quality, @Nullable String unit, int from, int to) {
        JsonScanner.Kind kind = json.take();
        int end = to == ABSENT ? json.position() : to;
        PointFault fault = around(ts, quality);
        if (fault == null) {
            fault = tell(kind, name, ts, quality, unit);
        }
        if (fault == null) {
            good++;
            earliest = Math.min(earliest, ts);
        } else {
            bad(name, fault, from, end);
        }
    }

    private @Nullable PointFault around(long ts, int quality) {
        PointFault fault = window.fault(ts);
        return fault == null && quality == UNUSABLE ? PointFault.BAD_QUALITY : fault;
    }

    private @Nullable PointFault tell(JsonScanner.Kind kind, String name, long ts, int quality, @Nullable String unit) {
        switch (kind) {
            case NUMBER -> {
                NumberScan number = json.number();
                if (number.isLong()) {
                    sink.integer(name, ts, number.asLong(), quality, unit);
                    return null;
                }
                double value = number.asDouble();
                if (Double.isInfinite(value)) {
                    return PointFault.NUMBER_OUT_OF_RANGE;
                }
                sink.real(name, ts, value, quality, unit);
                return null;
            }
            case TRUE, FALSE -> {
                sink.truth(name, ts, kind == JsonScanner.Kind.TRUE, quality, unit);
                return null;
            }
            case STRING -> {
                if (json.textScan().length() > limits.textBytes()) {
                    return PointFault.TEXT_TOO_LONG;
                }
                String text = json.text();
                if (text == null) {
                    return PointFault.BAD_TEXT;
                }
                sink.text(name, ts, text, quality, unit);
                return null;
            }
            case OBJECT, ARRAY, NULL, NONE -> {
                return PointFault.BAD_VALUE;
            }
        }
        throw new IllegalStateException("unknown kind");
    }

    private int quality() {
        JsonScanner.Kind kind = json.take();
        if (kind == JsonScanner.Kind.NULL) {
            return PointSink.GOOD;
        }
        boolean whole = kind == JsonScanner.Kind.NUMBER && json.isWhole();
        return whole && json.whole() >= 0 && json.whole() <= HIGHEST_QUALITY ? (int) json.whole() : UNUSABLE;
    }

    /** Sets {@link #unitBroken} if there is one that is none. */
    private @Nullable String unit() {
        JsonScanner.Kind kind = json.take();
        if (kind == JsonScanner.Kind.NULL) {
            return null;
        }
        boolean brief = kind == JsonScanner.Kind.STRING && json.textScan().length() <= UNIT_BYTES;
        String unit = brief ? units.get(json.textScan()) : null;
        unitBroken = unit == null;
        return unit;
    }

    /** The tag's name; null when it is none, or one too many, which has been told. */
    private @Nullable String taken(TagSlice tag) {
        String name = tag.name;
        if (tag.fault != null || name == null) {
            bad(tag, tag.fault);
            return null;
        }
        if (!sink.takes(name)) {
            bad(tag, PointFault.SERIES_QUOTA);
            return null;
        }
        return name;
    }

    private void bad(TagSlice tag, @Nullable PointFault fault) {
        bad(tag.name, fault == null ? PointFault.BAD_TAG : fault, tag.from, tag.to);
    }

    /** Tells of a bad point whose bytes lie at these indices of the scanned array. */
    void bad(@Nullable String name, PointFault fault, int from, int to) {
        bad++;
        sink.bad(name, fault, from - base, to - base);
    }
}
