-- Which tier a tenant ran in, from which hour on. Within an hour the last change wins; an hour that is over stays as it was.
CREATE TABLE tier_change (
    tenant      text        NOT NULL,
    incarnation text        NOT NULL,
    from_hour   timestamptz NOT NULL,
    tier        text        NOT NULL,
    PRIMARY KEY (tenant, incarnation, from_hour)
);

-- The first hour that a tenant no longer ran in.
CREATE TABLE tier_end (
    tenant      text        NOT NULL,
    incarnation text        NOT NULL,
    end_hour    timestamptz NOT NULL,
    PRIMARY KEY (tenant, incarnation)
);

-- A closed month, as it was when it was closed. ledger_position: entries up to there are accounted for; what comes later is
-- a correction on the next invoice.
CREATE TABLE invoice (
    tenant          text        NOT NULL,
    incarnation     text        NOT NULL,
    period          date        NOT NULL,
    number          text        NOT NULL UNIQUE,
    currency        text        NOT NULL,
    total           bigint      NOT NULL,
    ledger_position bigint      NOT NULL,
    closed_at       timestamptz NOT NULL,
    document        text        NOT NULL,
    PRIMARY KEY (tenant, incarnation, period)
);

-- What invoices have billed of each month, by tier and charge: a line of its own invoice, or a correction on a later one.
CREATE TABLE invoiced_amount (
    tenant      text   NOT NULL,
    incarnation text   NOT NULL,
    period      date   NOT NULL,
    of_period   date   NOT NULL,
    tier        text   NOT NULL,
    charge      text   NOT NULL,
    amount      bigint NOT NULL,
    PRIMARY KEY (tenant, incarnation, of_period, tier, charge, period),
    FOREIGN KEY (tenant, incarnation, period) REFERENCES invoice
);

CREATE TRIGGER invoice_append_only BEFORE UPDATE OR DELETE ON invoice
    FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER invoice_no_truncate BEFORE TRUNCATE ON invoice
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER invoiced_amount_append_only BEFORE UPDATE OR DELETE ON invoiced_amount
    FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER invoiced_amount_no_truncate BEFORE TRUNCATE ON invoiced_amount
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();
