-- What a mutation answered, for who sends it again with the same Idempotency-Key. The id and the cipher's key both derive
-- from the caller's API key, which is not in this database: a copy of the table shows no answer and no fresh secret.
CREATE TABLE idempotency (
    id         bytea PRIMARY KEY CHECK (octet_length(id) = 32),
    request    bytea NOT NULL CHECK (octet_length(request) = 32),
    lease      timestamptz,
    answer     bytea,
    expires_at timestamptz NOT NULL,
    CHECK ((lease IS NULL) <> (answer IS NULL))
);
CREATE INDEX idempotency_expiry ON idempotency (expires_at);
