-- A day's points are inserted, read, packed and truncated, and never updated: a vacuum because of inserts reads and logs them once
-- more while they come, for index-only scans that nobody makes. What deletes leave, and old transactions, are vacuumed as ever.
DO $do$
DECLARE
    part regclass;
BEGIN
    IF EXISTS (SELECT FROM pg_partitioned_table WHERE partrelid = 'sample'::regclass) THEN
        FOR part IN SELECT inhrelid FROM pg_inherits WHERE inhparent = 'sample'::regclass LOOP
            EXECUTE format('ALTER TABLE %s SET (autovacuum_vacuum_insert_threshold = -1)', part);
        END LOOP;
    ELSE
        -- Its chunks, those to come too, do as it does.
        ALTER TABLE sample SET (autovacuum_vacuum_insert_threshold = -1);
    END IF;
END
$do$;

CREATE OR REPLACE FUNCTION ensure_day(day date) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = historian, pg_temp SET lock_timeout = '5s' AS $fn$
DECLARE
    today  date := (now() AT TIME ZONE 'UTC')::date;
    part   text := 'sample_' || to_char(day, 'YYYYMMDD');
    begins timestamptz := day::timestamp AT TIME ZONE 'UTC';
    ends   timestamptz := (day + 1)::timestamp AT TIME ZONE 'UTC';
BEGIN
    IF NOT EXISTS (SELECT FROM pg_partitioned_table WHERE partrelid = 'sample'::regclass)
            OR day < today - 3660 OR day > today + 2 THEN
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('millwright.historian.days', 0));
    IF to_regclass(part) IS NOT NULL
            OR EXISTS (SELECT FROM sample_other o WHERE o.ts >= begins AND o.ts < ends) THEN
        RETURN;
    END IF;
    EXECUTE format('CREATE TABLE %I (LIKE sample INCLUDING DEFAULTS INCLUDING CONSTRAINTS)'
        || ' WITH (autovacuum_vacuum_insert_threshold = -1)', part);
    EXECUTE format('ALTER TABLE sample ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', part, begins, ends);
EXCEPTION
    -- A row of that day came into sample_other meanwhile: it stays there, with its neighbours.
    WHEN check_violation THEN NULL;
END
$fn$;
