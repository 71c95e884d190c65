-- How far a runtime's refusals were read into the trail. It moves in the transaction that appends to the trail: locked first, so two
-- collectors of one tenant wait for each other, and dying at any point leaves both as they were.
CREATE TABLE refusal_cursor (
    tenant      text NOT NULL,
    incarnation text NOT NULL,
    cursor      text NOT NULL DEFAULT '',
    PRIMARY KEY (tenant, incarnation)
);
