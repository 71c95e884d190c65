-- Certificates of this tenant that a broker which asks this runtime must not let in, by serial number in lower-case hexadecimal.
CREATE TABLE denied_certificate (
    serial text PRIMARY KEY CHECK (serial ~ '^[0-9a-f]{1,40}$'),
    at     timestamptz NOT NULL DEFAULT now()
);

GRANT SELECT, INSERT ON denied_certificate TO "${writer}";
GRANT SELECT ON denied_certificate TO "${reader}";
