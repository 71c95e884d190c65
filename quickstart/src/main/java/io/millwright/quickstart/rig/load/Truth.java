package io.millwright.quickstart.rig.load;

import io.millwright.wire.telemetry.SeqRange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What must be stored, exactly once.
 *
 * @param series of generated devices, whose every point is known
 * @param tallies of real agents, whose journals say less
 * @param refused rows that must be in quarantine
 */
public record Truth(
        Map<Series, Sum> series,
        Map<Series, Tally> tallies,
        Map<Stream, Position> streams,
        long messages,
        long points,
        long refused) {

    public Truth {
        series = Map.copyOf(series);
        tallies = Map.copyOf(tallies);
        streams = Map.copyOf(streams);
    }

    /** With nothing in quarantine. */
    public Truth(
            Map<Series, Sum> series,
            Map<Series, Tally> tallies,
            Map<Stream, Position> streams,
            long messages,
            long points) {
        this(series, tallies, streams, messages, points, 0);
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

    /** As much as an agent's journal tells of a series: how many points, and the sum of their values. */
    public record Tally(long points, double sum) {

        /** Sums in another order differ in their last digits. */
        private static final double TOLERANCE = 1e-9;

        Tally plus(long more, double added) {
            return new Tally(points + more, sum + added);
        }

        public boolean isAsGoodAs(Tally other) {
            return points == other.points
                    && Math.abs(sum - other.sum) <= TOLERANCE * Math.max(1, Math.abs(sum) + points);
        }
    }

    /** Both together; they have no device in common. */
    public Truth and(Truth other) {
        return new Truth(
                both(series, other.series),
                both(tallies, other.tallies),
                both(streams, other.streams),
                messages + other.messages,
                points + other.points,
                refused + other.refused);
    }

    /** With a stream more, up to this seq, of which nothing is stored, and so many rows more in quarantine. */
    public Truth refusing(Stream stream, long highest, long rows) {
        Map<Stream, Position> all = new HashMap<>(streams);
        all.put(stream, new Position(highest, List.of(), List.of()));
        return new Truth(series, tallies, all, messages, points, refused + rows);
    }

    private static <K, V> Map<K, V> both(Map<K, V> one, Map<K, V> another) {
        Map<K, V> all = new HashMap<>(one);
        all.putAll(another);
        return all;
    }

    /**
     * The points of a series.
     *
     * @param check sum over {@link Shape#check}, so that neither a changed value nor a moved time goes unseen
     */
    public record Sum(long points, long check, long first, long last) {}
}
