-- Known issues, which administrators record: findings of a rule, about an app, a policy, a kind of connector or all, fold
-- under one while it is open. The app or policy can be gone, so nothing refers to it.
CREATE TABLE known_issues (
  id TEXT NOT NULL PRIMARY KEY,
  rule TEXT NOT NULL,
  app_id TEXT,
  policy_id TEXT,
  connector_kind TEXT,
  text TEXT NOT NULL,
  ticket TEXT,
  recorded_at TEXT NOT NULL,
  ends_at TEXT NOT NULL,
  ended_at TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE INDEX known_issues_order ON known_issues (recorded_at, id);

CREATE INDEX known_issues_open ON known_issues (ends_at) WHERE ended_at IS NULL;
