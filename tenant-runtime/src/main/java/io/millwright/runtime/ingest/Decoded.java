package io.millwright.runtime.ingest;

import io.millwright.wire.receipt.Hold;
import io.millwright.wire.receipt.StreamPositions;
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

    /** Births and gaps of an edge node, and how many messages those gaps are at least. */
    record EdgeNodeNews(long births, long gaps, long lost) {}

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

    /** It arrived earlier, was counted among what arrived, and was kept in quarantine since. */
    boolean replayed;

    /** What a Sparkplug message tells of its edge node beside its points. */
    @Nullable
    EdgeNodeNews edgeNode;

    private @Nullable DeviceReport report;

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

    /** Its batch is read again, and it has been taken from before. */
    void moved(int point, int row) {
        firstPoint = point;
        firstByte = row;
    }

    /** So many of its good points are not taken after all. */
    void refused(int number) {
        if (number > 0 && result instanceof TelemetryResult.Measured measured) {
            result = new TelemetryResult.Measured(
                    measured.version(),
                    measured.position(),
                    measured.time(),
                    measured.status(),
                    measured.goodPoints() - number,
                    measured.badPoints() + number);
        }
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

    /** What the device says of itself, of a message that is such a report; a birth in Sparkplug says it beside its points. */
    DeviceReport report() {
        DeviceReport known = report;
        if (known == null) {
            known = DeviceReport.read(arrival);
            report = known;
        }
        return known;
    }

    void report(DeviceReport told) {
        report = told;
    }

    /** Whether there is a report that the database is to keep. */
    boolean reports() {
        return outcome == Outcome.REPORT || (arrival.telemetry() && report != null && !poison);
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

    /** Whether it was measured a while ago. */
    boolean late(long nowMillis) {
        return result instanceof TelemetryResult.Measured measured
                && measured.time() < nowMillis - Lateness.LATE_MILLIS;
    }

    /** When what is stored of it was measured, for the position of its stream. */
    long time() {
        return storable() && result instanceof TelemetryResult.Measured measured
                ? measured.time()
                : StreamPositions.UNTIMED;
    }

    /** Whether anything of it can be stored: a message of bad points alone is quarantined like one that cannot be read. */
    boolean storable() {
        return !poison
                && result instanceof TelemetryResult.Measured measured
                && (measured.goodPoints() > 0 || measured.status() != null);
    }
}
