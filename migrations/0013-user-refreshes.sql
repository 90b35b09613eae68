-- The reading of one user at once, which an operator asked for. Rows of the last days count for the limit per operator.
CREATE TABLE user_refreshes (
  id TEXT NOT NULL PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
  operator_id TEXT NOT NULL,
  requested_at TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('QUEUED', 'RUNNING', 'COMPLETED', 'PARTIAL', 'FAILED')),
  alive_until TEXT NOT NULL,
  finished_at TEXT,
  failure TEXT,
  problem TEXT,
  kinds TEXT NOT NULL DEFAULT '[]'
) STRICT;

CREATE INDEX user_refreshes_user ON user_refreshes (user_id, requested_at);

CREATE INDEX user_refreshes_operator ON user_refreshes (operator_id, requested_at);

-- Whether a sync or a refresh holds the lease, and since when.
ALTER TABLE sync_lease ADD COLUMN purpose TEXT NOT NULL DEFAULT 'SYNC' CHECK (purpose IN ('SYNC', 'REFRESH'));

ALTER TABLE sync_lease ADD COLUMN since TEXT;
