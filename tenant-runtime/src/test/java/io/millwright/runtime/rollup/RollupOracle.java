package io.millwright.runtime.rollup;

import io.millwright.runtime.TestDatabase;
import java.sql.SQLException;
import java.util.List;

/** What roll-ups must be, computed from the points in other words than the roll-ups are, in one snapshot. */
final class RollupOracle {

    /**
     * Each bucket that is not what its points come to although it is older than its mark and not dirty. What is beyond the mark is
     * nobody's.
     */
    private static final String DIFFERENCES = """
        WITH width(resolution, width) AS (VALUES ('minute', interval '1 minute'), ('hour', interval '1 hour')),
        ranked AS (
            SELECT w.resolution, s.id AS series_id, date_bin(w.width, p.ts, timestamptz 'epoch') AS bucket, p.*,
                row_number() OVER (PARTITION BY w.resolution, s.id, date_bin(w.width, p.ts, timestamptz 'epoch')
                    ORDER BY p.ts, p.quality, p.value, p.text_value) AS f,
                row_number() OVER (PARTITION BY w.resolution, s.id, date_bin(w.width, p.ts, timestamptz 'epoch')
                    ORDER BY p.ts DESC, p.quality, p.value, p.text_value) AS l
            FROM width w, series s CROSS JOIN LATERAL points(s.id, timestamptz 'epoch', timestamptz '2100-01-01Z') p
        ), expected AS (
            SELECT resolution, series_id, bucket, format('%s %s %s %s %s, %s %s %s %s, %s %s %s %s',
                count(*), count(value), sum(value), min(value), max(value),
                min(ts), min(value) FILTER (WHERE f = 1), min(text_value) FILTER (WHERE f = 1), min(kind) FILTER (WHERE f = 1),
                max(ts), min(value) FILTER (WHERE l = 1), min(text_value) FILTER (WHERE l = 1), min(kind) FILTER (WHERE l = 1))
                AS is
            FROM ranked GROUP BY 1, 2, 3
        ), actual AS (
            SELECT resolution, series_id, bucket, format('%s %s %s %s %s, %s %s %s %s, %s %s %s %s', n, numbers, vsum, vmin, vmax,
                first_ts, first_value, first_text, first_kind, last_ts, last_value, last_text, last_kind) AS is
            FROM (SELECT 'minute' AS resolution, m.* FROM rollup_minute m
                UNION ALL SELECT 'hour', h.* FROM rollup_hour h) r
        )
        SELECT resolution, series_id, bucket, 'expected', e.is, 'but', a.is
        FROM expected e FULL JOIN actual a USING (resolution, series_id, bucket)
            JOIN width USING (resolution) JOIN rollup_mark USING (resolution)
        WHERE bucket + width <= until AND e.is IS DISTINCT FROM a.is
            AND NOT EXISTS (SELECT FROM rollup_dirty d WHERE d.series_id = coalesce(series_id, 0)
                AND d.hour = date_bin('1 hour', bucket, timestamptz 'epoch'))
        ORDER BY 1, 2, 3 LIMIT 5\
        """;

    /** Rows beyond the mark, which a step leaves that broke off, until the next one. */
    private static final String BEYOND = """
        SELECT count(*) FROM rollup_minute, rollup_mark WHERE resolution = 'minute' AND bucket + interval '1 minute' > until\
        """;

    static String beyond(TestDatabase database) throws SQLException {
        return database.one(BEYOND);
    }

    static List<String> differences(TestDatabase database) throws SQLException {
        return database.read(DIFFERENCES);
    }

    private RollupOracle() {}
}
