-- The sync with Microsoft Graph: the state of each kind of object, the delta links, invalid objects that were set aside,
-- and the lease of the running sync.
CREATE TABLE sync_kinds (
  kind TEXT NOT NULL PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('RUNNING', 'COMPLETED', 'FAILED')),
  problem TEXT,
  last_completed_at TEXT,
  items INTEGER NOT NULL DEFAULT 0,
  added INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  removed INTEGER NOT NULL DEFAULT 0,
  set_aside INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE sync_links (
  resource TEXT NOT NULL PRIMARY KEY,
  link TEXT NOT NULL
) STRICT;

CREATE TABLE quarantine (
  kind TEXT NOT NULL,
  resource TEXT NOT NULL,
  record TEXT NOT NULL,
  object_id TEXT,
  reason TEXT NOT NULL,
  PRIMARY KEY (kind, resource, record)
) STRICT, WITHOUT ROWID;

CREATE TABLE sync_lease (
  singleton INTEGER NOT NULL PRIMARY KEY CHECK (singleton = 1),
  holder TEXT NOT NULL,
  expires_at TEXT NOT NULL
) STRICT;
