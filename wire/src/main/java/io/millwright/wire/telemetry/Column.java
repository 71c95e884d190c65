package io.millwright.wire.telemetry;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The points of one tag in a batch, in the order they came. */
final class Column {

    final @Nullable String unit;
    private final List<Point> points = new ArrayList<>();
    private boolean allGood = true;

    /** {@code value} is a Double, Long, Boolean or String. */
    private record Point(long ts, Object value, int quality) {}

    Column(@Nullable String unit) {
        this.unit = unit;
    }

    void add(long ts, Object value, int quality) {
        points.add(new Point(ts, value, quality));
        allGood &= quality == PointSink.GOOD;
    }

    void write(JsonWriter json, long t0) {
        json.raw("{\"dt\":");
        for (int i = 0; i < points.size(); i++) {
            json.raw(i == 0 ? "[" : ",").number(points.get(i).ts() - t0);
        }
        json.raw("],\"x\":");
        for (int i = 0; i < points.size(); i++) {
            json.raw(i == 0 ? "[" : ",");
            value(json, points.get(i).value());
        }
        if (!allGood) {
            json.raw("],\"q\":");
            for (int i = 0; i < points.size(); i++) {
                json.raw(i == 0 ? "[" : ",").number(points.get(i).quality());
            }
        }
        json.raw("]");
        if (unit != null) {
            json.raw(",\"u\":").text(unit);
        }
        json.raw("}");
    }

    private static void value(JsonWriter json, Object value) {
        switch (value) {
            case Double real -> json.number(real.doubleValue());
            case Long integer -> json.number(integer.longValue());
            case Boolean truth -> json.raw(truth ? "true" : "false");
            default -> json.text((String) value);
        }
    }
}
