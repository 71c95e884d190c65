package io.millwright.wire.receipt;

import io.millwright.wire.telemetry.SeqRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A set of sequence numbers, kept as ascending ranges that neither touch nor overlap. */
final class RangeSet {

    /** First to last of each range. */
    private final TreeMap<Long, Long> ranges = new TreeMap<>();

    RangeSet(List<SeqRange> from) {
        from.forEach(range -> add(range.first(), range.last()));
    }

    int size() {
        return ranges.size();
    }

    boolean isEmpty() {
        return ranges.isEmpty();
    }

    boolean contains(long seq) {
        Map.Entry<Long, Long> range = ranges.floorEntry(seq);
        return range != null && range.getValue() >= seq;
    }

    /** Adds a range; an empty one (last below first) changes nothing. */
    void add(long first, long last) {
        if (first > last) {
            return;
        }
        long from = first;
        long to = last;
        Map.Entry<Long, Long> before = ranges.floorEntry(last + 1);
        while (before != null && before.getValue() >= first - 1) {
            from = Math.min(from, before.getKey());
            to = Math.max(to, before.getValue());
            ranges.remove(before.getKey());
            before = ranges.floorEntry(last + 1);
        }
        ranges.put(from, to);
    }

    /** Removes a range; an empty one changes nothing. */
    void remove(long first, long last) {
        if (first > last) {
            return;
        }
        Map.Entry<Long, Long> before = ranges.floorEntry(last);
        while (before != null && before.getValue() >= first) {
            long from = before.getKey();
            long to = before.getValue();
            ranges.remove(from);
            if (to > last) {
                ranges.put(last + 1, to);
            }
            if (from < first) {
                ranges.put(from, first - 1);
            }
            // What was put back ends before first or begins after last, so this comes to an end.
            before = ranges.floorEntry(last);
        }
    }

    /** The parts of {@code [first, last]} that are in the set. */
    List<SeqRange> within(long first, long last) {
        List<SeqRange> parts = new ArrayList<>();
        if (first > last) {
            return parts;
        }
        Long start = ranges.floorKey(first);
        for (Map.Entry<Long, Long> range :
                ranges.subMap(start == null ? first : start, true, last, true).entrySet()) {
            long from = Math.max(first, range.getKey());
            long to = Math.min(last, range.getValue());
            if (from <= to) {
                parts.add(new SeqRange(from, to));
            }
        }
        return parts;
    }

    void removeLowest() {
        ranges.pollFirstEntry();
    }

    /** At most so many, from the lowest on. */
    List<SeqRange> lowest(int most) {
        List<SeqRange> lowest = new ArrayList<>(Math.min(most, ranges.size()));
        for (Map.Entry<Long, Long> range : ranges.entrySet()) {
            if (lowest.size() == most) {
                break;
            }
            lowest.add(new SeqRange(range.getKey(), range.getValue()));
        }
        return lowest;
    }
}
