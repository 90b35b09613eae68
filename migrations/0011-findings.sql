-- Findings: records with one serial number are found by it, ignoring case, and devices by who logged on. A policy on a
-- device is known by the id of the user for whom it was judged, since principal names change. Devices on which a profile
-- failed are counted.
CREATE INDEX devices_serial ON devices (LOWER(TRIM(serial_number)));

CREATE INDEX device_logons_user ON device_logons (user_id);

CREATE INDEX policy_states_policy ON policy_states (policy_id, state, device_id) WHERE kind = 'CONFIGURATION';

ALTER TABLE policy_states ADD COLUMN user_id TEXT;
