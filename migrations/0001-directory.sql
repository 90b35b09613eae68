-- The organisation, its users, groups and Entra devices. A database holds one tenant.
CREATE TABLE tenants (
  id TEXT NOT NULL PRIMARY KEY,
  singleton INTEGER NOT NULL DEFAULT 1 UNIQUE CHECK (singleton = 1),
  display_name TEXT NOT NULL,
  subscription_state TEXT NOT NULL,
  mdm_authority TEXT NOT NULL,
  rights_version INTEGER NOT NULL DEFAULT 0
) STRICT;

-- When each kind of object was last read completely.
CREATE TABLE readings (
  kind TEXT NOT NULL PRIMARY KEY,
  completed_at TEXT NOT NULL
) STRICT;

CREATE TABLE connectors (
  id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  name TEXT,
  name_key TEXT NOT NULL,
  reported TEXT CHECK (reported IN ('NOT_ENABLED', 'UNHEALTHY')),
  expires_at TEXT,
  last_sync_at TEXT
) STRICT;

CREATE TABLE skus (
  id TEXT NOT NULL PRIMARY KEY,
  part_number TEXT
) STRICT;

CREATE TABLE users (
  id TEXT NOT NULL PRIMARY KEY,
  user_principal_name TEXT NOT NULL,
  upn_key TEXT NOT NULL,
  display_name TEXT,
  name_key TEXT NOT NULL,
  mail TEXT,
  account_enabled INTEGER CHECK (account_enabled IN (0, 1)),
  job_title TEXT,
  department TEXT,
  usage_location TEXT,
  preferred_language TEXT,
  intune_licensed INTEGER NOT NULL CHECK (intune_licensed IN (0, 1))
) STRICT;

CREATE INDEX users_upn ON users (upn_key, id);

CREATE INDEX users_name ON users (name_key, id);

CREATE TABLE user_search (
  key TEXT NOT NULL,
  user_id TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
  PRIMARY KEY (key, user_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX user_search_user ON user_search (user_id, key);

CREATE TABLE user_licenses (
  user_id TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
  sku_id TEXT NOT NULL,
  plan_id TEXT NOT NULL,
  service_plan TEXT NOT NULL,
  state TEXT NOT NULL,
  error TEXT,
  PRIMARY KEY (user_id, sku_id, plan_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE groups (
  id TEXT NOT NULL PRIMARY KEY,
  display_name TEXT,
  name_key TEXT NOT NULL,
  description TEXT,
  membership_type TEXT NOT NULL,
  security_enabled INTEGER NOT NULL CHECK (security_enabled IN (0, 1)),
  origin TEXT NOT NULL CHECK (origin IN ('INTUNE', 'LOCAL'))
) STRICT;

CREATE INDEX groups_name ON groups (name_key, id);

CREATE TABLE group_search (
  key TEXT NOT NULL,
  group_id TEXT NOT NULL REFERENCES groups ON DELETE CASCADE,
  PRIMARY KEY (key, group_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX group_search_group ON group_search (group_id, key);

-- Direct members only. A member is a user, a group, or an Entra device by its object id.
CREATE TABLE group_members (
  group_id TEXT NOT NULL REFERENCES groups ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('USER', 'GROUP', 'DEVICE')),
  member_id TEXT NOT NULL,
  PRIMARY KEY (group_id, kind, member_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX group_members_member ON group_members (kind, member_id, group_id);

-- The transitive closure of nested groups. Each group is also its own ancestor.
CREATE TABLE group_ancestors (
  group_id TEXT NOT NULL REFERENCES groups ON DELETE CASCADE,
  ancestor_id TEXT NOT NULL REFERENCES groups ON DELETE CASCADE,
  PRIMARY KEY (group_id, ancestor_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX group_ancestors_ancestor ON group_ancestors (ancestor_id, group_id);

CREATE TABLE entra_devices (
  id TEXT NOT NULL PRIMARY KEY,
  device_id TEXT NOT NULL,
  join_type TEXT NOT NULL,
  compliance TEXT NOT NULL
) STRICT;

-- Not unique: a device that joins again can have two objects until the old one is deleted.
CREATE INDEX entra_devices_device ON entra_devices (device_id);
