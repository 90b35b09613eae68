-- With the state, the index holds everything that candidates of findings are chosen by, so that no row is read for them.
CREATE INDEX app_install_states_failures ON app_install_states (device_id, error_code, state) WHERE state IN ('FAILED', 'UNINSTALL_FAILED');
