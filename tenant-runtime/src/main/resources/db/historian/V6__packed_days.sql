-- Closed days as arrays. A point is in sample or in packed, never in both: whoever reads points reads points(...), which is both.

-- Up to 980 points of one series and one day (UTC), in the order of time; those of a series do not overlap but for points of one
-- time at both ends. Time: first_ts plus what an even spacing makes of it plus time_small, _large or _huge, in ms, or in microseconds
-- where a point has such. Value: (base + value_small or value_large) / scale if every number of the row is exactly that, else
-- value_real if float4 holds it, else value_double. What is the same in all points has no array. About a thousand points
-- a row, so that PostgreSQL compresses them (pglz, or whatever the server is set to).
CREATE TABLE packed (
    series_id    bigint      NOT NULL,
    first_ts     timestamptz NOT NULL,
    last_ts      timestamptz NOT NULL,
    origin       bigint      NOT NULL, -- first_ts in microseconds since 1970
    span         bigint      NOT NULL, -- last_ts - first_ts in units of time
    base         bigint,
    scale        double precision,
    n            integer     NOT NULL,
    quality      integer     NOT NULL,
    unit         smallint    NOT NULL, -- of time: 1000 or 1 microseconds
    kind         smallint    NOT NULL,
    time_small   smallint[],
    time_large   integer[],
    time_huge    bigint[],
    value_small  smallint[],
    value_large  integer[],
    value_real   real[],
    value_double double precision[],
    qualities    integer[],
    kinds        smallint[],
    texts        text[]
) PARTITION BY RANGE (first_ts);

CREATE INDEX packed_series ON packed (series_id, first_ts);

-- When something of a day was packed last.
CREATE TABLE packed_day (
    day       date PRIMARY KEY,
    packed_at timestamptz NOT NULL
);

-- The points of packed. Whoever asks for a range asks first_ts for it too: no row reaches beyond the day in which it begins.
CREATE VIEW packed_point AS
    SELECT p.series_id, p.first_ts, p.last_ts, d.ts, d.value, d.quality, d.kind, d.text_value
    FROM packed p CROSS JOIN LATERAL (
        SELECT to_timestamp((p.origin + p.unit * (u.i * p.span / greatest(p.n - 1, 1)
                + coalesce(u.time_small, u.time_large, u.time_huge, 0)))::float8 / 1000000::float8) AS ts,
            CASE WHEN p.scale IS NULL THEN coalesce(u.value_double, u.value_real)
                ELSE (p.base + coalesce(u.value_small, u.value_large, 0))::float8 / p.scale END AS value,
            coalesce(u.quality, p.quality) AS quality, coalesce(u.kind, p.kind) AS kind, u.text_value
        FROM (
            SELECT generate_series(0, p.n - 1) AS i, unnest(p.time_small) AS time_small, unnest(p.time_large) AS time_large,
                unnest(p.time_huge) AS time_huge, unnest(p.value_small) AS value_small, unnest(p.value_large) AS value_large,
                unnest(p.value_real) AS value_real, unnest(p.value_double) AS value_double, unnest(p.qualities) AS quality,
                unnest(p.kinds) AS kind, unnest(p.texts) AS text_value) u
        -- So that a time is worked out once, not for each condition on it.
        OFFSET 0) d;

-- How everybody reads points: those of a series with since <= ts < until, in no order. Inlined into the query that calls it.
CREATE FUNCTION points(series bigint, since timestamptz, until timestamptz)
    RETURNS TABLE (ts timestamptz, value double precision, quality integer, kind smallint, text_value text)
    LANGUAGE sql STABLE PARALLEL SAFE AS $fn$
    SELECT s.ts, s.value, s.quality, s.kind, s.text_value FROM historian.sample s
        WHERE s.series_id = $1 AND s.ts >= $2 AND s.ts < $3
    UNION ALL
    SELECT p.ts, p.value, p.quality, p.kind, p.text_value FROM historian.packed_point p
        WHERE p.series_id = $1 AND p.first_ts >= date_bin('1 day', $2, timestamptz 'epoch') AND p.first_ts < $3
            AND p.last_ts >= $2 AND p.ts >= $2 AND p.ts < $3
$fn$;

