-- When the app was last changed, which may be why it fails.
ALTER TABLE apps ADD COLUMN modified_at TEXT;
