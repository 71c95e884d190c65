-- As points(...), of many series at once: for sums, where reading the table once in its own order is much less than once a series.
CREATE FUNCTION points_of(series bigint[], since timestamptz, until timestamptz)
    RETURNS TABLE (series_id bigint, ts timestamptz, value double precision, quality integer, kind smallint, text_value text)
    LANGUAGE sql STABLE PARALLEL SAFE AS $fn$
    SELECT s.series_id, s.ts, s.value, s.quality, s.kind, s.text_value FROM historian.sample s
        WHERE s.series_id = ANY ($1) AND s.ts >= $2 AND s.ts < $3
    UNION ALL
    SELECT p.series_id, p.ts, p.value, p.quality, p.kind, p.text_value FROM historian.packed_point p
        WHERE p.series_id = ANY ($1) AND p.first_ts >= date_bin('1 day', $2, timestamptz 'epoch') AND p.first_ts < $3
            AND p.last_ts >= $2 AND p.ts >= $2 AND p.ts < $3
$fn$;

-- The point of a moment that counts as the first and as the last of its bucket, where several are of that moment: the lowest. Since
-- and until are around the moment, and constants where it is not: so the planner sees which days there are to look into.
CREATE FUNCTION point_at(series bigint, moment timestamptz, since timestamptz, until timestamptz)
    RETURNS TABLE (value double precision, kind smallint, text_value text)
    LANGUAGE sql STABLE PARALLEL SAFE AS $fn$
    SELECT c.value, c.kind, c.text_value FROM (
        SELECT s.value, s.quality, s.kind, s.text_value FROM historian.sample s
            WHERE s.series_id = $1 AND s.ts = $2 AND s.ts >= $3 AND s.ts < $4
        UNION ALL
        SELECT p.value, p.quality, p.kind, p.text_value FROM historian.packed_point p
            WHERE p.series_id = $1 AND p.first_ts >= date_bin('1 day', $3, timestamptz 'epoch') AND p.first_ts < $4
                AND p.first_ts <= $2 AND p.last_ts >= $2 AND p.ts = $2) c
        ORDER BY c.quality, c.value, c.text_value, c.kind LIMIT 1
$fn$;

-- Before the first point of some series in a range, and hardly before it; nothing if there is none. A look into the index a series.
CREATE FUNCTION points_begin(series bigint[], since timestamptz, until timestamptz) RETURNS timestamptz
    LANGUAGE sql STABLE PARALLEL SAFE AS $fn$
    SELECT min(greatest($2, least(
        (SELECT s.ts FROM historian.sample s
            WHERE s.series_id = o.id AND s.ts >= $2 AND s.ts < $3 ORDER BY s.ts LIMIT 1),
        (SELECT p.first_ts FROM historian.packed p
            WHERE p.series_id = o.id AND p.first_ts >= date_bin('1 day', $2, timestamptz 'epoch') AND p.first_ts < $3
                AND p.last_ts >= $2 ORDER BY p.first_ts LIMIT 1))))
    FROM unnest($1) AS o(id)
$fn$;

REVOKE ALL ON FUNCTION points_of(bigint[], timestamptz, timestamptz),
    point_at(bigint, timestamptz, timestamptz, timestamptz),
    points_begin(bigint[], timestamptz, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION points_of(bigint[], timestamptz, timestamptz),
    point_at(bigint, timestamptz, timestamptz, timestamptz),
    points_begin(bigint[], timestamptz, timestamptz) TO "${writer}", "${reader}";
