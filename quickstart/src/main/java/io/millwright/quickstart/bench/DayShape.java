package io.millwright.quickstart.bench;

/** A day of data as machines send them; SQL makes it, from the second {@code t} of the day and the series {@code s}. */
enum DayShape {
    /** Measured with two decimal places, to the second. */
    SLOW(
            "A slow analogue value with two decimal places, to the second",
            "0",
            "round((20 + 5 * sin(t / 3600.0 + s) + 0.05 * random())::numeric, 2)::float8",
            "0",
            "NULL"),
    /** Every bit of the number is noise, and the clock jitters. */
    NOISY(
            "A noisy number of full precision, the time jitters by 100 ms",
            "floor(random() * 100)",
            "20 + random()",
            "0",
            "NULL"),
    /** By series: a switch, a counter that wraps, a state in words. */
    MIXED(
            "Switches, counters and states in words, the time jitters by 10 ms",
            "floor(random() * 10)",
            "CASE s % 3 WHEN 0 THEN (t / 97 + s) % 2 WHEN 1 THEN (t * 7 + s) % 100000 END",
            "CASE s % 3 WHEN 0 THEN 2 WHEN 1 THEN 1 ELSE 3 END",
            "CASE s % 3 WHEN 2 THEN (ARRAY['running', 'idle', 'setting up', 'fault: door open'])[1 + (t / 211 + s) %"
                    + " 4] END");

    /** Of each half. */
    static final int SERIES = 10;

    static final long FIRST_RAW = 1;

    static final long FIRST_PACKED = 101;

    /** The range that is read, in seconds of the day. */
    enum Reading {
        HOUR(36_000, 3_600),
        DAY(0, 86_400);

        private final int begin;
        private final int length;

        Reading(int begin, int length) {
            this.begin = begin;
            this.length = length;
        }

        int begin() {
            return begin;
        }

        int end() {
            return begin + length;
        }
    }

    private final String words;
    private final String jitterMillis;
    private final String value;
    private final String kind;
    private final String text;

    DayShape(String words, String jitterMillis, String value, String kind, String text) {
        this.words = words;
        this.jitterMillis = jitterMillis;
        this.value = value;
        this.kind = kind;
        this.text = text;
    }

    String words() {
        return words;
    }

    /** Both halves get the same rows; parameters are the day's begin, its first and its last second. */
    String insert() {
        return """
            INSERT INTO historian.sample (ts, value, series_id, quality, kind, text_value)
            SELECT d.ts, d.value, d.s + h.first, 192, d.kind, d.text_value FROM (
                SELECT ?::timestamptz + t * interval '1 s' + (%s) * interval '1 ms' AS ts, (%s)::float8 AS value, s, (%s)::smallint AS kind,
                    (%s)::text AS text_value
                FROM generate_series(?::int, ?::int) t, generate_series(0, %d) s OFFSET 0) d, (VALUES (%d), (%d)) h (first)\
            """.formatted(jitterMillis, value, kind, text, SERIES - 1, FIRST_RAW, FIRST_PACKED);
    }
}
