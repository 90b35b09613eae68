-- Since when this service has seen the present state of a row. Null for the state in which it first saw the row, unless an
-- earlier reading of the same part of Microsoft Graph had no such row. Triggers set it, so that every writer is noted.
ALTER TABLE users ADD COLUMN account_since TEXT;

ALTER TABLE users ADD COLUMN licensed_since TEXT;

ALTER TABLE devices ADD COLUMN management_since TEXT;

ALTER TABLE policy_states ADD COLUMN state_since TEXT;

ALTER TABLE app_install_states ADD COLUMN state_since TEXT;

ALTER TABLE app_protections ADD COLUMN flagged_since TEXT;

-- When the rows were read that are being written; null if this is the first reading of a folder. A folder has everything.
ALTER TABLE imports_under_way ADD COLUMN seen_at TEXT;

ALTER TABLE imports_under_way ADD COLUMN has_everything INTEGER NOT NULL DEFAULT 0 CHECK (has_everything IN (0, 1));

CREATE TRIGGER users_account_seen AFTER UPDATE ON users WHEN NEW.account_enabled IS DISTINCT FROM OLD.account_enabled BEGIN UPDATE users SET account_since = (SELECT i.seen_at FROM imports_under_way i WHERE NEW.account_enabled IS NOT NULL AND OLD.account_enabled IS NOT NULL) WHERE id = NEW.id; END;

CREATE TRIGGER users_licensed_seen AFTER UPDATE ON users WHEN NEW.intune_licensed <> OLD.intune_licensed BEGIN UPDATE users SET licensed_since = (SELECT i.seen_at FROM imports_under_way i) WHERE id = NEW.id; END;

CREATE TRIGGER devices_management_seen AFTER UPDATE ON devices WHEN NEW.management_state <> OLD.management_state BEGIN UPDATE devices SET management_since = (SELECT i.seen_at FROM imports_under_way i) WHERE id = NEW.id; END;

CREATE TRIGGER app_protections_flagged_seen AFTER UPDATE ON app_protections WHEN NEW.flagged_reasons <> OLD.flagged_reasons BEGIN UPDATE app_protections SET flagged_since = (SELECT i.seen_at FROM imports_under_way i) WHERE id = NEW.id; END;

CREATE TRIGGER policy_states_seen AFTER UPDATE ON policy_states WHEN NEW.state <> OLD.state OR NEW.error_code <> OLD.error_code BEGIN UPDATE policy_states SET state_since = (SELECT i.seen_at FROM imports_under_way i) WHERE id = NEW.id; END;

CREATE TRIGGER policy_states_came AFTER INSERT ON policy_states WHEN EXISTS (SELECT 1 FROM imports_under_way i WHERE i.seen_at IS NOT NULL AND (i.has_everything = 1 OR EXISTS (SELECT 1 FROM sync_reads r WHERE r.resource = CASE NEW.kind WHEN 'COMPLIANCE' THEN 'deviceCompliancePolicyStates' ELSE 'deviceConfigurationStates' END AND r.parent_id = NEW.device_id))) BEGIN UPDATE policy_states SET state_since = (SELECT i.seen_at FROM imports_under_way i) WHERE id = NEW.id; END;

CREATE TRIGGER app_install_states_seen AFTER UPDATE ON app_install_states WHEN NEW.state <> OLD.state OR NEW.error_code <> OLD.error_code BEGIN UPDATE app_install_states SET state_since = (SELECT i.seen_at FROM imports_under_way i) WHERE device_id = NEW.device_id AND app_id = NEW.app_id AND user_id = NEW.user_id; END;

CREATE TRIGGER app_install_states_came AFTER INSERT ON app_install_states WHEN EXISTS (SELECT 1 FROM imports_under_way i WHERE i.seen_at IS NOT NULL AND (i.has_everything = 1 OR EXISTS (SELECT 1 FROM sync_reads r WHERE r.resource = 'appInstallReport' AND r.parent_id = NEW.app_id) OR EXISTS (SELECT 1 FROM sync_reads r WHERE r.resource = 'mobileAppIntentAndStates' AND r.parent_id = NEW.device_id))) BEGIN UPDATE app_install_states SET state_since = (SELECT i.seen_at FROM imports_under_way i) WHERE device_id = NEW.device_id AND app_id = NEW.app_id AND user_id = NEW.user_id; END;
