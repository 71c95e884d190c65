-- Minted together. The nonce, the server's key and the caller's Idempotency-Key together give the codes again; no two of them do.
CREATE TABLE claim_code_batch (
    id              uuid PRIMARY KEY,
    tenant          text NOT NULL,
    incarnation     text NOT NULL,
    idempotency_key text,
    request         text NOT NULL,
    nonce           text NOT NULL,
    created_at      timestamptz NOT NULL,
    created_by      text NOT NULL
);
CREATE UNIQUE INDEX claim_code_batch_repeated ON claim_code_batch (tenant, incarnation, idempotency_key)
    WHERE idempotency_key IS NOT NULL;

-- The code itself is nowhere: hash is its HMAC-SHA256 under a key outside this database.
CREATE TABLE claim_code (
    id          uuid PRIMARY KEY,
    hash        bytea NOT NULL UNIQUE CHECK (octet_length(hash) = 32),
    batch       uuid REFERENCES claim_code_batch,
    tenant      text NOT NULL,
    incarnation text NOT NULL,
    fleet       text NOT NULL,
    parameters  jsonb NOT NULL,
    created_at  timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    used_at     timestamptz,
    public_key  text,
    device      text REFERENCES device DEFERRABLE INITIALLY DEFERRED,
    revoked_at  timestamptz,
    CHECK ((used_at IS NULL) = (device IS NULL) AND (used_at IS NULL) = (public_key IS NULL))
);
CREATE INDEX claim_code_of_fleet ON claim_code (tenant, incarnation, fleet, id);

-- Device-first: a short code is worth nothing without the serial, for fifteen minutes, for five tries. secret is the hash of the
-- claim code that the device holds; when a person takes the device, that becomes a claim code of their fleet and the row goes.
CREATE TABLE device_code (
    id         uuid PRIMARY KEY,
    hash       bytea NOT NULL UNIQUE CHECK (octet_length(hash) = 32),
    secret     bytea NOT NULL UNIQUE CHECK (octet_length(secret) = 32),
    serial     text NOT NULL,
    model      text NOT NULL,
    public_key text NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    tries      integer NOT NULL DEFAULT 0
);
CREATE INDEX device_code_of_serial ON device_code (serial);
CREATE INDEX device_code_expiry ON device_code (expires_at);
