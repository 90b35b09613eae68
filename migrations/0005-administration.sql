-- Administration of roles: the record of mutations, the audit trail, and the triggers that protect Intune's roles.

-- Completed mutations with a clientMutationId, so that a repeated mutation runs only once.
CREATE TABLE client_mutations (
  operator_id TEXT NOT NULL,
  client_mutation_id TEXT NOT NULL,
  mutation TEXT NOT NULL,
  input_hash TEXT NOT NULL,
  object_id TEXT NOT NULL,
  created_at TEXT NOT NULL,
  PRIMARY KEY (operator_id, client_mutation_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE audit_events (
  seq INTEGER NOT NULL PRIMARY KEY CHECK (seq >= 1),
  occurred_at TEXT NOT NULL,
  actor_id TEXT,
  action TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('DONE', 'REFUSED')),
  subject_id TEXT,
  before TEXT,
  after TEXT,
  request_id TEXT,
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;

CREATE INDEX audit_events_actor ON audit_events (actor_id, seq);

CREATE INDEX audit_events_subject ON audit_events (subject_id, seq);

-- The last link of the hash chain, which reveals a truncated trail.
CREATE TABLE audit_head (
  singleton INTEGER NOT NULL PRIMARY KEY CHECK (singleton = 1),
  seq INTEGER NOT NULL,
  hash TEXT NOT NULL
) STRICT;

-- Holds a row while an import writes. Only then may roles and assignments from Intune change.
CREATE TABLE imports_under_way (
  singleton INTEGER NOT NULL PRIMARY KEY CHECK (singleton = 1)
) STRICT;

CREATE TRIGGER roles_update_guard BEFORE UPDATE ON roles WHEN OLD.origin <> 'LOCAL' AND NOT EXISTS (SELECT 1 FROM imports_under_way) BEGIN SELECT RAISE(ABORT, 'only an import changes this role'); END;

CREATE TRIGGER roles_delete_guard BEFORE DELETE ON roles WHEN OLD.origin <> 'LOCAL' AND NOT EXISTS (SELECT 1 FROM imports_under_way) BEGIN SELECT RAISE(ABORT, 'only an import deletes this role'); END;

CREATE TRIGGER role_assignments_update_guard BEFORE UPDATE ON role_assignments WHEN OLD.origin <> 'LOCAL' AND NOT EXISTS (SELECT 1 FROM imports_under_way) BEGIN SELECT RAISE(ABORT, 'only an import changes this assignment'); END;

CREATE TRIGGER role_assignments_delete_guard BEFORE DELETE ON role_assignments WHEN OLD.origin <> 'LOCAL' AND NOT EXISTS (SELECT 1 FROM imports_under_way) BEGIN SELECT RAISE(ABORT, 'only an import deletes this assignment'); END;

CREATE TRIGGER audit_events_update_guard BEFORE UPDATE ON audit_events BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;

CREATE TRIGGER audit_events_delete_guard BEFORE DELETE ON audit_events BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;

-- SQLite fires no delete trigger when INSERT OR REPLACE replaces a row, so inserts over protected rows fail too.
CREATE TRIGGER roles_insert_guard BEFORE INSERT ON roles WHEN EXISTS (SELECT 1 FROM roles o WHERE o.id = NEW.id AND o.origin <> 'LOCAL') AND NOT EXISTS (SELECT 1 FROM imports_under_way) BEGIN SELECT RAISE(ABORT, 'only an import changes this role'); END;

CREATE TRIGGER role_assignments_insert_guard BEFORE INSERT ON role_assignments WHEN EXISTS (SELECT 1 FROM role_assignments o WHERE o.id = NEW.id AND o.origin <> 'LOCAL') AND NOT EXISTS (SELECT 1 FROM imports_under_way) BEGIN SELECT RAISE(ABORT, 'only an import changes this assignment'); END;

CREATE TRIGGER audit_events_insert_guard BEFORE INSERT ON audit_events WHEN EXISTS (SELECT 1 FROM audit_events o WHERE o.seq = NEW.seq) BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;

-- The parts of roles and assignments are protected like the roles and assignments.
CREATE TRIGGER role_permissions_insert_guard BEFORE INSERT ON role_permissions WHEN EXISTS (SELECT 1 FROM roles o WHERE o.id = NEW.role_id AND o.origin <> 'LOCAL') AND NOT EXISTS (SELECT 1 FROM imports_under_way) BEGIN SELECT RAISE(ABORT, 'only an import changes this role'); END;

CREATE TRIGGER role_permissions_update_guard BEFORE UPDATE ON role_permissions WHEN EXISTS (SELECT 1 FROM roles o WHERE o.id = OLD.role_id AND o.origin <> 'LOCAL') AND NOT EXISTS (SELECT 1 FROM imports_under_way) BEGIN SELECT RAISE(ABORT, 'only an import changes this role'); END;

CREATE TRIGGER role_permissions_delete_guard BEFORE DELETE ON role_permissions WHEN EXISTS (SELECT 1 FROM roles o WHERE o.id = OLD.role_id AND o.origin <> 'LOCAL') AND NOT EXISTS (SELECT 1 FROM imports_under_way) BEGIN SELECT RAISE(ABORT, 'only an import changes this role'); END;

CREATE TRIGGER assignment_members_insert_guard BEFORE INSERT ON assignment_members WHEN EXISTS (SELECT 1 FROM role_assignments o WHERE o.id = NEW.assignment_id AND o.origin <> 'LOCAL') AND NOT EXISTS (SELECT 1 FROM imports_under_way) BEGIN SELECT RAISE(ABORT, 'only an import changes this assignment'); END;

CREATE TRIGGER assignment_members_update_guard BEFORE UPDATE ON assignment_members WHEN EXISTS (SELECT 1 FROM role_assignments o WHERE o.id = OLD.assignment_id AND o.origin <> 'LOCAL') AND NOT EXISTS (SELECT 1 FROM imports_under_way) BEGIN SELECT RAISE(ABORT, 'only an import changes this assignment'); END;

CREATE TRIGGER assignment_members_delete_guard BEFORE DELETE ON assignment_members WHEN EXISTS (SELECT 1 FROM role_assignments o WHERE o.id = OLD.assignment_id AND o.origin <> 'LOCAL') AND NOT EXISTS (SELECT 1 FROM imports_under_way) BEGIN SELECT RAISE(ABORT, 'only an import changes this assignment'); END;

CREATE TRIGGER assignment_scopes_insert_guard BEFORE INSERT ON assignment_scopes WHEN EXISTS (SELECT 1 FROM role_assignments o WHERE o.id = NEW.assignment_id AND o.origin <> 'LOCAL') AND NOT EXISTS (SELECT 1 FROM imports_under_way) BEGIN SELECT RAISE(ABORT, 'only an import changes this assignment'); END;

CREATE TRIGGER assignment_scopes_update_guard BEFORE UPDATE ON assignment_scopes WHEN EXISTS (SELECT 1 FROM role_assignments o WHERE o.id = OLD.assignment_id AND o.origin <> 'LOCAL') AND NOT EXISTS (SELECT 1 FROM imports_under_way) BEGIN SELECT RAISE(ABORT, 'only an import changes this assignment'); END;

CREATE TRIGGER assignment_scopes_delete_guard BEFORE DELETE ON assignment_scopes WHEN EXISTS (SELECT 1 FROM role_assignments o WHERE o.id = OLD.assignment_id AND o.origin <> 'LOCAL') AND NOT EXISTS (SELECT 1 FROM imports_under_way) BEGIN SELECT RAISE(ABORT, 'only an import changes this assignment'); END;
