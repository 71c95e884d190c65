-- Nothing if there is no point: greatest() leaves out what is not known, so that it said the beginning of the range.
CREATE OR REPLACE FUNCTION points_begin(series bigint[], since timestamptz, until timestamptz) RETURNS timestamptz
    LANGUAGE sql STABLE PARALLEL SAFE AS $fn$
    SELECT greatest($2, f.ts) FROM (
        SELECT min(least(
            (SELECT s.ts FROM historian.sample s
                WHERE s.series_id = o.id AND s.ts >= $2 AND s.ts < $3 ORDER BY s.ts LIMIT 1),
            (SELECT p.first_ts FROM historian.packed p
                WHERE p.series_id = o.id AND p.first_ts >= date_bin('1 day', $2, timestamptz 'epoch') AND p.first_ts < $3
                    AND p.last_ts >= $2 ORDER BY p.first_ts LIMIT 1))) AS ts
        FROM unnest($1) AS o(id)) f
    WHERE f.ts IS NOT NULL
$fn$;
