package io.millwright.runtime.ingest;

import io.millwright.wire.SparkplugTopic;
import io.millwright.wire.telemetry.PointFault;
import io.millwright.wire.telemetry.PointSink;
import io.millwright.wire.telemetry.TelemetryDecoder;
import io.millwright.wire.telemetry.TelemetryLimits;
import io.millwright.wire.telemetry.TimeWindow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages decoded into rows that are ready to be copied. Hot path: per point one row in the {@link CopyBuffer} and one
 * entry in three arrays, all kept from batch to batch; per message its {@link Decoded}. For one thread.
 */
final class Batch implements PointSink {

    /** Integers up to here are themselves as a double. */
    private static final long EXACT = 1L << 53;

    private final TelemetryDecoder decoder = new TelemetryDecoder(TelemetryLimits.DEFAULT);
    private final SeriesCache series;
    private final EdgeNodes edgeNodes;
    private final CopyBuffer rows = new CopyBuffer();
    private final List<Decoded> messages = new ArrayList<>();
    private final List<Decoded> held = new ArrayList<>();
    private long payloadBytes;
    private int refusals;

    /** How many series were new before the message that was added last. */
    private int newSeries;

    private long[] times = new long[1_024];
    private int[] offsets = new int[1_024];
    private Series[] owners = new Series[1_024];
    private int points;
    private boolean unnamed;

    private @Nullable Decoded current;
    private SeriesCache.@Nullable OfDevice device;
    private @Nullable String tag;
    private @Nullable Series owner;

    /** @param edgeNodes of the devices whose messages are read here */
    Batch(SeriesCache series, EdgeNodes edgeNodes) {
        this.series = series;
        this.edgeNodes = edgeNodes;
    }

    void begin() {
        messages.clear();
        held.clear();
        rows.clear();
        points = 0;
        payloadBytes = 0;
        refusals = series.refusals();
    }

    /** Reads a message into the batch. */
    Decoded add(Arrival arrival, TimeWindow window) {
        Decoded message = new Decoded(arrival, window, points, rows.size());
        messages.add(message);
        payloadBytes += arrival.payload().length;
        newSeries = series.unresolved();
        SparkplugTopic sparkplug = arrival.sparkplug();
        if (sparkplug == null) {
            read(message);
        } else {
            begin(message);
            edgeNodes.read(message, sparkplug, window, this);
            end(message);
        }
        return message;
    }

    private void begin(Decoded message) {
        current = message;
        device = series.of(message.device());
        tag = null;
    }

    private void end(Decoded message) {
        message.endPoint = points;
        message.endByte = rows.size();
    }

    private void read(Decoded message) {
        if (message.arrival.telemetry()) {
            begin(message);
            message.result = decoder.decode(message.arrival.payload(), message.window, this);
        }
        end(message);
    }

    /** Takes back the message that was added last: it is held, and nothing of it is stored. */
    void holdLast() {
        Decoded last = messages.removeLast();
        held.add(last);
        payloadBytes -= last.arrival.payload().length;
        points = last.firstPoint;
        series.forgetFrom(newSeries);
        rows.truncate(last.firstByte);
    }

    /** Those taken back since it began. */
    List<Decoded> held() {
        return held;
    }

    /** Whether series were refused since it was read, maybe over another batch: it must be read again. */
    boolean outdated() {
        return refusals != series.refusals();
    }

    /** Reads all its messages anew: some of their tags are not taken any more. */
    void readAgain() {
        PointsBefore before = new PointsBefore(rows.bytes().clone(), times.clone(), offsets.clone(), owners.clone());
        rows.clear();
        points = 0;
        unnamed = false;
        refusals = series.refusals();
        for (Decoded message : messages) {
            if (message.arrival.sparkplug() == null) {
                message.again(points, rows.size());
                read(message);
            } else {
                keep(message, before);
            }
        }
    }

    /** What was read before a batch is read again. */
    @SuppressWarnings("ArrayRecordComponent") // It is looked at once and never compared.
    private record PointsBefore(byte[] rows, long[] times, int[] offsets, Series[] owners) {}

