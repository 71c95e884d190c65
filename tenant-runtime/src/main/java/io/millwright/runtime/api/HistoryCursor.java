package io.millwright.runtime.api;

import io.millwright.runtime.query.RawHistory.Mark;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a page of a history begins, as text: microseconds and a count. It says nothing that its reader may not ask for anyway. */
record HistoryCursor(Mark mark) {

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,18})-([0-9]{1,6})");

    static String of(Mark mark) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, mark.ts()) + "-" + mark.skip();
    }

    static HistoryCursor read(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw RefusedException.invalid("cursor must be one that an answer gave.");
        }
        Instant ts = Instant.EPOCH.plus(Long.parseLong(parts.group(1)), ChronoUnit.MICROS);
        return new HistoryCursor(new Mark(ts, Integer.parseInt(parts.group(2))));
    }
}
