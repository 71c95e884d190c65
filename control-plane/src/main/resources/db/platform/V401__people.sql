-- People. An address is kept as it was typed and found by its lower case; one account per address.
CREATE TABLE person (
    id            text PRIMARY KEY,
    email         text NOT NULL,
    name          text NOT NULL,
    password      text,                     -- a slow hash with its parameters; null until one is chosen
    administrator boolean NOT NULL DEFAULT false,
    created_at    timestamptz NOT NULL,
    verified_at   timestamptz,              -- the address; nobody comes in before
    disabled_at   timestamptz
);
CREATE UNIQUE INDEX person_by_email ON person (lower(email));

-- What somebody is in a life of a tenant; it ends with that life.
CREATE TABLE membership (
    tenant_uid text NOT NULL REFERENCES tenant_account (uid),
    tenant     text NOT NULL,
    person     text NOT NULL REFERENCES person (id),
    role       text NOT NULL CHECK (role IN ('owner', 'admin', 'engineer', 'operator', 'viewer', 'billing')),
    sites      text[] NOT NULL DEFAULT '{}',
    since      timestamptz NOT NULL,
    granted_by text NOT NULL,
    PRIMARY KEY (tenant_uid, person)
);
CREATE INDEX membership_of_person ON membership (person);

-- Programs have a role too; the keys that were there could do what an admin can.
ALTER TABLE api_key
    ADD COLUMN role text NOT NULL DEFAULT 'admin'
        CHECK (role IN ('owner', 'admin', 'engineer', 'operator', 'viewer', 'billing')),
    ADD COLUMN sites text[] NOT NULL DEFAULT '{}',
    ADD COLUMN last_used_at timestamptz;
