-- What a sync reads part by part, device by device or app by app, is not all read each time: when each part was read.
CREATE TABLE sync_reads (
  resource TEXT NOT NULL,
  parent_id TEXT NOT NULL,
  read_at TEXT NOT NULL,
  PRIMARY KEY (resource, parent_id)
) STRICT, WITHOUT ROWID;

-- When a kind was last written, whether all of it could be read or not.
ALTER TABLE sync_kinds ADD COLUMN written_at TEXT;

-- The settings of a policy on a device are read apart from its state. What an earlier version wrote says nothing of it.
ALTER TABLE policy_states ADD COLUMN settings_read INTEGER NOT NULL DEFAULT 0 CHECK (settings_read IN (0, 1));
