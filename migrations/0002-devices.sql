-- Managed devices and their states. Severity counts from 0, the worst, in the order of the graph's enum. Child rows copy
-- severity and name keys, so that an index gives a page without a join.
CREATE TABLE devices (
  id TEXT NOT NULL PRIMARY KEY,
  device_name TEXT,
  name_key TEXT NOT NULL,
  serial_number TEXT,
  manufacturer TEXT,
  model TEXT,
  managed_by TEXT NOT NULL,
  management_state TEXT NOT NULL,
  ownership TEXT NOT NULL,
  compliance TEXT NOT NULL,
  grace_until TEXT,
  platform TEXT NOT NULL,
  operating_system TEXT,
  os_version TEXT,
  last_check_in_at TEXT,
  enrolled_at TEXT,
  certificate_expires_at TEXT,
  user_id TEXT REFERENCES users ON DELETE SET NULL,
  entra_device_id TEXT
) STRICT;

CREATE INDEX devices_user ON devices (user_id, name_key, id);

CREATE INDEX devices_name ON devices (name_key, id);

CREATE INDEX devices_check_in ON devices (COALESCE(last_check_in_at, ''), id);

CREATE INDEX devices_enrolled ON devices (COALESCE(enrolled_at, ''), id);

CREATE INDEX devices_entra ON devices (entra_device_id);

CREATE TABLE device_search (
  key TEXT NOT NULL,
  device_id TEXT NOT NULL REFERENCES devices ON DELETE CASCADE,
  PRIMARY KEY (key, device_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX device_search_device ON device_search (device_id, key);

CREATE TABLE device_actions (
  device_id TEXT NOT NULL REFERENCES devices ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  state TEXT NOT NULL,
  requested_at TEXT,
  updated_at TEXT,
  PRIMARY KEY (device_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE configurations (
  id TEXT NOT NULL PRIMARY KEY,
  display_name TEXT,
  profile_type TEXT NOT NULL
) STRICT;

CREATE TABLE policy_states (
  id TEXT NOT NULL PRIMARY KEY,
  device_id TEXT NOT NULL REFERENCES devices ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('COMPLIANCE', 'CONFIGURATION')),
  profile_type TEXT,
  display_name TEXT,
  name_key TEXT NOT NULL,
  state TEXT NOT NULL,
  severity INTEGER NOT NULL,
  user_principal_name TEXT,
  error_code TEXT,
  error_description TEXT
) STRICT;

CREATE INDEX policy_states_device ON policy_states (device_id, kind, severity, name_key, id);

CREATE TABLE policy_setting_states (
  state_id TEXT NOT NULL REFERENCES policy_states ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  name TEXT NOT NULL,
  state TEXT NOT NULL,
  current_value TEXT,
  sources TEXT NOT NULL,
  error_code TEXT,
  error_description TEXT,
  PRIMARY KEY (state_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE enrollment_failures (
  id TEXT NOT NULL PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
  occurred_at TEXT NOT NULL,
  operating_system TEXT,
  os_version TEXT,
  category TEXT NOT NULL,
  reason TEXT
) STRICT;

CREATE INDEX enrollment_failures_user ON enrollment_failures (user_id, occurred_at, id);
