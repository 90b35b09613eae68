-- The connector that the app came from: its Apple volume purchase token. It need not exist any more.
ALTER TABLE apps ADD COLUMN connector_id TEXT;
