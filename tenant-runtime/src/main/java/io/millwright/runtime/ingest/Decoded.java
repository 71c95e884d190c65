package io.millwright.runtime.ingest;

import io.millwright.wire.receipt.Hold;
import io.millwright.wire.telemetry.MessagePosition;
import io.millwright.wire.telemetry.PointFault;
import io.millwright.wire.telemetry.TelemetryResult;
import io.millwright.wire.telemetry.TimeWindow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message of a batch: what was read of it, where its points lie in the batch, and what becomes of it. */
final class Decoded {

    /** What the transaction decided. */
    enum Outcome {
        UNDECIDED,
        STORED,
        DUPLICATE,
        QUARANTINED,
        GAP,
        /** Its stream is too scattered: the edge sends it again. */
        DROPPED,
        /** State or acknowledgement, not telemetry. */
        REPORT
    }

    /** A point that is kept apart with its original bytes. */
    record Bad(@Nullable String tag, PointFault fault, int from, int to) {}

    final Arrival arrival;
    final TimeWindow window;
    int firstPoint;
    int firstByte;
    int endPoint;
    int endByte;

    @Nullable
    TelemetryResult result;

    List<Bad> bad = List.of();

    /** Set aside, for this reason: it is in no batch. */
    Hold.@Nullable Reason hold;

    Outcome outcome = Outcome.UNDECIDED;

    /** No try could store it. */
    boolean poison;

    boolean acknowledged;

    Decoded(Arrival arrival, TimeWindow window, int firstPoint, int firstByte) {
        this.arrival = arrival;
        this.window = window;
        this.firstPoint = firstPoint;
        this.firstByte = firstByte;
    }

    /** Its batch is read again: what was read of it is forgotten, what was decided is not. */
    void again(int point, int row) {
        firstPoint = point;
        firstByte = row;
        result = null;
        bad = List.of();
    }

    String device() {
        return arrival.topic().device().value();
    }

    String site() {
        return arrival.topic().site().value();
    }

    void bad(Bad point) {
        if (bad.isEmpty()) {
            bad = new ArrayList<>();
        }
        bad.add(point);
    }

    @Nullable
    MessagePosition position() {
        return switch (result) {
            case TelemetryResult.Measured measured -> measured.position();
            case TelemetryResult.Refused refused -> refused.position();
            case TelemetryResult.Gap gap -> null;
            case null -> null;
        };
    }

    /** The stream whose positions it changes or asks for; null for a device without receipts. */
    @Nullable
    String stream() {
        if (result instanceof TelemetryResult.Gap gap) {
            return gap.stream();
        }
        MessagePosition position = position();
        return position == null ? null : position.stream();
    }

    /** Whether anything of it can be stored: a message of bad points alone is quarantined like one that cannot be read. */
    boolean storable() {
        return !poison
                && result instanceof TelemetryResult.Measured measured
                && (measured.goodPoints() > 0 || measured.status() != null);
    }
}
