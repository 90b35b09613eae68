-- Findings that an operator called wrong. The user, the device or the operator can be gone, so nothing refers to them.
CREATE TABLE reported_findings (
  id TEXT NOT NULL PRIMARY KEY,
  rule TEXT NOT NULL,
  severity TEXT NOT NULL,
  user_id TEXT,
  device_id TEXT,
  operator_id TEXT NOT NULL,
  reason TEXT NOT NULL,
  reported_at TEXT NOT NULL
) STRICT;

CREATE INDEX reported_findings_order ON reported_findings (reported_at, id);

CREATE INDEX reported_findings_operator ON reported_findings (operator_id, reported_at);

CREATE INDEX reported_findings_rule ON reported_findings (rule, reported_at, id);
