-- What each device adds to the usage of an hour, counted in the same transaction as usage_window: over all devices it is what
-- the windows of messages, points and bytes_in come to, and the rows of an hour are its device_hours. Not billed from. Rows of
-- before this release say nothing of the quantities: 0.
ALTER TABLE device_hour
    ADD COLUMN messages bigint NOT NULL DEFAULT 0,
    ADD COLUMN points   bigint NOT NULL DEFAULT 0,
    ADD COLUMN bytes_in bigint NOT NULL DEFAULT 0;

-- Updated with each batch while the hour lasts, in place.
ALTER TABLE device_hour SET (fillfactor = 50);

CREATE INDEX device_hour_device ON device_hour (device, hour);
