package io.millwright.runtime.api;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** RFC 3339 in UTC with milliseconds, digit by digit: answers hold thousands of times, and a formatter looks at its pattern for each. */
final class UtcText {

    private static final DateTimeFormatter ANY_YEAR =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final String FORM = "0000-00-00T00:00:00.000Z";
    private static final byte[] EMPTY = FORM.getBytes(StandardCharsets.ISO_8859_1);

    private static final int LAST_YEAR = 9_999;
    private static final int DAY = 86_400_000;
    private static final int HOUR = 3_600_000;
    private static final int MINUTE = 60_000;
    private static final int SECOND = 1_000;

    static String of(long epochMillis) {
        LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(epochMillis, DAY));
        if (day.getYear() < 0 || day.getYear() > LAST_YEAR) {
            return ANY_YEAR.format(Instant.ofEpochMilli(epochMillis));
        }
        int millis = Math.floorMod(epochMillis, DAY);
        byte[] text = EMPTY.clone();
        digits(text, 4, day.getYear());
        digits(text, 7, day.getMonthValue());
        digits(text, 10, day.getDayOfMonth());
        digits(text, 13, millis / HOUR);
        digits(text, 16, millis / MINUTE % 60);
        digits(text, 19, millis / SECOND % 60);
        digits(text, 23, millis % SECOND);
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    /** Before that place. */
    private static void digits(byte[] text, int end, int number) {
        int place = end;
        for (int rest = number; rest > 0; rest /= 10) {
            text[--place] = (byte) ('0' + rest % 10);
        }
    }

    private UtcText() {}
}
