-- When the stored messages next to what is missing of a stream were measured: pairs of seq and milliseconds since 1970, ascending, of
-- the nearest below and above each range of missing and lost, and of the newest. Each pair is true by itself: a runtime of before
-- this release, which leaves them as they are, only makes what they tell wider.
ALTER TABLE stream ADD COLUMN times bigint[] NOT NULL DEFAULT '{}';

-- What somebody threw away out of the quarantine: it stays missing. at is when it came.
CREATE TABLE discarded (
    device text NOT NULL,
    stream text,
    at     timestamptz NOT NULL
);

CREATE INDEX discarded_device ON discarded (device, at);
CREATE INDEX quarantine_device ON quarantine (device, at);

GRANT SELECT, INSERT, DELETE ON discarded TO "${writer}";
GRANT SELECT ON discarded TO "${reader}";
