package io.millwright.edge.buffer;

import io.millwright.wire.telemetry.GapReason;
import io.millwright.wire.telemetry.SeqRange;
import io.millwright.wire.telemetry.TelemetryLimits;
import io.millwright.wire.telemetry.TelemetryResult;
import java.util.ArrayList;
import java.util.List;

/** Losses as messages: one for each stream and reason, or several where there are many ranges. */
final class Gaps {

    static List<TelemetryResult.Gap> messages(List<Losses.Gap> gaps, Streams streams) {
        List<TelemetryResult.Gap> messages = new ArrayList<>();
        for (StreamRow stream : streams.all()) {
            for (GapReason reason : GapReason.values()) {
                List<SeqRange> ranges = gaps.stream()
                        .filter(gap -> gap.stream() == stream.number() && gap.reason() == reason)
                        .map(Losses.Gap::range)
                        .toList();
                int most = TelemetryLimits.DEFAULT.gapRanges();
                for (int from = 0; from < ranges.size(); from += most) {
                    messages.add(new TelemetryResult.Gap(
                            stream.name(), ranges.subList(from, Math.min(from + most, ranges.size())), reason));
                }
            }
        }
        return messages;
    }

    private Gaps() {}
}
