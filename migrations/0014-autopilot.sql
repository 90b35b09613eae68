-- What Windows Autopilot knows of devices, how their set-ups went, and which apps need or replace others.
CREATE TABLE autopilot_devices (
  id TEXT NOT NULL PRIMARY KEY,
  device_id TEXT NOT NULL REFERENCES devices ON DELETE CASCADE,
  group_tag TEXT,
  profile_state TEXT NOT NULL,
  profile_problem TEXT NOT NULL,
  profile_assigned_at TEXT,
  enrollment_state TEXT NOT NULL,
  last_contact_at TEXT
) STRICT;

CREATE INDEX autopilot_devices_device ON autopilot_devices (device_id);

CREATE TABLE setup_events (
  id TEXT NOT NULL PRIMARY KEY,
  device_id TEXT NOT NULL REFERENCES devices ON DELETE CASCADE,
  occurred_at TEXT NOT NULL,
  started_at TEXT,
  ended_at TEXT,
  profile_name TEXT,
  status_page_name TEXT,
  state TEXT NOT NULL,
  enrollment_state TEXT NOT NULL,
  device_setup_state TEXT NOT NULL,
  account_setup_state TEXT NOT NULL,
  total_seconds INTEGER,
  preparation_seconds INTEGER,
  device_setup_seconds INTEGER,
  account_setup_seconds INTEGER,
  reason TEXT
) STRICT;

CREATE INDEX setup_events_device ON setup_events (device_id);

-- The app needs or replaces the target, which need not exist any more.
CREATE TABLE app_relations (
  app_id TEXT NOT NULL REFERENCES apps ON DELETE CASCADE,
  target_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('DEPENDENCY', 'SUPERSEDENCE')),
  mode TEXT NOT NULL,
  PRIMARY KEY (app_id, kind, target_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX app_relations_target ON app_relations (target_id);
