package io.millwright.wire.telemetry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of one message. */
public sealed interface TelemetryResult {

    /**
     * Its points went to the sink, the bad ones among them as such.
     *
     * @param version as sent; older ones are mapped forward; 0 of Sparkplug B
     * @param position null from devices without receipts
     * @param time decides the hour that the message is counted in: ts or t0; if t0 lies outside the window while points
     *     do not, the earliest of them
     * @param status of the machine, version 1 only; not counted as a point
     */
    record Measured(
            int version,
            @Nullable MessagePosition position,
            long time,
            @Nullable String status,
            int goodPoints,
            int badPoints)
            implements TelemetryResult {}

    /** The edge says that these will never come. */
    record Gap(String stream, List<SeqRange> ranges, GapReason reason) implements TelemetryResult {

        public Gap {
            ranges = List.copyOf(ranges);
            if (ranges.isEmpty() || !MessagePosition.isStream(stream)) {
                throw new IllegalArgumentException("a gap has a stream and at least one range");
            }
        }
    }

    /**
     * Nothing of it went to the sink.
     *
     * @param at index in the payload up to which it was read
     * @param position to be receipted as quarantined; null if the message has none or broke off before it was read
     */
    record Refused(Refusal reason, int at, @Nullable MessagePosition position) implements TelemetryResult {}
}
