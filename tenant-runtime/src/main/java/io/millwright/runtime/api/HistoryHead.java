package io.millwright.runtime.api;

import io.millwright.runtime.query.HistoryRange;
import io.millwright.runtime.query.SeriesQuery.Series;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** What every answer about a series' history begins with. */
final class HistoryHead {

    private static final long DAY = 86_400;
    private static final long HOUR = 3_600;
    private static final long MINUTE = 60;

    static void write(JsonGenerator json, String device, String tag, Optional<Series> series, HistoryRange range) {
        json.writeStringProperty("device", device);
        json.writeStringProperty("tag", tag);
        JsonValues.optional(json, "unit", series.map(Series::unit).orElse(null));
        json.writeStringProperty("from", JsonValues.time(range.from().toEpochMilli()));
        json.writeStringProperty("to", JsonValues.time(range.to().toEpochMilli()));
    }

    /** In the largest unit that it is a whole number of. */
    static String period(Duration bucket) {
        long seconds = bucket.toSeconds();
        if (seconds % DAY == 0) {
            return seconds / DAY + "d";
        }
        if (seconds % HOUR == 0) {
            return seconds / HOUR + "h";
        }
        return seconds % MINUTE == 0 ? seconds / MINUTE + "m" : seconds + "s";
    }

    private HistoryHead() {}
}
