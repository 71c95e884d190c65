package io.millwright.wire.sparkplug;

import io.millwright.wire.telemetry.Refusal;
import io.millwright.wire.telemetry.TelemetryLimits;
import org.jspecify.annotations.Nullable;

/** The first pass over a payload: whether all of it can be read, and what it says beside its metrics. Reused. */
final class PayloadSurvey {

    static final int METRICS = 2;
    private static final int TIMESTAMP = 1;
    private static final int SEQ = 3;
    private static final int BODY = 5;
    private static final int LAST_SEQ = 255;
    static final long NO_TIME = -1;

    private final Protobuf payload = new Protobuf();
    private final MetricFields metric = new MetricFields();
    private final TelemetryLimits limits;

    /** {@link #NO_TIME} if there is none. */
    long timestamp;

    /** From 0 to 255; anything else is none. */
    long seq;

    int metrics;

    @Nullable
    Long bdSeq;

    PayloadSurvey(TelemetryLimits limits) {
        this.limits = limits;
    }

    @Nullable
    Refusal read(byte[] in) {
        timestamp = NO_TIME;
        seq = -1;
        metrics = 0;
        bdSeq = null;
        if (in.length > limits.payloadBytes()) {
            payload.begin(in, 0, 0);
            return Refusal.TOO_LARGE;
        }
        boolean body = false;
        payload.begin(in, 0, in.length);
        while (payload.next()) {
            if (payload.is(METRICS, Protobuf.BYTES)) {
                if (!metric.read(in, payload.from(), payload.position())) {
                    return Refusal.NOT_PROTOBUF;
                }
                if (++metrics > limits.points()) {
                    return Refusal.TOO_MANY_POINTS;
                }
                if (metric.bdSeq()) {
                    bdSeq = metric.bits;
                }
            } else if (payload.is(TIMESTAMP, Protobuf.VARINT)) {
                timestamp = payload.value();
            } else if (payload.is(SEQ, Protobuf.VARINT)) {
                seq = payload.value();
            } else if (payload.is(BODY, Protobuf.BYTES)) {
                body = payload.position() > payload.from();
            }
        }
        if (payload.broken()) {
            return Refusal.NOT_PROTOBUF;
        }
        return body ? Refusal.BODY : null;
    }

    boolean sequenced() {
        return seq >= 0 && seq <= LAST_SEQ;
    }

    /** How far it was read. */
    int position() {
        return payload.position();
    }
}
