-- Where rules of findings may speak, by user or device, so that the list of all findings need not look at everybody.
CREATE INDEX users_disabled ON users (id) WHERE account_enabled = 0;

CREATE INDEX users_unlicensed ON users (id) WHERE intune_licensed = 0;

CREATE INDEX user_licenses_ending ON user_licenses (user_id) WHERE state = 'WARNING';

CREATE INDEX devices_contact ON devices (id, last_check_in_at, certificate_expires_at, managed_by);

CREATE INDEX devices_registration ON devices (id, entra_device_id, user_id, platform, enrolled_at);

CREATE INDEX devices_leaving ON devices (id, management_state) WHERE management_state <> 'MANAGED';

CREATE INDEX devices_unsound ON devices (id, compliance, grace_until) WHERE compliance <> 'COMPLIANT';

CREATE INDEX devices_silent_ever ON devices (id, enrolled_at) WHERE last_check_in_at IS NULL;

CREATE INDEX devices_unencrypted ON devices (id) WHERE is_encrypted = 0;

CREATE INDEX devices_lost ON devices (id) WHERE lost_mode = 'ENABLED';

CREATE INDEX devices_full ON devices (id) WHERE free_storage_mb > 0 AND free_storage_mb < 2000;

CREATE INDEX entra_devices_unsound ON entra_devices (device_id) WHERE compliance <> 'COMPLIANT';

CREATE INDEX device_actions_failed ON device_actions (device_id, updated_at) WHERE state IN ('FAILED', 'NOT_SUPPORTED');

CREATE INDEX device_actions_waiting ON device_actions (device_id, requested_at) WHERE state = 'PENDING';

CREATE INDEX device_actions_locking ON device_actions (device_id, kind, updated_at) WHERE state = 'DONE' AND kind IN ('ENABLE_LOST_MODE', 'REMOTE_LOCK');

CREATE INDEX policy_states_unsound ON policy_states (device_id, state, user_id, id) WHERE kind = 'COMPLIANCE' AND state IN ('ERROR', 'CONFLICT', 'NONCOMPLIANT', 'IN_GRACE_PERIOD');

CREATE INDEX policy_states_failed ON policy_states (device_id, profile_type, error_code, policy_id) WHERE kind = 'CONFIGURATION' AND state = 'ERROR';

CREATE INDEX policy_states_conflicting ON policy_states (device_id) WHERE kind = 'CONFIGURATION' AND state = 'CONFLICT';

CREATE INDEX policy_setting_states_noncompliant ON policy_setting_states (name, state_id) WHERE state = 'NONCOMPLIANT';

CREATE INDEX app_install_states_failed ON app_install_states (device_id, error_code) WHERE state IN ('FAILED', 'UNINSTALL_FAILED');

CREATE INDEX app_install_states_code ON app_install_states (error_code, device_id) WHERE error_code IS NOT NULL;

CREATE INDEX app_protections_report ON app_protections (user_id, last_sync_at, state);

CREATE INDEX app_protections_flagged ON app_protections (user_id) WHERE flagged_reasons <> '[]';

-- An app that fails widely is counted from the index alone.
CREATE INDEX app_install_states_failing ON app_install_states (app_id, error_code, device_id) WHERE state = 'FAILED';

CREATE INDEX setup_events_failed ON setup_events (device_id, occurred_at) WHERE state = 'FAILURE';

CREATE INDEX autopilot_devices_without_profile ON autopilot_devices (device_id, enrollment_state) WHERE profile_state IN ('NOT_ASSIGNED', 'FAILED');
