-- One row per life of a tenant: the resource's uid tells two lives of one name apart.
CREATE TABLE tenant_account (
    uid         text PRIMARY KEY,
    tenant      text NOT NULL,
    incarnation text,
    born_at     timestamptz NOT NULL,
    noted_at    timestamptz NOT NULL DEFAULT now(),
    removed_at  timestamptz
);
CREATE UNIQUE INDEX tenant_account_living ON tenant_account (tenant) WHERE removed_at IS NULL;

CREATE TABLE api_key (
    id         text PRIMARY KEY,
    tenant     text NOT NULL,
    name       text NOT NULL,
    sha256     bytea NOT NULL UNIQUE CHECK (octet_length(sha256) = 32),
    created_at timestamptz NOT NULL,
    created_by text NOT NULL,
    expires_at timestamptz,
    revoked_at timestamptz
);
CREATE INDEX api_key_of_tenant ON api_key (tenant, id) WHERE revoked_at IS NULL;
