-- Sparkplug: when each edge node was born last, how often, how often its sequence jumped, and how many messages were missing then
-- at least. Counted with the messages that showed it. A row per device: nothing grows.
CREATE TABLE edge_node (
    device  text PRIMARY KEY,
    born_at timestamptz,
    births  bigint NOT NULL,
    gaps    bigint NOT NULL,
    lost    bigint NOT NULL
) WITH (fillfactor = 70);

GRANT SELECT, INSERT, UPDATE ON edge_node TO "${writer}";
GRANT SELECT ON edge_node TO "${reader}";
