-- A browser that signed in. The value of its cookie is not here, its digest is.
CREATE TABLE login (
    id           text PRIMARY KEY,          -- what tokens say as sid; it opens nothing
    sha256       bytea NOT NULL UNIQUE CHECK (octet_length(sha256) = 32),
    person       text NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    created_at   timestamptz NOT NULL,
    last_used_at timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    ended_at     timestamptz
);
CREATE INDEX login_of_person ON login (person);
CREATE INDEX login_by_end ON login (expires_at);

-- An authorization code and everything that came from it.
CREATE TABLE token_family (
    id              text PRIMARY KEY,
    login           text NOT NULL REFERENCES login (id) ON DELETE CASCADE,
    scopes          text[] NOT NULL,
    redirect_uri    text NOT NULL,
    code_challenge  text NOT NULL,
    nonce           text,
    code_sha256     bytea NOT NULL UNIQUE CHECK (octet_length(code_sha256) = 32),
    code_expires_at timestamptz NOT NULL,
    code_used_at    timestamptz,
    ended_at        timestamptz
);
CREATE INDEX token_family_of_login ON token_family (login);

-- The spent ones stay as long as the family, because one that comes again has been copied.
CREATE TABLE refresh_token (
    sha256     bytea PRIMARY KEY CHECK (octet_length(sha256) = 32),
    family     text NOT NULL REFERENCES token_family (id) ON DELETE CASCADE,
    expires_at timestamptz NOT NULL,
    spent_at   timestamptz
);
CREATE INDEX refresh_token_of_family ON refresh_token (family);

-- A browser in which an account was signed in to before: others' wrong passwords do not hold it up.
CREATE TABLE known_browser (
    sha256       bytea PRIMARY KEY CHECK (octet_length(sha256) = 32),
    person       text NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    last_used_at timestamptz NOT NULL
);
CREATE INDEX known_browser_by_age ON known_browser (last_used_at);
