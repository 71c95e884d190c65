package io.millwright.runtime.rollup;

/** How rows of {@code rollup_minute} and {@code rollup_hour} are computed: parts of statements, in the order of {@link #COLUMNS}. */
final class RollupRows {

    static final String COLUMNS = "series_id, bucket, n, numbers, vsum, vmin, vmax,"
            + " first_ts, first_value, first_text, first_kind, last_ts, last_value, last_text, last_kind";

    /** Into which a point p belongs. */
    static final String MINUTE = "date_bin('1 minute', p.ts, timestamptz 'epoch')";

    static final String SUM =
            "sum(greatest(least(p.value, 1e290::float8), -1e290::float8)) FILTER (WHERE p.value IS NOT" + " NULL)";

    /**
     * Buckets of a few points (ts, value, quality, kind, text_value) of one series, wherever those come from; of many, {@link
     * MinuteSums} costs a fifth. First and last are the smallest of arrays: time, then what decides between points of one moment;
     * the fourth says that there is no text.
     *
     * @param width of a bucket
     * @param points a query
     */
    static String ofPoints(String width, String points) {
        return OF_POINTS.formatted(width, SUM, points);
    }

    private static final String OF_POINTS = """
        SELECT g.bucket, g.n, g.numbers, g.vsum, g.vmin, g.vmax,
            g.first_ts, g.first_point[3], CASE WHEN g.first_point[4] = 0 THEN g.first_text END, g.first_point[5]::smallint,
            g.last_ts, g.last_point[3], CASE WHEN g.last_point[4] = 0 THEN g.last_text END, g.last_point[5]::smallint
        FROM (
            SELECT date_bin('%s', p.ts, timestamptz 'epoch') AS bucket, count(*) AS n, count(p.value) AS numbers,
                %s AS vsum,
                min(p.value) AS vmin, max(p.value) AS vmax, min(p.ts) AS first_ts, max(p.ts) AS last_ts,
                min(ARRAY[date_part('epoch', p.ts), p.quality, p.value, (p.text_value IS NULL)::integer, p.kind])
                    AS first_point,
                min(ARRAY[-date_part('epoch', p.ts), p.quality, p.value, (p.text_value IS NULL)::integer, p.kind])
                    AS last_point,
                (array_agg(p.text_value ORDER BY p.ts, p.quality, p.value, p.text_value)
                    FILTER (WHERE p.text_value IS NOT NULL))[1] AS first_text,
                (array_agg(p.text_value ORDER BY p.ts DESC, p.quality, p.value, p.text_value)
                    FILTER (WHERE p.text_value IS NOT NULL))[1] AS last_text
            FROM (%s) p GROUP BY 1) g\
        """;

    /**
     * Hours of the minutes of one series.
     *
     * @param which of {@code rollup_minute m}
     */
    static String ofMinutes(String which) {
        return OF_MINUTES.formatted(which);
    }

    private static final String OF_MINUTES = """
        SELECT date_bin('1 hour', m.bucket, timestamptz 'epoch'), sum(m.n), sum(m.numbers),
            sum(m.vsum), min(m.vmin), max(m.vmax),
            min(m.first_ts), (array_agg(m.first_value ORDER BY m.bucket))[1],
            (array_agg(m.first_text ORDER BY m.bucket))[1], (array_agg(m.first_kind ORDER BY m.bucket))[1],
            max(m.last_ts), (array_agg(m.last_value ORDER BY m.bucket DESC))[1],
            (array_agg(m.last_text ORDER BY m.bucket DESC))[1], (array_agg(m.last_kind ORDER BY m.bucket DESC))[1]
        FROM rollup_minute m WHERE %s GROUP BY 1\
        """;

    /** What is computed anew takes the place of what was there. */
    static final String REPLACE = """
        ON CONFLICT (series_id, bucket) DO UPDATE SET n = excluded.n, numbers = excluded.numbers,
            vsum = excluded.vsum, vmin = excluded.vmin, vmax = excluded.vmax,
            first_ts = excluded.first_ts, first_value = excluded.first_value,
            first_text = excluded.first_text, first_kind = excluded.first_kind,
            last_ts = excluded.last_ts, last_value = excluded.last_value,
            last_text = excluded.last_text, last_kind = excluded.last_kind\
        """;

    /** More points of the bucket are added to what was there; of one moment what was there stays. */
    static final String ADD = """
        ON CONFLICT (series_id, bucket) DO UPDATE SET n = r.n + excluded.n, numbers = r.numbers + excluded.numbers,
            vsum = coalesce(r.vsum + excluded.vsum, r.vsum, excluded.vsum),
            vmin = least(r.vmin, excluded.vmin), vmax = greatest(r.vmax, excluded.vmax),
            first_ts = least(r.first_ts, excluded.first_ts),
            first_value = CASE WHEN excluded.first_ts < r.first_ts THEN excluded.first_value ELSE r.first_value END,
            first_text = CASE WHEN excluded.first_ts < r.first_ts THEN excluded.first_text ELSE r.first_text END,
            first_kind = CASE WHEN excluded.first_ts < r.first_ts THEN excluded.first_kind ELSE r.first_kind END,
            last_ts = greatest(r.last_ts, excluded.last_ts),
            last_value = CASE WHEN excluded.last_ts > r.last_ts THEN excluded.last_value ELSE r.last_value END,
            last_text = CASE WHEN excluded.last_ts > r.last_ts THEN excluded.last_text ELSE r.last_text END,
            last_kind = CASE WHEN excluded.last_ts > r.last_ts THEN excluded.last_kind ELSE r.last_kind END\
        """;

    private RollupRows() {}
}
