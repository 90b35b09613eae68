-- A device that joins Entra again has a new object there before the old one is gone: the newest says how it is joined.
ALTER TABLE entra_devices ADD COLUMN registered_at TEXT NOT NULL DEFAULT '';

DROP INDEX entra_devices_device;

CREATE INDEX entra_devices_device ON entra_devices (device_id, registered_at, id);
