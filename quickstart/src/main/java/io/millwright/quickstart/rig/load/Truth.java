package io.millwright.quickstart.rig.load;

import io.millwright.wire.telemetry.SeqRange;
import java.util.List;
import java.util.Map;

/** What must be stored, exactly once. */
public record Truth(Map<Series, Sum> series, Map<Stream, Position> streams, long messages, long points) {

    public Truth {
        series = Map.copyOf(series);
        streams = Map.copyOf(streams);
    }

    /** One tag of a device. */
    public record Series(String device, String tag) {}

    /** One buffer's life of a device. */
    public record Stream(String device, String stream) {}

    /** Where a stream must stand. */
    public record Position(long highest, List<SeqRange> missing, List<SeqRange> lost) {

        public Position {
            missing = List.copyOf(missing);
            lost = List.copyOf(lost);
        }
    }

    /**
     * The points of a series.
     *
     * @param check sum over {@link Shape#check}, so that neither a changed value nor a moved time goes unseen
     */
    public record Sum(long points, long check, long first, long last) {}
}
