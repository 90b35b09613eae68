-- Roles and their assignments. A row with an ineffective_reason grants nothing.
CREATE TABLE roles (
  id TEXT NOT NULL PRIMARY KEY,
  display_name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  description TEXT,
  origin TEXT NOT NULL CHECK (origin IN ('BUILT_IN', 'INTUNE', 'LOCAL')),
  version INTEGER NOT NULL DEFAULT 1,
  ineffective_reason TEXT
) STRICT;

CREATE INDEX roles_name ON roles (name_key, id);

-- permission is null for actions that this service does not enforce.
CREATE TABLE role_permissions (
  role_id TEXT NOT NULL REFERENCES roles ON DELETE CASCADE,
  action TEXT NOT NULL,
  permission TEXT,
  PRIMARY KEY (role_id, action)
) STRICT, WITHOUT ROWID;

CREATE TABLE role_assignments (
  id TEXT NOT NULL PRIMARY KEY,
  role_id TEXT NOT NULL REFERENCES roles,
  display_name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  description TEXT,
  all_users INTEGER NOT NULL CHECK (all_users IN (0, 1)),
  all_devices INTEGER NOT NULL CHECK (all_devices IN (0, 1)),
  origin TEXT NOT NULL CHECK (origin IN ('INTUNE', 'LOCAL')),
  version INTEGER NOT NULL DEFAULT 1,
  ineffective_reason TEXT
) STRICT;

CREATE INDEX role_assignments_role ON role_assignments (role_id, name_key, id);

CREATE INDEX role_assignments_name ON role_assignments (name_key, id);

CREATE TABLE assignment_members (
  assignment_id TEXT NOT NULL REFERENCES role_assignments ON DELETE CASCADE,
  group_id TEXT NOT NULL REFERENCES groups ON DELETE CASCADE,
  PRIMARY KEY (assignment_id, group_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX assignment_members_group ON assignment_members (group_id, assignment_id);

CREATE TABLE assignment_scopes (
  assignment_id TEXT NOT NULL REFERENCES role_assignments ON DELETE CASCADE,
  group_id TEXT NOT NULL REFERENCES groups ON DELETE CASCADE,
  PRIMARY KEY (assignment_id, group_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX assignment_scopes_group ON assignment_scopes (group_id, assignment_id);