-- For reading page by page: a time until which the series has at least so many points from since on, or until. Costs as much as
-- the page: nothing is unpacked for it.
CREATE FUNCTION points_reach(series bigint, since timestamptz, until timestamptz, wanted integer) RETURNS timestamptz
    LANGUAGE sql STABLE PARALLEL SAFE AS $fn$
    SELECT least($3,
        (SELECT s.ts + interval '1 microsecond' FROM historian.sample s
            WHERE s.series_id = $1 AND s.ts >= $2 AND s.ts < $3 ORDER BY s.ts OFFSET greatest($4, 1) - 1 LIMIT 1),
        (SELECT c.last_ts + interval '1 microsecond' FROM (
                SELECT p.first_ts, p.last_ts, sum(p.n) OVER (ORDER BY p.first_ts, p.last_ts) AS reached FROM historian.packed p
                WHERE p.series_id = $1 AND p.first_ts >= $2 AND p.first_ts < $3) c
            WHERE c.reached >= $4 ORDER BY c.first_ts, c.last_ts LIMIT 1))
$fn$;

-- Every point of every series.
CREATE VIEW every_point AS
    SELECT ts, value, series_id, quality, kind, text_value FROM sample
    UNION ALL
    SELECT ts, value, series_id, quality, kind, text_value FROM packed_point;

-- Days that ended before the limit and have something to pack or to empty, the oldest first.
CREATE FUNCTION days_to_pack(closed timestamptz) RETURNS SETOF date
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = historian, pg_temp AS $fn$
BEGIN
    IF EXISTS (SELECT FROM pg_partitioned_table WHERE partrelid = 'sample'::regclass) THEN
        RETURN QUERY
            SELECT d.day FROM (
                SELECT to_date(right(c.relname, 8), 'YYYYMMDD') AS day FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                    WHERE i.inhparent = 'sample'::regclass AND c.relname ~ '^sample_[0-9]{8}$' AND pg_relation_size(c.oid) > 0
                UNION
                SELECT (o.ts AT TIME ZONE 'UTC')::date FROM sample_other o WHERE o.ts < closed) d
            WHERE (d.day + 1)::timestamp AT TIME ZONE 'UTC' <= closed ORDER BY 1;
    ELSE
        RETURN QUERY EXECUTE
            'SELECT DISTINCT d::date FROM timescaledb_information.chunks c, generate_series(c.range_start AT TIME ZONE ''UTC'',
                    (c.range_end - interval ''1 microsecond'') AT TIME ZONE ''UTC'', interval ''1 day'') d
                WHERE c.hypertable_schema = ''historian'' AND c.hypertable_name = ''sample''
                    AND pg_relation_size(format(''%I.%I'', c.chunk_schema, c.chunk_name)::regclass) > 0
                    AND (d + interval ''1 day'') AT TIME ZONE ''UTC'' <= $1 ORDER BY 1' USING closed;
    END IF;
END
$fn$;

-- Moves the points of one series in a range within one day from sample to packed, together with the rows of packed between them
-- and the row before. One statement: every snapshot has each point once, and a row that comes meanwhile stays where it is.
CREATE FUNCTION pack_range(series bigint, since timestamptz, until timestamptz) RETURNS bigint
    LANGUAGE plpgsql AS $fn$
DECLARE
    begins timestamptz := date_bin('1 day', since, timestamptz 'epoch');
    low    timestamptz := coalesce((SELECT max(p.first_ts) FROM packed p
        WHERE p.series_id = series AND p.first_ts >= begins AND p.first_ts <= since), since);
    moved  bigint;
