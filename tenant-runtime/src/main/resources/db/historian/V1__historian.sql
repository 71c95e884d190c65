-- One tenant's historian. Run as the owner, in schema historian; the writer and the reader are granted what they need here.
-- The same statements serve plain PostgreSQL and TimescaleDB: only how sample is cut into days differs, and no DML knows.

-- A tag of a device for ever: unit, site and kind are those of the latest point.
CREATE TABLE series (
    id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    device text     NOT NULL,
    site   text     NOT NULL,
    tag    text     NOT NULL,
    unit   text,
    kind   smallint NOT NULL,
    UNIQUE (device, tag)
);

-- A point. kind: 0 real, 1 integer, 2 boolean (value 0 or 1), 3 text (text_value). An integer that a double cannot hold has
-- its digits in text_value too. Wide columns first: a row of a number takes 60 bytes.
DO $do$
DECLARE
    timescale text;
BEGIN
    SELECT n.nspname INTO timescale
        FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'timescaledb';
    IF timescale IS NULL THEN
        CREATE TABLE sample (
            ts         timestamptz NOT NULL,
            value      double precision,
            series_id  bigint      NOT NULL,
            quality    integer     NOT NULL,
            kind       smallint    NOT NULL,
            text_value text
        ) PARTITION BY RANGE (ts);
        -- So that no row is ever without a place, whatever the clocks say.
        CREATE TABLE sample_other PARTITION OF sample DEFAULT;
    ELSE
        CREATE TABLE sample (
            ts         timestamptz NOT NULL,
            value      double precision,
            series_id  bigint      NOT NULL,
            quality    integer     NOT NULL,
            kind       smallint    NOT NULL,
            text_value text
        );
        EXECUTE format(
            'SELECT %I.create_hypertable(%L::regclass, %L::name, '
                || 'chunk_time_interval => interval ''1 day'', create_default_indexes => false)',
            timescale, format('%I.sample', current_schema()), 'ts');
    END IF;
    CREATE INDEX sample_series ON sample (series_id, ts DESC);
END
$do$;

-- Makes the partition of a day, before points of it come. Bounded and best effort: what has no day of its own lies in
-- sample_other. SECURITY DEFINER, since the writer owns no table; attaching blocks no reader and no writer.
CREATE FUNCTION ensure_day(day date) RETURNS void
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
    EXECUTE format('CREATE TABLE %I (LIKE sample INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', part);
    EXECUTE format('ALTER TABLE sample ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', part, begins, ends);
EXCEPTION
    -- A row of that day came into sample_other meanwhile: it stays there, with its neighbours.
    WHEN check_violation THEN NULL;
END
$fn$;

-- Retention: drops the days that ended before the limit and deletes what else is older; says how many days went.
CREATE FUNCTION forget_before(oldest timestamptz) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = historian, pg_temp SET lock_timeout = '2s' AS $fn$
DECLARE
    timescale text;
    part      text;
    dropped   integer := 0;
BEGIN
    IF NOT EXISTS (SELECT FROM pg_partitioned_table WHERE partrelid = 'sample'::regclass) THEN
        SELECT n.nspname INTO timescale
            FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'timescaledb';
        EXECUTE format('SELECT count(*) FROM %I.drop_chunks(%L::regclass, older_than => $1)', timescale, 'historian.sample')
            INTO dropped USING oldest;
        RETURN dropped;
    END IF;
    FOR part IN
        SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
            WHERE i.inhparent = 'sample'::regclass AND c.relname ~ '^sample_[0-9]{8}$'
                AND (to_date(right(c.relname, 8), 'YYYYMMDD') + 1)::timestamp AT TIME ZONE 'UTC' <= oldest
            ORDER BY c.relname
    LOOP
        EXECUTE format('DROP TABLE %I', part);
        dropped := dropped + 1;
    END LOOP;
    DELETE FROM sample_other WHERE ts < oldest;
    RETURN dropped;
END
$fn$;

-- The newest point of each series, written with its batch: reading it never touches sample. Half empty pages keep updates in place.
CREATE TABLE series_last (
    series_id  bigint PRIMARY KEY,
    ts         timestamptz NOT NULL,
    value      double precision,
    quality    integer     NOT NULL,
    kind       smallint    NOT NULL,
    text_value text
) WITH (fillfactor = 50);

