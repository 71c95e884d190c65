package io.millwright.runtime.query;

import java.time.Instant;

/** From the first moment on, up to but without the second. */
public record HistoryRange(Instant from, Instant to) {

    public HistoryRange {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("a range begins before it ends");
        }
    }

    /** That moment, or the end if it comes first. */
    Instant earlier(Instant moment) {
        return moment.isBefore(to) ? moment : to;
    }
}
