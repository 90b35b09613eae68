-- Names the key that sealed the head of the audit trail, so that another key is not taken for a changed trail.
ALTER TABLE audit_head ADD COLUMN key_id TEXT NOT NULL DEFAULT '';

-- How often Microsoft Graph throttled the syncs of a kind since the database was made.
ALTER TABLE sync_kinds ADD COLUMN throttled INTEGER NOT NULL DEFAULT 0;