-- io.millwright.wire.receipt.StreamPositions.State: missing and lost are pairs first, last, ... in one array.
CREATE TABLE stream (
    device  text     NOT NULL,
    stream  text     NOT NULL,
    highest bigint   NOT NULL,
    missing bigint[] NOT NULL,
    lost    bigint[] NOT NULL,
    updated timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (device, stream)
) WITH (fillfactor = 50);

-- A loss that the edge declared; declared again it is the same row.
CREATE TABLE gap (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    device    text   NOT NULL,
    stream    text   NOT NULL,
    first_seq bigint NOT NULL,
    last_seq  bigint NOT NULL,
    reason    text   NOT NULL,
    at        timestamptz NOT NULL,
    UNIQUE (device, stream, first_seq, last_seq, reason)
);

-- What must not be stored as a point, with its original bytes: one point alone (tag), or a whole message.
CREATE TABLE quarantine (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at      timestamptz NOT NULL,
    device  text   NOT NULL,
    topic   text   NOT NULL,
    reason  text   NOT NULL,
    tag     text,
    stream  text,
    seq     bigint,
    size    integer NOT NULL,
    payload bytea  NOT NULL
);

-- What is known of a device beside its points. Times are the server's.
CREATE TABLE device (
    id             text PRIMARY KEY,
    site           text NOT NULL,
    connected      boolean NOT NULL DEFAULT false,
    state_at       timestamptz,
    last_seen      timestamptz,
    agent          text,
    status         text,
    status_ts      timestamptz,
    configuration  text,
    config_ack     text,
    config_error   text,
    config_at      timestamptz
) WITH (fillfactor = 70);

-- Usage counted in the transaction of the data it counts. Each writer has a slot, so that none waits for another's commit;
-- the quantity of a window is the sum of its slots.
CREATE TABLE usage_window (
    meter    text        NOT NULL,
    hour     timestamptz NOT NULL,
    source   text        NOT NULL,
    slot     smallint    NOT NULL,
    quantity numeric     NOT NULL,
    dirty    boolean     NOT NULL DEFAULT true,
    PRIMARY KEY (meter, hour, source, slot)
) WITH (fillfactor = 50);

CREATE INDEX usage_window_dirty ON usage_window (hour) WHERE dirty;

-- What was published of it: append-only, revisions are cumulative. Published under an advisory lock, so that seq is commit order.
CREATE TABLE usage_row (
    seq       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    meter     text        NOT NULL,
    hour      timestamptz NOT NULL,
    source    text        NOT NULL,
    revision  bigint      NOT NULL,
    quantity  numeric     NOT NULL,
    published timestamptz NOT NULL DEFAULT now(),
    UNIQUE (meter, hour, source, revision)
);

CREATE TABLE device_hour (
    hour   timestamptz NOT NULL,
    device text        NOT NULL,
    PRIMARY KEY (hour, device)
);

CREATE TABLE site_hour (
    hour timestamptz NOT NULL,
    site text        NOT NULL,
    PRIMARY KEY (hour, site)
);

-- Reconciliation with the broker, by the hour of arrival. Each message of a telemetry topic is in exactly one column:
-- dropped is sent again by the edge (a stream too scattered), held arrived while the tenant was to send nothing.
CREATE TABLE arrival_hour (
    hour        timestamptz NOT NULL,
    slot        smallint    NOT NULL,
    stored      bigint NOT NULL DEFAULT 0,
    duplicate   bigint NOT NULL DEFAULT 0,
    quarantined bigint NOT NULL DEFAULT 0,
    gaps        bigint NOT NULL DEFAULT 0,
    dropped     bigint NOT NULL DEFAULT 0,
    held        bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (hour, slot)
) WITH (fillfactor = 50);

-- Which of a tenant's runtimes consumes; the others stand by. A lease, so that an idle tenant holds no connection.
CREATE TABLE consumer (
    part   text PRIMARY KEY,
    holder text        NOT NULL,
    until  timestamptz NOT NULL
);

GRANT USAGE ON SCHEMA historian TO "${writer}", "${reader}";
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA historian TO "${writer}";
GRANT SELECT ON ALL TABLES IN SCHEMA historian TO "${reader}";
REVOKE UPDATE, DELETE, TRUNCATE ON usage_row FROM "${writer}";
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA historian FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ensure_day(date), forget_before(timestamptz) TO "${writer}";
