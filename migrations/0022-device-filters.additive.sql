-- What a list of devices is filtered and sorted by, so that a filter that few match reads one index and no device. It is in
-- the order of the Entra devices, which are looked up for their compliance.
CREATE INDEX devices_filters ON devices (entra_device_id, compliance, platform, ownership, grace_until, last_check_in_at, user_id, name_key, enrolled_at, id);

-- The newest object of a device with its compliance.
CREATE INDEX entra_devices_newest ON entra_devices (device_id, registered_at, id, compliance);