BEGIN
    WITH gone AS (
        DELETE FROM sample s WHERE s.series_id = series AND s.ts >= since AND s.ts < until
            RETURNING s.ts, s.value, s.quality, s.kind, s.text_value
    ), replaced AS (
        DELETE FROM packed p WHERE p.series_id = series AND p.first_ts >= low AND p.first_ts < until
    ), numbered AS (
        SELECT g.*, row_number() OVER (ORDER BY g.ts) - 1 AS place, count(*) OVER () AS total FROM (
            SELECT * FROM gone
            UNION ALL
            SELECT o.ts, o.value, o.quality, o.kind, o.text_value FROM packed_point o
                WHERE o.series_id = series AND o.first_ts >= low AND o.first_ts < until) g
    ), pointed AS MATERIALIZED (
        SELECT m.*, m.place * ((m.total + 979) / 980) / m.total AS part,
            -- The fewest decimal places that say the number exactly; 99 if none do. Minus zero is not exactly zero.
            CASE WHEN m.value = 0 THEN CASE WHEN float8send(m.value) = '\x0000000000000000' THEN 0 ELSE 99 END
                WHEN abs(m.value) < 9e15 AND round(m.value) = m.value THEN 0
                WHEN abs(m.value) < 1e9 THEN
                    CASE WHEN round(m.value * 1e1::float8) / 1e1::float8 = m.value THEN 1
                        WHEN round(m.value * 1e2::float8) / 1e2::float8 = m.value THEN 2
                        WHEN round(m.value * 1e3::float8) / 1e3::float8 = m.value THEN 3
                        WHEN round(m.value * 1e4::float8) / 1e4::float8 = m.value THEN 4
                        WHEN round(m.value * 1e5::float8) / 1e5::float8 = m.value THEN 5
                        WHEN round(m.value * 1e6::float8) / 1e6::float8 = m.value THEN 6 ELSE 99 END
                ELSE 99 END AS places,
            CASE WHEN m.value IS NULL OR m.value = 0 THEN true
                WHEN abs(m.value) BETWEEN 1e-30 AND 1e30 THEN m.value::real::float8 = m.value ELSE false END AS in_real
        FROM numbered m
    ), measured AS (
        SELECT part, count(*) AS n, min(place) AS start, min(ts) AS first_ts, max(ts) AS last_ts,
            CASE WHEN bool_and(date_trunc('milliseconds', ts) = ts) THEN 1000 ELSE 1 END AS unit,
            min(quality) AS quality, max(quality) AS quality_most, min(kind) AS kind, max(kind) AS kind_most,
            CASE WHEN count(value) = count(*) AND max(places) <= 6
                    AND greatest(max(value), -min(value)) * power(10::float8, least(max(places), 6)) < 9e15
                THEN power(10::float8, max(places)) END AS scale,
            min(value) AS value_least, max(value) AS value_most, bool_and(in_real) AS in_real,
            count(value) > 0 AS numbers, count(text_value) > 0 AS texts
        FROM pointed GROUP BY part
    ), ranged AS (
        SELECT m.*, (extract(epoch FROM m.first_ts) * 1000000)::bigint AS origin,
            round(date_part('epoch', m.last_ts - m.first_ts) * 1000000 / m.unit)::bigint AS span,
            CASE WHEN m.scale IS NOT NULL THEN round(m.value_least * m.scale)::bigint END AS lowest,
            CASE WHEN m.scale IS NOT NULL THEN round(m.value_most * m.scale)::bigint END AS highest
        FROM measured m
    ), framed AS (
        -- width: bytes of a number of the array, 0 without one; base is in the middle of what those reach.
        SELECT r.part, r.n, r.start, r.first_ts, r.last_ts, r.unit, r.quality, r.quality_most, r.kind, r.kind_most, r.in_real,
            r.numbers, r.texts, r.origin, r.span,
            CASE WHEN r.highest - r.lowest < 4294967296 THEN r.scale END AS scale,
            CASE WHEN r.highest = r.lowest THEN 0 WHEN r.highest - r.lowest < 65536 THEN 2
                WHEN r.highest - r.lowest < 4294967296 THEN 4 END AS width,
            CASE WHEN r.highest = r.lowest THEN r.lowest WHEN r.highest - r.lowest < 65536 THEN r.lowest + 32768
                WHEN r.highest - r.lowest < 4294967296 THEN r.lowest + 2147483648 END AS base
        FROM ranged r
    ), offs AS (
        SELECT f.*, d.place, d.value, d.quality AS own_quality, d.kind AS own_kind, d.text_value,
            round(date_part('epoch', d.ts - f.first_ts) * 1000000 / f.unit)::bigint
                - (d.place - f.start) * f.span / greatest(f.n - 1, 1) AS time_off,
            CASE WHEN f.width > 0 THEN round(d.value * f.scale)::bigint - f.base END AS value_off
        FROM framed f JOIN pointed d ON d.part = f.part
    ), sized AS (
        SELECT o.*, max(abs(o.time_off)) OVER (PARTITION BY o.part) AS time_most FROM offs o
    ), written AS (
        INSERT INTO packed (series_id, first_ts, last_ts, origin, span, base, scale, n, quality, unit, kind,
            time_small, time_large, time_huge, value_small, value_large, value_real, value_double, qualities, kinds, texts)
        SELECT series, first_ts, last_ts, origin, span, base, scale, n, quality, unit, kind,
            array_agg(time_off::smallint ORDER BY place) FILTER (WHERE time_most BETWEEN 1 AND 32767),
            array_agg(time_off::integer ORDER BY place) FILTER (WHERE time_most BETWEEN 32768 AND 2147483647),
            array_agg(time_off ORDER BY place) FILTER (WHERE time_most > 2147483647),
            array_agg(value_off::smallint ORDER BY place) FILTER (WHERE width = 2),
            array_agg(value_off::integer ORDER BY place) FILTER (WHERE width = 4),
            array_agg(value::real ORDER BY place) FILTER (WHERE scale IS NULL AND numbers AND in_real),
            array_agg(value ORDER BY place) FILTER (WHERE scale IS NULL AND numbers AND NOT in_real),
            array_agg(own_quality ORDER BY place) FILTER (WHERE quality <> quality_most),
            array_agg(own_kind ORDER BY place) FILTER (WHERE kind <> kind_most),
            array_agg(text_value ORDER BY place) FILTER (WHERE texts)
        FROM sized
        GROUP BY part, first_ts, last_ts, origin, span, base, scale, n, quality, unit, kind
    )
    SELECT count(*) INTO moved FROM gone;
    RETURN moved;
