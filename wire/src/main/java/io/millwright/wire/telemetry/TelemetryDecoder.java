package io.millwright.wire.telemetry;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads telemetry messages of version 1 and 2 and gaps. It reads a message twice: once to check all of it, once for
 * the points, so that a sink hears nothing of a message that breaks off in its last byte. A message allocates its
 * result and its string values; a point of number or boolean allocates nothing once its tag is known. Whatever the
 * bytes are, it answers; it throws only what the sink throws.
 *
 * <p>For one thread at a time. Keep it: it remembers tags and keeps its scratch space.
 */
public final class TelemetryDecoder {

    private static final int CACHED_UNITS = 256;

    private final TelemetryLimits limits;
    private final JsonScanner json = new JsonScanner(TelemetryLimits.DEPTH);
    private final Tags tags;
    private final Envelope envelope;
    private final TextCache units = new TextCache(CACHED_UNITS, unit -> true);
    private byte[] copy = {};

    public TelemetryDecoder(TelemetryLimits limits) {
        this.limits = limits;
        this.tags = new Tags(limits);
        this.envelope = new Envelope(limits, tags);
    }

    /** Decodes a whole array. */
    public TelemetryResult decode(byte[] payload, TimeWindow window, PointSink sink) {
        return decode(payload, 0, payload.length, window, sink);
    }

    /** Decodes what remains of the buffer, whose position does not move. A direct or read-only one is copied first. */
    public TelemetryResult decode(ByteBuffer payload, TimeWindow window, PointSink sink) {
        int length = payload.remaining();
        if (payload.hasArray()) {
            int from = payload.arrayOffset() + payload.position();
            return decode(payload.array(), from, from + length, window, sink);
        }
        if (length > limits.payloadBytes()) {
            return new TelemetryResult.Refused(Refusal.TOO_LARGE, 0, null);
        }
        if (copy.length < length) {
            copy = new byte[Math.min(limits.payloadBytes(), Math.max(length, copy.length * 2))];
        }
        payload.get(payload.position(), copy, 0, length);
        return decode(copy, 0, length, window, sink);
    }

    private TelemetryResult decode(byte[] in, int from, int to, TimeWindow window, PointSink sink) {
        Refusal early = beforeReading(in, from, to);
        if (early != null) {
            return new TelemetryResult.Refused(early, 0, null);
        }
        json.begin(in, from, to);
        Refusal refusal = envelope.read(json);
        if (refusal == null && envelope.version() == 1) {
            refusal = outside(window);
        }
        if (refusal != null) {
            return new TelemetryResult.Refused(refusal, json.position() - from, envelope.position());
        }
        TelemetryResult.Gap gap = envelope.gap();
        return gap != null ? gap : measured(from, window, sink);
    }

    private @Nullable Refusal beforeReading(byte[] in, int from, int to) {
        if (to - from > limits.payloadBytes()) {
            return Refusal.TOO_LARGE;
        }
        if (from == to) {
            return Refusal.EMPTY;
        }
        boolean mark = to - from >= 3 && Arrays.equals(in, from, from + 3, Utf8.BYTE_ORDER_MARK, 0, 3);
        return mark ? Refusal.BYTE_ORDER_MARK : null;
    }

    /** All points of version 1 share one moment, so they are quarantined as one message. */
    private @Nullable Refusal outside(TimeWindow window) {
        if (window.contains(envelope.time())) {
            return null;
        }
        return envelope.time() < window.earliest() ? Refusal.TOO_OLD : Refusal.IN_FUTURE;
    }

    private TelemetryResult measured(int from, TimeWindow window, PointSink sink) {
        PointReader points = new PointReader(limits, json, units, from, window, sink);
        boolean columnar = envelope.version() == 2;
        for (int i = 0; i < tags.size(); i++) {
            if (columnar) {
                points.column(tags.get(i), envelope.time());
            } else {
                points.moment(tags.get(i), envelope.time());
            }
        }
        String status = columnar ? null : envelope.status();
        if (!columnar && envelope.statusGiven() && status == null) {
            points.bad(null, PointFault.BAD_STATUS, envelope.statusFrom(), envelope.statusTo());
        }
        long time = window.contains(envelope.time()) || points.good() == 0 ? envelope.time() : points.earliest();
        return new TelemetryResult.Measured(
                envelope.version(), envelope.position(), time, status, points.good(), points.bad());
    }
}
