-- Roll-ups by minute and hour, made by the runtime from points(...): the same statements on every edition. Cut by months of plain
-- partitions, so that a month goes in one drop; each is made before rows of it come.

-- What the points of one series in [bucket, bucket + 1 minute) come to. n: all of them; numbers: those with a value; the others are
-- texts. In vsum a value beyond +-1e290 is counted as that, so that no sum overflows. Of several points of one moment the lowest
-- (quality, value, text_value) is the first and also the last.
CREATE TABLE rollup_minute (
    series_id   bigint      NOT NULL,
    bucket      timestamptz NOT NULL,
    first_ts    timestamptz NOT NULL,
    last_ts     timestamptz NOT NULL,
    vsum        double precision,
    vmin        double precision,
    vmax        double precision,
    first_value double precision,
    last_value  double precision,
    n           integer     NOT NULL,
    numbers     integer     NOT NULL,
    first_kind  smallint    NOT NULL,
    last_kind   smallint    NOT NULL,
    first_text  text,
    last_text   text,
    PRIMARY KEY (series_id, bucket)
) PARTITION BY RANGE (bucket);

-- The same by hour.
CREATE TABLE rollup_hour (LIKE rollup_minute INCLUDING INDEXES) PARTITION BY RANGE (bucket);

-- Buckets that end at or before until are rolled up, but for those in hours of rollup_dirty. 1970: nothing is yet.
-- Whoever changes it, or a row of a roll-up by it, has locked the row of minutes.
CREATE TABLE rollup_mark (
    resolution text PRIMARY KEY CHECK (resolution IN ('minute', 'hour')),
    until      timestamptz NOT NULL
);

INSERT INTO rollup_mark VALUES ('minute', 'epoch'), ('hour', 'epoch');

-- One row. A point with ts < before is late: its hour is marked dirty in the transaction that stores it. A point with ts < kept_from
-- has neighbours that are gone: it is added to the roll-ups in that transaction, and nothing there is ever computed anew.
-- Writers hold the table IN ROW SHARE MODE from before they read it until their commit; whoever changes it holds it IN EXCLUSIVE
-- MODE. So, when before has been raised, a point older than it is either committed or will be marked. A lock of the table and not of
-- its row: it queues fairly, writes nothing, and is refused to whoever may only read.
CREATE TABLE rollup_late (
    before     timestamptz NOT NULL,
    kept_from  timestamptz NOT NULL,
    generation bigint      NOT NULL
);

CREATE UNIQUE INDEX rollup_late_one ON rollup_late ((true));

INSERT INTO rollup_late VALUES ('epoch', 'epoch', 0);

-- Hours whose roll-ups lack a late point. generation is that of rollup_late when it was marked: what is older than the present one
-- is committed and complete, so that whoever takes marks away never waits for a writer, nor a writer for him.
CREATE TABLE rollup_dirty (
    series_id  bigint      NOT NULL,
    hour       timestamptz NOT NULL,
    generation bigint      NOT NULL,
    PRIMARY KEY (series_id, hour, generation)
);

-- Makes the partitions of a month (any day of it). Bounded; attached rather than created in place, so that nobody is blocked.
CREATE FUNCTION ensure_rollups(month date) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = historian, pg_temp SET lock_timeout = '5s' AS $fn$
DECLARE
    today date := (now() AT TIME ZONE 'UTC')::date;
    first date := date_trunc('month', month::timestamp)::date;
    stem  text;
    part  text;
BEGIN
    IF first < today - 3700 OR first > today + 2 THEN
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('millwright.historian.rollups', 0));
    FOREACH stem IN ARRAY ARRAY['rollup_minute', 'rollup_hour'] LOOP
        part := stem || '_' || to_char(first, 'YYYYMM');
        IF to_regclass(part) IS NULL THEN
            EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', part, stem);
            EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', stem, part,
                first::timestamp AT TIME ZONE 'UTC', (first + interval '1 month')::timestamp AT TIME ZONE 'UTC');
        END IF;
    END LOOP;
END
$fn$;

-- Retention: drops the months that ended before the limits; says how many.
CREATE FUNCTION forget_rollups(minutes timestamptz, hours timestamptz) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = historian, pg_temp SET lock_timeout = '2s' AS $fn$
DECLARE
    part    text;
    dropped integer := 0;
BEGIN
    FOR part IN
        SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
            WHERE i.inhparent IN ('rollup_minute'::regclass, 'rollup_hour'::regclass)
                AND c.relname ~ '^rollup_(minute|hour)_[0-9]{6}$'
                AND (to_date(right(c.relname, 6), 'YYYYMM') + interval '1 month')::timestamp AT TIME ZONE 'UTC'
                    <= CASE WHEN i.inhparent = 'rollup_minute'::regclass THEN minutes ELSE hours END
            ORDER BY c.relname
    LOOP
        EXECUTE format('DROP TABLE %I', part);
        dropped := dropped + 1;
    END LOOP;
    RETURN dropped;
END
$fn$;

GRANT SELECT, INSERT, UPDATE, DELETE ON rollup_minute, rollup_hour, rollup_dirty TO "${writer}";
GRANT SELECT, UPDATE ON rollup_mark, rollup_late TO "${writer}";
GRANT SELECT ON rollup_minute, rollup_hour, rollup_mark, rollup_late, rollup_dirty TO "${reader}";
REVOKE ALL ON FUNCTION ensure_rollups(date), forget_rollups(timestamptz, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ensure_rollups(date), forget_rollups(timestamptz, timestamptz) TO "${writer}";
