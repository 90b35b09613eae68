-- A keyed hash of the head of the audit trail. Someone who truncates the trail and rewrites its head cannot make it.
ALTER TABLE audit_head ADD COLUMN seal TEXT NOT NULL DEFAULT '';

-- For deleting rows older than a week. Clients repeat a mutation within minutes.
CREATE INDEX client_mutations_created ON client_mutations (created_at);

-- The column was never read.
ALTER TABLE tenants DROP COLUMN rights_version;
