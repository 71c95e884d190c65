-- Links of mails. Of a token there is the SHA-256 only, and none before the letter is written.

-- Who signed up and has not followed the link: no account yet.
CREATE TABLE sign_up (
    id         text PRIMARY KEY,
    email      text NOT NULL,
    name       text NOT NULL,
    password   text NOT NULL,
    sha256     bytea UNIQUE CHECK (octet_length(sha256) = 32),
    expires_at timestamptz NOT NULL
);
CREATE INDEX sign_up_expiry ON sign_up (expires_at);

-- Asked for with an address; whose it is, if anybody's, is found out when the letter is written.
CREATE TABLE password_reset (
    id         text PRIMARY KEY,
    email      text NOT NULL,
    person     text REFERENCES person (id),
    sha256     bytea UNIQUE CHECK (octet_length(sha256) = 32),
    expires_at timestamptz NOT NULL
);
CREATE INDEX password_reset_expiry ON password_reset (expires_at);

-- Into one life of a tenant. One open invitation for an address.
CREATE TABLE invitation (
    id         text PRIMARY KEY,
    tenant_uid text NOT NULL REFERENCES tenant_account (uid),
    tenant     text NOT NULL,
    email      text NOT NULL,
    role       text NOT NULL CHECK (role IN ('owner', 'admin', 'engineer', 'operator', 'viewer', 'billing')),
    sites      text[] NOT NULL DEFAULT '{}',
    invited_by text NOT NULL,
    sha256     bytea UNIQUE CHECK (octet_length(sha256) = 32),
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    closed_at  timestamptz,
    outcome    text CHECK (outcome IN ('accepted', 'withdrawn', 'replaced'))
);
CREATE UNIQUE INDEX invitation_open ON invitation (tenant_uid, lower(email)) WHERE closed_at IS NULL;

-- The owner that a tenant's resource names was asked in, once in a life.
CREATE TABLE owner_asked (
    tenant_uid text PRIMARY KEY REFERENCES tenant_account (uid),
    asked_at   timestamptz NOT NULL
);

-- Who is about to make a tenant of that name: one at a time, and its owner when the tenant is born.
CREATE TABLE founding (
    tenant text PRIMARY KEY,
    person text REFERENCES person (id),     -- null for the administrator
    until  timestamptz NOT NULL             -- another may try then
);
CREATE INDEX founding_of_person ON founding (person);
