-- The group that a licence comes from; null if it was assigned directly. The group need not exist any more.
ALTER TABLE user_licenses ADD COLUMN assigned_by_group TEXT;