END
$fn$;

-- Packs of a day that is over, in one transaction: the series after the given one, until about so many points or a second are
-- used up. Says how many points were moved and the series to go on after; no series when the day is done, or when somebody else
-- packs. SECURITY DEFINER, since the writer owns no table; one packer per database, by an advisory lock.
CREATE FUNCTION pack_day(day date, after bigint, most integer, OUT moved bigint, OUT reached bigint)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = historian, pg_temp SET plan_cache_mode = force_custom_plan SET lock_timeout = '2s' AS $fn$
DECLARE
    begins timestamptz := day::timestamp AT TIME ZONE 'UTC';
    ends   timestamptz := (day + 1)::timestamp AT TIME ZONE 'UTC';
    begun  timestamptz := clock_timestamp();
    budget integer := greatest(most, 1000);
    series bigint := after;
    since  timestamptz;
    until  timestamptz;
    part   text := 'packed_' || to_char(day, 'YYYYMMDD');
BEGIN
    moved := 0;
    IF ends > now() OR NOT pg_try_advisory_xact_lock(hashtextextended('millwright.historian.packing', 0)) THEN
        RETURN;
    END IF;
    LOOP
        SELECT s.series_id INTO series FROM sample s
            WHERE s.series_id > series AND s.ts >= begins AND s.ts < ends ORDER BY s.series_id LIMIT 1;
        EXIT WHEN series IS NULL;
        IF moved = 0 THEN
            IF to_regclass(part) IS NULL THEN
                EXECUTE format('CREATE TABLE %I (LIKE packed)', part);
                EXECUTE format('ALTER TABLE packed ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', part, begins, ends);
            END IF;
            INSERT INTO packed_day AS d VALUES (pack_day.day, clock_timestamp())
                ON CONFLICT ON CONSTRAINT packed_day_pkey DO UPDATE SET packed_at = excluded.packed_at;
        END IF;
        until := begins;
        LOOP
            SELECT min(s.ts) INTO since FROM sample s WHERE s.series_id = series AND s.ts >= until AND s.ts < ends;
            EXIT WHEN since IS NULL;
            IF moved >= budget OR (moved > 0 AND clock_timestamp() > begun + interval '1 second') THEN
                reached := series - 1;
                RETURN;
            END IF;
            -- So many points of sample, and so many of packed between them; more only of one time.
            SELECT s.ts INTO until FROM sample s
                WHERE s.series_id = series AND s.ts >= since AND s.ts < ends ORDER BY s.ts OFFSET budget LIMIT 1;
            IF until = since THEN
                until := since + interval '1 microsecond';
            END IF;
            until := least(coalesce(until, ends), (SELECT min(c.first_ts) FROM (
                SELECT p.first_ts, sum(p.n) OVER (ORDER BY p.first_ts) - p.n AS before FROM packed p
                    WHERE p.series_id = series AND p.first_ts > since AND p.first_ts < ends) c
                WHERE c.before >= budget));
            moved := moved + pack_range(series, since, until);
        END LOOP;
    END LOOP;
