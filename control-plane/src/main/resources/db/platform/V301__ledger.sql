-- Usage, collected from the runtimes. A tenant whose name is used again has another incarnation and meets nothing old.

-- Where a tenant's ledger ends, and how far its runtime was read. Both move in the transaction that appends: the row is locked
-- first, so two collectors of one tenant wait for each other whatever became of their lock.
CREATE TABLE ledger_head (
    tenant       text   NOT NULL,
    incarnation  text   NOT NULL,
    position     bigint NOT NULL DEFAULT 0 CHECK (position >= 0),
    hash         bytea  NOT NULL CHECK (octet_length(hash) = 32),
    cursor       text   NOT NULL DEFAULT '',
    collected_at timestamptz,
    PRIMARY KEY (tenant, incarnation)
);

-- The truth that bills follow from. id derives from the fact (tenant, incarnation, meter, hour, source, revision).
CREATE TABLE ledger (
    tenant      text        NOT NULL,
    incarnation text        NOT NULL,
    position    bigint      NOT NULL CHECK (position > 0),
    id          uuid        NOT NULL UNIQUE,
    meter       text        NOT NULL,
    hour        timestamptz NOT NULL,
    source      text        NOT NULL,
    revision    bigint      NOT NULL CHECK (revision > 0),
    quantity    numeric     NOT NULL CHECK (quantity >= 0),
    added       numeric     NOT NULL CHECK (added >= 0),
    previous    bytea       NOT NULL CHECK (octet_length(previous) = 32),
    hash        bytea       NOT NULL CHECK (octet_length(hash) = 32),
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (tenant, incarnation, position)
);
CREATE INDEX ledger_hour ON ledger (tenant, incarnation, hour);

-- Also for whoever holds the application's password: only the table's owner can take this away, and the chain shows it.
CREATE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is only ever appended to', TG_TABLE_NAME;
END $$;
CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE ON ledger
    FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER ledger_no_truncate BEFORE TRUNCATE ON ledger
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();

-- The last revision of each window: the sum of what its entries added, kept beside them so that a question costs windows, not
-- revisions.
CREATE TABLE ledger_window (
    tenant      text        NOT NULL,
    incarnation text        NOT NULL,
    hour        timestamptz NOT NULL,
    meter       text        NOT NULL,
    source      text        NOT NULL,
    revision    bigint      NOT NULL,
    quantity    numeric     NOT NULL,
    PRIMARY KEY (tenant, incarnation, hour, meter, source)
);

-- Rows that spoke against the ledger or against reason. None of them was appended; somebody has to look.
CREATE TABLE usage_contradiction (
    tenant      text        NOT NULL,
    incarnation text        NOT NULL,
    meter       text        NOT NULL,
    hour        timestamptz NOT NULL,
    source      text        NOT NULL,
    revision    bigint      NOT NULL,
    quantity    numeric     NOT NULL,
    sentence    text        NOT NULL,
    found_at    timestamptz NOT NULL,
    PRIMARY KEY (tenant, incarnation, hour, meter, source, revision, quantity)
);

-- Calls of the API by keys of the tenant. Each process counts for itself and writes what it came to, so writing twice is nothing.
CREATE TABLE api_call_hour (
    tenant      text        NOT NULL,
    incarnation text        NOT NULL,
    hour        timestamptz NOT NULL,
    source      text        NOT NULL,
    calls       bigint      NOT NULL CHECK (calls > 0),
    ledgered    bigint      NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, incarnation, hour, source)
);
CREATE INDEX api_call_hour_new ON api_call_hour (tenant, incarnation) WHERE calls > ledgered;
