-- Apps, their states on devices, and app protection.
CREATE TABLE apps (
  id TEXT NOT NULL PRIMARY KEY,
  display_name TEXT,
  name_key TEXT NOT NULL,
  publisher TEXT,
  platform TEXT NOT NULL,
  identifier TEXT
) STRICT;

CREATE INDEX apps_name ON apps (name_key, id);

CREATE TABLE app_search (
  key TEXT NOT NULL,
  app_id TEXT NOT NULL REFERENCES apps ON DELETE CASCADE,
  PRIMARY KEY (key, app_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX app_search_app ON app_search (app_id, key);

-- An app can have a state for each user of a device. user_id is '' if Microsoft names no user.
CREATE TABLE app_install_states (
  device_id TEXT NOT NULL REFERENCES devices ON DELETE CASCADE,
  app_id TEXT NOT NULL REFERENCES apps ON DELETE CASCADE,
  user_id TEXT NOT NULL,
  intent TEXT NOT NULL,
  state TEXT NOT NULL,
  severity INTEGER NOT NULL,
  name_key TEXT NOT NULL,
  version TEXT,
  error_code TEXT,
  PRIMARY KEY (device_id, app_id, user_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX app_install_states_device ON app_install_states (device_id, severity, name_key, app_id, user_id);

CREATE INDEX app_install_states_app ON app_install_states (app_id, severity, device_id, user_id);

CREATE TABLE app_protection_policies (
  id TEXT NOT NULL PRIMARY KEY,
  display_name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  platform TEXT NOT NULL
) STRICT;

CREATE TABLE user_app_protection_policies (
  user_id TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
  policy_id TEXT NOT NULL REFERENCES app_protection_policies ON DELETE CASCADE,
  PRIMARY KEY (user_id, policy_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX user_app_protection_policies_policy ON user_app_protection_policies (policy_id);

CREATE TABLE app_protections (
  id TEXT NOT NULL PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
  state TEXT NOT NULL,
  severity INTEGER NOT NULL,
  app_name TEXT,
  name_key TEXT NOT NULL,
  device_name TEXT,
  device_type TEXT,
  platform TEXT NOT NULL,
  flagged_reasons TEXT NOT NULL,
  last_sync_at TEXT,
  device_id TEXT REFERENCES devices ON DELETE SET NULL
) STRICT;

CREATE INDEX app_protections_user ON app_protections (user_id, severity, name_key, id);

CREATE INDEX app_protections_device ON app_protections (device_id);

CREATE TABLE app_protection_state_policies (
  state_id TEXT NOT NULL REFERENCES app_protections ON DELETE CASCADE,
  policy_id TEXT NOT NULL REFERENCES app_protection_policies ON DELETE CASCADE,
  PRIMARY KEY (state_id, policy_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX app_protection_state_policies_policy ON app_protection_state_policies (policy_id);
