-- Keys that must never be replaced silently lie in Secrets; here stands only which ones they were.
CREATE TABLE recorded_key (
    name        text PRIMARY KEY,
    fingerprint text NOT NULL,
    recorded_at timestamptz NOT NULL
);

-- A row per device for ever: its id is never given twice. Rows of a tenant's former life stay and are met by nobody.
CREATE TABLE device (
    id                     text PRIMARY KEY,
    tenant                 text NOT NULL,
    incarnation            text NOT NULL,
    fleet                  text NOT NULL,
    site                   text NOT NULL,
    state                  text NOT NULL CHECK (state IN ('pending', 'approved', 'active', 'revoked')),
    waits_for              text,
    serial                 text NOT NULL,
    model                  text NOT NULL,
    parameters             jsonb NOT NULL,
    public_key             text NOT NULL,
    created_at             timestamptz NOT NULL,
    approved_at            timestamptz,
    approved_by            text,
    enrolled_at            timestamptz,
    revoked_at             timestamptz,
    revoked_by             text,
    moves_to_fleet         text,
    -- Grows by each signing. What was signed is kept, so that sending twice sends the same.
    configuration_version  bigint NOT NULL DEFAULT 0,
    configuration_hash     text,
    configuration_jws      text,
    configuration_signed_at timestamptz,
    configuration_sent_at  timestamptz,
    configuration_online   boolean NOT NULL DEFAULT false,
    configuration_acked_at timestamptz,
    configuration_error    text
);
CREATE INDEX device_of_tenant ON device (tenant, incarnation, id);
CREATE INDEX device_of_fleet ON device (tenant, incarnation, fleet, state);
CREATE INDEX device_counted ON device (tenant, incarnation, fleet, site) WHERE state IN ('approved', 'active');

-- revoke_at: from then on it is no good here. denied_at: the broker has said that it knows.
CREATE TABLE device_certificate (
    serial          text PRIMARY KEY,
    device          text NOT NULL REFERENCES device,
    tenant          text NOT NULL,
    incarnation     text NOT NULL,
    site            text NOT NULL,
    pem             text NOT NULL,
    public_key      text NOT NULL,
    issued_at       timestamptz NOT NULL,
    not_after       timestamptz NOT NULL,
    revoke_at       timestamptz,
    revoke_reason   text,
    denied_at       timestamptz,
    attempts        integer NOT NULL DEFAULT 0,
    next_attempt_at timestamptz
);
CREATE INDEX device_certificate_of_device ON device_certificate (device, issued_at);
CREATE INDEX device_certificate_to_deny ON device_certificate (next_attempt_at) WHERE revoke_at IS NOT NULL;

-- How far the configuration of a fleet is. A newer hash replaces the row, whatever became of the older one.
CREATE TABLE rollout (
    tenant      text NOT NULL,
    incarnation text NOT NULL,
    fleet       text NOT NULL,
    hash        text NOT NULL,
    step        integer NOT NULL,
    state       text NOT NULL CHECK (state IN ('running', 'paused', 'done')),
    started_at  timestamptz NOT NULL,
    changed_at  timestamptz NOT NULL,
    PRIMARY KEY (tenant, incarnation, fleet)
);
