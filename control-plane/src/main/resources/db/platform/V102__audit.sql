-- A chain per life of a tenant. The head is locked while an entry is appended, so entries have no gaps and one order.
CREATE TABLE audit_chain (
    id        uuid PRIMARY KEY,
    tenant    text NOT NULL,
    entries   bigint NOT NULL DEFAULT 0,
    head      bytea NOT NULL CHECK (octet_length(head) = 32),
    opened_at timestamptz NOT NULL,
    closed_at timestamptz
);
CREATE UNIQUE INDEX audit_chain_open ON audit_chain (tenant) WHERE closed_at IS NULL;

CREATE TABLE audit_entry (
    chain    uuid NOT NULL REFERENCES audit_chain,
    seq      bigint NOT NULL CHECK (seq > 0),
    tenant   text NOT NULL,
    at       timestamptz NOT NULL,
    actor    text NOT NULL,
    action   text NOT NULL,
    object   text NOT NULL,
    outcome  text NOT NULL,
    reason   text NOT NULL,
    previous bytea NOT NULL CHECK (octet_length(previous) = 32),
    hash     bytea NOT NULL CHECK (octet_length(hash) = 32),
    PRIMARY KEY (chain, seq)
);

-- Also for whoever holds the application's password: only the table's owner can take this away, and the chain shows it.
CREATE FUNCTION audit_entry_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit entries are only ever appended';
END $$;
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_entry_is_append_only();
CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_is_append_only();
