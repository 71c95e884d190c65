package io.millwright.runtime.device;

import io.millwright.runtime.device.Completeness.Interval;
import io.millwright.runtime.device.Completeness.Reach;
import io.millwright.runtime.device.Completeness.Reason;
import io.millwright.runtime.device.Completeness.Unplaced;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one stream's positions: it sets what is missing between the times of the stored messages next to it. A
 * device numbers its messages in the order of their times; where the times say otherwise, none is told.
 *
 * @param missing pairs of first and last, ascending, like {@code lost}
 * @param times pairs of seq and milliseconds since the epoch, ascending by seq
 */
@SuppressWarnings("ArrayRecordComponent") // Read once and never compared.
record StreamRecord(String stream, long highest, Long[] missing, Long[] lost, Long[] times) {

    /** A loss as the device declared it. */
    record Declared(long first, long last, String reason) {}

    /** Takes what is missing. */
    interface Told {
        void placed(Interval interval);

        void unplaced(Unplaced unplaced);
    }

    Reach reach() {
        return new Reach(stream, highest, times.length == 0 ? null : times[times.length - 1]);
    }

    /** @param declared by their first seq */
    void tell(List<Declared> declared, Told told) {
        for (int i = 0; i + 1 < missing.length; i += 2) {
            tell(missing[i], missing[i + 1], Reason.HOLE, null, told);
        }
        int next = 0;
        Declared widest = null;
        for (int i = 0; i + 1 < lost.length; i += 2) {
            long end;
            for (long seq = lost[i]; seq <= lost[i + 1]; seq = end + 1) {
                for (; next < declared.size() && declared.get(next).first() <= seq; next++) {
                    if (widest == null || declared.get(next).last() > widest.last()) {
                        widest = declared.get(next);
                    }
                }
                end = lost[i + 1];
                String reason = null;
                if (widest != null && widest.last() >= seq) {
                    end = Math.min(end, widest.last());
                    reason = widest.reason();
                } else if (next < declared.size()) {
                    end = Math.min(end, declared.get(next).first() - 1);
                }
                tell(seq, end, Reason.GAP, reason, told);
            }
        }
    }

    private void tell(long first, long last, Reason reason, @Nullable String why, Told told) {
        int above = above(last);
        int below = above(first) - 1;
        Long after = below < 0 ? null : times[2 * below + 1];
        Long before = 2 * above >= times.length ? null : times[2 * above + 1];
        long count = last - first + 1;
        if (after != null && before != null && after <= before) {
            told.placed(new Interval(Minutes.floor(after), Minutes.end(before), reason, stream, why, count));
        } else {
            boolean astray = after != null && before != null;
            told.unplaced(new Unplaced(reason, stream, why, astray ? null : after, astray ? null : before, count));
        }
    }

    /** The first of the pairs whose seq is higher. */
    private int above(long seq) {
        int low = 0;
        int high = times.length / 2;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (times[2 * middle] > seq) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    @Override
    public String toString() {
        return stream + " " + highest + " " + Arrays.toString(missing) + " " + Arrays.toString(lost);
    }
}
