package io.millwright.wire.telemetry;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ranges as they stand in messages: {@code [[a,b],...]}. */
public final class SeqRanges {

    /** Reads the array that comes next; null if it is none, holds anything but ranges, or more than {@code most}. */
    public static @Nullable List<SeqRange> read(JsonScanner json, int most) {
        List<SeqRange> ranges = new ArrayList<>();
        boolean good = json.peek() == JsonScanner.Kind.ARRAY;
        if (!good) {
            json.take();
            return null;
        }
        for (boolean more = json.firstElement(); more; more = json.nextElement()) {
            SeqRange range = range(json);
            good &= range != null && ranges.size() < most;
            if (good && range != null) {
                ranges.add(range);
            }
        }
        return good && json.fault() == null ? List.copyOf(ranges) : null;
    }

    private static @Nullable SeqRange range(JsonScanner json) {
        if (json.peek() != JsonScanner.Kind.ARRAY) {
            json.take();
            return null;
        }
        long first = 0;
        long last = 0;
        int count = 0;
        boolean whole = true;
        for (boolean more = json.firstElement(); more; more = json.nextElement()) {
            whole &= json.take() == JsonScanner.Kind.NUMBER && json.isWhole();
            if (whole && count++ == 0) {
                first = json.whole();
            } else if (whole) {
                last = json.whole();
            }
        }
        return whole && count == 2 && SeqRange.valid(first, last) ? new SeqRange(first, last) : null;
    }

    public static void write(JsonWriter json, List<SeqRange> ranges) {
        json.raw("[");
        for (int i = 0; i < ranges.size(); i++) {
            SeqRange range = ranges.get(i);
            json.raw(i == 0 ? "[" : ",[")
                    .number(range.first())
                    .raw(",")
                    .number(range.last())
                    .raw("]");
        }
        json.raw("]");
    }

    private SeqRanges() {}
}
