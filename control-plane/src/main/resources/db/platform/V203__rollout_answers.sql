-- What the device had said last when its configuration was sent: what it still says is no answer to this one.
ALTER TABLE device ADD COLUMN configuration_said text;