END
$fn$;

-- Gives back the room of a day of which everything was packed so long ago that no transaction looks at it as it was before; says
-- whether nothing of it is left in sample. A row that came late stays, to be packed with its day. Whoever uses that day's
-- partition waits meanwhile, nobody else.
CREATE FUNCTION empty_day(day date, settled interval) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = historian, pg_temp SET lock_timeout = '200ms' AS $fn$
DECLARE
    leaf text;
    used boolean;
BEGIN
    IF EXISTS (SELECT FROM pg_partitioned_table WHERE partrelid = 'sample'::regclass) THEN
        leaf := to_regclass('sample_' || to_char(day, 'YYYYMMDD'));
    ELSE
        EXECUTE 'SELECT format(''%I.%I'', c.chunk_schema, c.chunk_name) FROM timescaledb_information.chunks c
                WHERE c.hypertable_schema = ''historian'' AND c.hypertable_name = ''sample''
                    AND c.range_start = $1 AND c.range_end = $2'
            INTO leaf USING day::timestamp AT TIME ZONE 'UTC', (day + 1)::timestamp AT TIME ZONE 'UTC';
    END IF;
    IF leaf IS NULL OR pg_relation_size(leaf) = 0 THEN
        RETURN true;
    END IF;
    IF (day + 1)::timestamp AT TIME ZONE 'UTC' > now()
            OR EXISTS (SELECT FROM packed_day d WHERE d.day = empty_day.day AND d.packed_at > now() - settled) THEN
        RETURN false;
    END IF;
    -- First without a lock, since what is to be read may be much.
    EXECUTE format('SELECT EXISTS (SELECT FROM %s)', leaf) INTO used;
    IF used THEN
        RETURN false;
    END IF;
    EXECUTE format('LOCK TABLE ONLY %s IN ACCESS EXCLUSIVE MODE', leaf);
    EXECUTE format('SELECT EXISTS (SELECT FROM %s)', leaf) INTO used;
    IF NOT used THEN
        EXECUTE format('TRUNCATE ONLY %s', leaf);
    END IF;
    RETURN NOT used;
EXCEPTION
    WHEN lock_not_available THEN
        RETURN false;
END
$fn$;

-- Retention: drops the packed days that ended before the limit; says how many.
CREATE FUNCTION forget_packed_before(oldest timestamptz) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = historian, pg_temp SET lock_timeout = '2s' AS $fn$
DECLARE
    part    text;
    dropped integer := 0;
BEGIN
    FOR part IN
        SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
            WHERE i.inhparent = 'packed'::regclass
                AND (to_date(right(c.relname, 8), 'YYYYMMDD') + 1)::timestamp AT TIME ZONE 'UTC' <= oldest
            ORDER BY c.relname
    LOOP
        EXECUTE format('DROP TABLE %I', part);
        dropped := dropped + 1;
    END LOOP;
    DELETE FROM packed_day WHERE (day + 1)::timestamp AT TIME ZONE 'UTC' <= oldest;
    RETURN dropped;
END
$fn$;

GRANT SELECT ON packed, packed_day, packed_point, every_point TO "${writer}", "${reader}";
REVOKE ALL ON FUNCTION points(bigint, timestamptz, timestamptz), points_reach(bigint, timestamptz, timestamptz, integer),
    days_to_pack(timestamptz), pack_range(bigint, timestamptz, timestamptz), pack_day(date, bigint, integer),
    empty_day(date, interval), forget_packed_before(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION points(bigint, timestamptz, timestamptz), points_reach(bigint, timestamptz, timestamptz, integer)
    TO "${writer}", "${reader}";
GRANT EXECUTE ON FUNCTION days_to_pack(timestamptz), pack_day(date, bigint, integer), empty_day(date, interval),
    forget_packed_before(timestamptz) TO "${writer}";
