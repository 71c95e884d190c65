package io.millwright.wire.telemetry;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Gathers points and writes them as one message of version 2. As a {@link PointSink} it also maps messages of version 1
 * forward; bad points are left out. For one thread; reusable after {@link #encode}.
 *
 * <p>A column has one unit, so a point that gives its tag another one belongs into the next batch: ask {@link #fits}.
 */
public final class BatchEncoder implements PointSink {

    private final Map<String, Column> columns = new LinkedHashMap<>();
    private int points;
    private long t0 = Long.MAX_VALUE;

    /** Whether the batch can take a point of this tag and unit. */
    public boolean fits(String tag, @Nullable String unit) {
        Column column = columns.get(tag);
        return column == null || Objects.equals(column.unit, unit);
    }

    public int points() {
        return points;
    }

    /** @throws IllegalArgumentException for infinities and NaN, which have no JSON; also if it does not {@link #fits fit} */
    @Override
    public void real(String tag, long ts, double value, int quality, @Nullable String unit) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("JSON has no " + value);
        }
        column(tag, ts, unit).add(ts, value, quality);
    }

    @Override
    public void integer(String tag, long ts, long value, int quality, @Nullable String unit) {
        column(tag, ts, unit).add(ts, value, quality);
    }

    @Override
    public void truth(String tag, long ts, boolean value, int quality, @Nullable String unit) {
        column(tag, ts, unit).add(ts, value, quality);
    }

    @Override
    public void text(String tag, long ts, String value, int quality, @Nullable String unit) {
        column(tag, ts, unit).add(ts, value, quality);
    }

    @Override
    public void bad(@Nullable String tag, PointFault fault, int from, int to) {}

    private Column column(String tag, long ts, @Nullable String unit) {
        Column column = columns.computeIfAbsent(tag, _ -> new Column(unit));
        if (!Objects.equals(column.unit, unit)) {
            throw new IllegalArgumentException("one batch gives a tag one unit: " + tag);
        }
        points++;
        t0 = Math.min(t0, ts);
        return column;
    }

    /**
     * Writes what was gathered, {@code stream} and {@code seq} first, so that a message cut short can still be receipted,
     * and empties the batch.
     *
     * @param position null for a device without receipts
     * @throws IllegalStateException if no point was gathered
     */
    public byte[] encode(@Nullable MessagePosition position) {
        if (points == 0) {
            throw new IllegalStateException("a batch without points is none");
        }
        JsonWriter json = new JsonWriter().raw("{\"v\":2");
        if (position != null) {
            json.raw(",\"stream\":").text(position.stream()).raw(",\"seq\":").number(position.seq());
        }
        json.raw(",\"t0\":").number(t0).raw(",\"tags\":");
        String before = "{";
        for (Map.Entry<String, Column> column : columns.entrySet()) {
            json.raw(before).text(column.getKey()).raw(":");
            column.getValue().write(json, t0);
            before = ",";
        }
        columns.clear();
        points = 0;
        t0 = Long.MAX_VALUE;
        return json.raw("}}").toBytes();
    }

    /** Declares a loss. */
    public static byte[] encode(TelemetryResult.Gap gap) {
        JsonWriter json = new JsonWriter();
        json.raw("{\"v\":2,\"stream\":").text(gap.stream()).raw(",\"gap\":");
        SeqRanges.write(json, gap.ranges());
        return json.raw(",\"reason\":").text(gap.reason().slug()).raw("}").toBytes();
    }
}
