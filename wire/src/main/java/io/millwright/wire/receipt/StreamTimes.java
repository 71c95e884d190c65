package io.millwright.wire.receipt;

import io.millwright.wire.receipt.StreamPositions.Moment;
import io.millwright.wire.telemetry.SeqRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * When the messages nearest to what is missing were measured, and the newest. Hot path: for a stream of which nothing is
 * missing that is two numbers. For one thread.
 */
final class StreamTimes {

    private final TreeMap<Long, Long> nearby = new TreeMap<>();
    private long newest;
    private long newestTime;

    StreamTimes(List<Moment> from) {
        from.forEach(moment -> nearby(moment.seq(), moment.time()));
    }

    /** A message that follows another, with nothing missing anywhere. */
    void follows(long seq, long time) {
        newest = seq;
        newestTime = time;
    }

    /** A message that may lie beside something that is missing. */
    void nearby(long seq, long time) {
        if (newest > 0) {
            nearby.put(newest, newestTime);
        }
        nearby.put(seq, time);
        if (seq > newest) {
            follows(seq, time);
        }
    }

    /** Of each range the nearest below and above, and the newest; ascending. The rest is forgotten. */
    List<Moment> beside(List<SeqRange> missing, List<SeqRange> lost) {
        if (newest == 0) {
            return List.of();
        }
        if (missing.isEmpty() && lost.isEmpty()) {
            nearby.clear();
            return List.of(new Moment(newest, newestTime));
        }
        nearby.put(newest, newestTime);
        TreeMap<Long, Long> kept = new TreeMap<>();
        kept.put(newest, newestTime);
        keep(missing, kept);
        keep(lost, kept);
        nearby.clear();
        nearby.putAll(kept);
        List<Moment> moments = new ArrayList<>(kept.size());
        kept.forEach((seq, time) -> moments.add(new Moment(seq, time)));
        return moments;
    }

    private void keep(List<SeqRange> ranges, Map<Long, Long> kept) {
        for (SeqRange range : ranges) {
            keep(nearby.floorEntry(range.first()), kept);
            keep(nearby.ceilingEntry(range.last()), kept);
        }
    }

    private static void keep(Map.@Nullable Entry<Long, Long> entry, Map<Long, Long> kept) {
        if (entry != null) {
            kept.put(entry.getKey(), entry.getValue());
        }
    }
}
