-- A keyed hash over the head of the audit trail: a trail that was cut and given another head does not have it.
ALTER TABLE audit_head ADD COLUMN seal TEXT NOT NULL DEFAULT '';

-- Rows older than a week are deleted: a client repeats a mutation within minutes.
CREATE INDEX client_mutations_created ON client_mutations (created_at);

-- It was written and never read.
ALTER TABLE tenants DROP COLUMN rights_version;
