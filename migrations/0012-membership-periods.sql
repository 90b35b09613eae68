-- When users joined and left groups, from now on. A membership has a row if a sync saw it begin or end; `since` is empty if it
-- is older. `unread` marks a membership that grants nothing only because it could not be read.
CREATE TABLE group_membership_periods (
  group_id TEXT NOT NULL REFERENCES groups ON DELETE CASCADE,
  member_id TEXT NOT NULL,
  since TEXT NOT NULL,
  until TEXT,
  unread INTEGER NOT NULL DEFAULT 0 CHECK (unread IN (0, 1)),
  PRIMARY KEY (group_id, member_id, since)
) STRICT, WITHOUT ROWID;

CREATE INDEX group_membership_periods_member ON group_membership_periods (member_id, until, group_id, since);

CREATE INDEX group_membership_periods_until ON group_membership_periods (until);

CREATE INDEX group_membership_periods_unread ON group_membership_periods (unread) WHERE unread = 1;

-- Groups that the present sync has brought: their members did not join just now.
CREATE TABLE new_groups (
  group_id TEXT NOT NULL PRIMARY KEY REFERENCES groups ON DELETE CASCADE
) STRICT;

-- The time to note for changes of memberships; null if they are not news, as in a first import.
ALTER TABLE imports_under_way ADD COLUMN noted_at TEXT;

CREATE TRIGGER groups_new AFTER INSERT ON groups WHEN NEW.origin = 'INTUNE' AND EXISTS (SELECT 1 FROM imports_under_way WHERE noted_at IS NOT NULL) BEGIN INSERT INTO new_groups (group_id) VALUES (NEW.id); END;

CREATE TRIGGER group_members_joined AFTER INSERT ON group_members WHEN NEW.kind = 'USER' AND EXISTS (SELECT 1 FROM imports_under_way WHERE noted_at IS NOT NULL) AND NOT EXISTS (SELECT 1 FROM new_groups n WHERE n.group_id = NEW.group_id) AND NOT EXISTS (SELECT 1 FROM group_membership_periods o WHERE o.group_id = NEW.group_id AND o.member_id = NEW.member_id AND o.until IS NULL) BEGIN INSERT INTO group_membership_periods (group_id, member_id, since) SELECT NEW.group_id, NEW.member_id, i.noted_at FROM imports_under_way i WHERE TRUE ON CONFLICT (group_id, member_id, since) DO UPDATE SET until = NULL; END;

CREATE TRIGGER group_members_left AFTER DELETE ON group_members WHEN OLD.kind = 'USER' AND EXISTS (SELECT 1 FROM imports_under_way WHERE noted_at IS NOT NULL) AND EXISTS (SELECT 1 FROM groups g WHERE g.id = OLD.group_id) AND EXISTS (SELECT 1 FROM users u WHERE u.id = OLD.member_id) BEGIN INSERT INTO group_membership_periods (group_id, member_id, since) SELECT OLD.group_id, OLD.member_id, '' FROM imports_under_way i WHERE NOT EXISTS (SELECT 1 FROM group_membership_periods o WHERE o.group_id = OLD.group_id AND o.member_id = OLD.member_id AND o.until IS NULL) ON CONFLICT (group_id, member_id, since) DO UPDATE SET until = NULL; UPDATE group_membership_periods SET until = (SELECT i.noted_at FROM imports_under_way i) WHERE group_id = OLD.group_id AND member_id = OLD.member_id AND until IS NULL; END;

CREATE TRIGGER users_forgotten AFTER DELETE ON users BEGIN DELETE FROM group_membership_periods WHERE member_id = OLD.id; END;
