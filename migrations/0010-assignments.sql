-- Compliance policies and enrolment restrictions are kept beside configuration profiles.
ALTER TABLE configurations RENAME TO policies;

ALTER TABLE policies ADD COLUMN kind TEXT NOT NULL DEFAULT 'CONFIGURATION'
  CHECK (kind IN ('COMPLIANCE', 'CONFIGURATION', 'ENROLLMENT_RESTRICTION', 'ENROLLMENT_LIMIT'));

ALTER TABLE policies ADD COLUMN name_key TEXT NOT NULL DEFAULT '';

ALTER TABLE policies ADD COLUMN platform TEXT NOT NULL DEFAULT 'UNKNOWN';

ALTER TABLE policies ADD COLUMN modified_at TEXT;

-- Of enrolment restrictions: the one with the smallest priority counts, and 0 is the default, which counts last.
ALTER TABLE policies ADD COLUMN priority INTEGER;

ALTER TABLE policies ADD COLUMN device_limit INTEGER;

CREATE INDEX policies_name ON policies (name_key, id);

ALTER TABLE policy_states ADD COLUMN policy_id TEXT;

ALTER TABLE tenants ADD COLUMN compliance_validity_days INTEGER;

ALTER TABLE tenants ADD COLUMN secure_by_default INTEGER CHECK (secure_by_default IN (0, 1));

CREATE TABLE assignment_filters (
  id TEXT NOT NULL PRIMARY KEY,
  display_name TEXT,
  platform TEXT NOT NULL,
  rule TEXT
) STRICT;

-- Whom a policy, an app or an app protection policy is assigned to. The group and the filter need not exist any more.
CREATE TABLE policy_assignments (
  policy_id TEXT NOT NULL REFERENCES policies ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  target TEXT NOT NULL CHECK (target IN ('ALL_USERS', 'ALL_DEVICES', 'GROUP', 'UNKNOWN')),
  group_id TEXT,
  excluded INTEGER NOT NULL CHECK (excluded IN (0, 1)),
  intent TEXT,
  filter_id TEXT,
  filter_mode TEXT NOT NULL CHECK (filter_mode IN ('NONE', 'INCLUDE', 'EXCLUDE')),
  PRIMARY KEY (policy_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE INDEX policy_assignments_group ON policy_assignments (group_id);

CREATE INDEX policy_assignments_target ON policy_assignments (target);

CREATE TABLE app_assignments (
  app_id TEXT NOT NULL REFERENCES apps ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  target TEXT NOT NULL CHECK (target IN ('ALL_USERS', 'ALL_DEVICES', 'GROUP', 'UNKNOWN')),
  group_id TEXT,
  excluded INTEGER NOT NULL CHECK (excluded IN (0, 1)),
  intent TEXT,
  filter_id TEXT,
  filter_mode TEXT NOT NULL CHECK (filter_mode IN ('NONE', 'INCLUDE', 'EXCLUDE')),
  PRIMARY KEY (app_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE INDEX app_assignments_group ON app_assignments (group_id);

CREATE INDEX app_assignments_target ON app_assignments (target);

CREATE TABLE app_protection_assignments (
  policy_id TEXT NOT NULL REFERENCES app_protection_policies ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  target TEXT NOT NULL CHECK (target IN ('ALL_USERS', 'ALL_DEVICES', 'GROUP', 'UNKNOWN')),
  group_id TEXT,
  excluded INTEGER NOT NULL CHECK (excluded IN (0, 1)),
  intent TEXT,
  filter_id TEXT,
  filter_mode TEXT NOT NULL CHECK (filter_mode IN ('NONE', 'INCLUDE', 'EXCLUDE')),
  PRIMARY KEY (policy_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE INDEX app_protection_assignments_group ON app_protection_assignments (group_id);

-- What a device tells of itself beside its name and state.
ALTER TABLE devices ADD COLUMN is_encrypted INTEGER CHECK (is_encrypted IN (0, 1));

ALTER TABLE devices ADD COLUMN is_supervised INTEGER CHECK (is_supervised IN (0, 1));

ALTER TABLE devices ADD COLUMN total_storage_mb INTEGER;

ALTER TABLE devices ADD COLUMN free_storage_mb INTEGER;

ALTER TABLE devices ADD COLUMN imei TEXT;

ALTER TABLE devices ADD COLUMN phone_number TEXT;

ALTER TABLE devices ADD COLUMN wifi_mac TEXT;

ALTER TABLE devices ADD COLUMN enrollment_type TEXT NOT NULL DEFAULT 'UNKNOWN';

ALTER TABLE devices ADD COLUMN category TEXT;

ALTER TABLE devices ADD COLUMN notes TEXT;

ALTER TABLE devices ADD COLUMN is_autopilot INTEGER CHECK (is_autopilot IN (0, 1));

ALTER TABLE devices ADD COLUMN jailbreak TEXT NOT NULL DEFAULT 'UNKNOWN';

ALTER TABLE devices ADD COLUMN lost_mode TEXT NOT NULL DEFAULT 'UNKNOWN';

CREATE TABLE device_logons (
  device_id TEXT NOT NULL REFERENCES devices ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  user_id TEXT NOT NULL,
  logged_on_at TEXT,
  PRIMARY KEY (device_id, ordinal)
) STRICT, WITHOUT ROWID;