    /** An edge node must not be told the same twice, so its points are not read again but taken from before. */
    private void keep(Decoded message, PointsBefore before) {
        int first = message.firstPoint;
        int end = message.endPoint;
        int length = message.arrival.payload().length;
        int refused = 0;
        message.moved(points, rows.size());
        begin(message);
        for (int i = first; i < end; i++) {
            Series series = before.owners()[i];
            int row = before.offsets()[i];
            if (takes(series.tag)) {
                Double value = SampleRow.value(before.rows(), row);
                point(
                        series.tag,
                        before.times()[i],
                        value == null ? 0 : value,
                        value != null,
                        SampleRow.quality(before.rows(), row),
                        SampleRow.kind(before.rows(), row),
                        series.unit,
                        SampleRow.text(before.rows(), row));
            } else {
                // The first brings the bytes of all.
                bad(series.tag, PointFault.SERIES_QUOTA, refused == 0 ? 0 : length, length);
                refused++;
            }
        }
        message.refused(refused);
        end(message);
    }

    @Override
    public boolean takes(String name) {
        return device == null || device.takes(name);
    }

    List<Decoded> messages() {
        return messages;
    }

    int points() {
        return points;
    }

    long payloadBytes() {
        return payloadBytes;
    }

    CopyBuffer rows() {
        return rows;
    }

    /** A number never given before, so that what a series remembers of an earlier pass over points is known to be old. */
    long nextPass() {
        return series.nextPass();
    }

    long time(int point) {
        return times[point];
    }

    Series owner(int point) {
        return owners[point];
    }

    /** Where the point's row is. */
    int offset(int point) {
        return offsets[point];
    }

    /** Writes the ids that were not known when the points were read. */
    void fillIn() {
        if (!unnamed) {
            return;
        }
        byte[] bytes = rows.bytes();
        for (int i = 0; i < points; i++) {
            if (SampleRow.series(bytes, offsets[i]) == 0) {
                rows.series(offsets[i], SampleRow.hasValue(bytes, offsets[i]), owners[i].id);
            }
        }
        unnamed = false;
    }

    @Override
    public void real(String name, long ts, double value, int quality, @Nullable String unit) {
        point(name, ts, value, true, quality, PointKind.REAL, unit, null);
    }

    @Override
    public void integer(String name, long ts, long value, int quality, @Nullable String unit) {
        String digits = value > EXACT || value < -EXACT ? Long.toString(value) : null;
        point(name, ts, (double) value, true, quality, PointKind.INTEGER, unit, digits);
    }

    @Override
    public void truth(String name, long ts, boolean value, int quality, @Nullable String unit) {
        point(name, ts, value ? 1 : 0, true, quality, PointKind.TRUTH, unit, null);
    }

    @Override
    public void text(String name, long ts, String value, int quality, @Nullable String unit) {
        point(name, ts, 0, false, quality, PointKind.TEXT, unit, value);
    }

    @Override
    public void bad(@Nullable String name, PointFault fault, int from, int to) {
        if (current != null) {
            current.bad(new Decoded.Bad(name, fault, from, to));
        }
    }

    private void point(
            String name,
            long ts,
            double value,
            boolean hasValue,
            int quality,
            int kind,
            @Nullable String unit,
            @Nullable String text) {
        Series found = owner(name, kind, unit);
        if (points == times.length) {
            times = Arrays.copyOf(times, points * 2);
            offsets = Arrays.copyOf(offsets, points * 2);
            owners = Arrays.copyOf(owners, points * 2);
        }
        times[points] = ts;
        offsets[points] = rows.size();
        owners[points] = found;
        points++;
        unnamed |= found.id == 0;
        rows.row(ts, value, hasValue, found.id, quality, kind, text);
    }

    /** The decoder gives a column's points one after another, with one instance of its name. */
    @SuppressWarnings("ReferenceEquality")
    private Series owner(String name, int kind, @Nullable String unit) {
        Series found = owner;
        Decoded message = current;
        SeriesCache.OfDevice own = device;
        if (message == null || own == null) {
            throw new IllegalStateException("no message is being read");
        }
        if (found == null || tag != name) {
            found = own.series(name, message.site(), unit, kind);
            tag = name;
            owner = found;
        }
        if (found.kind != kind || (unit != null && !unit.equals(found.unit)) || !found.site.equals(message.site())) {
            found.described(message.site(), unit, kind);
            series.changed(found);
        }
        return found;
    }
}
