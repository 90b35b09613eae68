-- A device that joins Entra again can have two objects for a while. The newest one has the current join type.
ALTER TABLE entra_devices ADD COLUMN registered_at TEXT NOT NULL DEFAULT '';

DROP INDEX entra_devices_device;

CREATE INDEX entra_devices_device ON entra_devices (device_id, registered_at, id);
