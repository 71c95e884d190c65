-- What the broker refused to the tenant's identities, as it reported it; a report that comes again is the same row. Written under
-- an advisory lock, so that id is commit order and whoever reads after an id misses none.
CREATE TABLE refusal (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at       timestamptz NOT NULL,
    identity text   NOT NULL,
    reason   text   NOT NULL,
    topic    text,
    count    bigint NOT NULL CHECK (count > 0),
    UNIQUE (at, identity, reason)
);

GRANT SELECT, INSERT, DELETE ON refusal TO "${writer}";
GRANT SELECT ON refusal TO "${reader}";
