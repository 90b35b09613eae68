-- What PostGraphile needs beside the tables, so that one operation gives the whole answer: a view, and computed columns.
CREATE OR REPLACE VIEW memberships AS
SELECT m.member_id AS user_id, g.id AS group_id, g.name_key, BOOL_OR(m.group_id = g.id) AS direct
FROM group_members m
JOIN group_ancestors a ON a.group_id = m.group_id
JOIN groups g ON g.id = a.ancestor_id
WHERE m.kind = 'USER'
GROUP BY m.member_id, g.id;

CREATE OR REPLACE FUNCTION users_noncompliant_devices(u users) RETURNS BIGINT LANGUAGE SQL STABLE AS $$
  SELECT COUNT(*) FROM devices d
  WHERE d.user_id = u.id AND (d.compliance IN ('CONFLICT', 'ERROR') OR (d.compliance IN ('NONCOMPLIANT', 'IN_GRACE_PERIOD')
    AND NOT COALESCE(d.grace_until > to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), FALSE)))
$$;

CREATE OR REPLACE FUNCTION users_failed_apps(u users) RETURNS BIGINT LANGUAGE SQL STABLE AS $$
  SELECT COUNT(DISTINCT s.app_id) FROM devices d JOIN app_install_states s ON s.device_id = d.id
  WHERE d.user_id = u.id AND s.state IN ('FAILED', 'UNINSTALL_FAILED')
$$;

CREATE OR REPLACE FUNCTION users_apps_not_checked_in(u users) RETURNS BIGINT LANGUAGE SQL STABLE AS $$
  SELECT COUNT(*) FROM app_protections p WHERE p.user_id = u.id AND p.state = 'NOT_CHECKED_IN'
$$;

CREATE OR REPLACE FUNCTION users_sorted_licenses(u users) RETURNS SETOF user_licenses LANGUAGE SQL STABLE AS $$
  SELECT l.* FROM user_licenses l LEFT JOIN skus s ON s.id = l.sku_id
  WHERE l.user_id = u.id ORDER BY COALESCE(s.part_number, ''), l.service_plan, l.sku_id, l.plan_id
$$;

CREATE OR REPLACE FUNCTION devices_app_install_summary(d devices) RETURNS TEXT LANGUAGE SQL STABLE AS $$
  SELECT CASE
    WHEN BOOL_OR(s.state IN ('FAILED', 'UNINSTALL_FAILED')) THEN 'FAILED'
    WHEN BOOL_OR(s.state = 'PENDING_INSTALL') THEN 'PENDING'
    WHEN BOOL_OR(s.state = 'INSTALLED') THEN 'INSTALLED'
    ELSE 'NONE'
  END
  FROM app_install_states s WHERE s.device_id = d.id
$$;

CREATE OR REPLACE FUNCTION policy_states_settings(p policy_states, states TEXT[])
RETURNS SETOF policy_setting_states LANGUAGE SQL STABLE AS $$
  SELECT t.* FROM policy_setting_states t WHERE t.state_id = p.id AND t.state = ANY (states) ORDER BY t.ordinal
$$;

CREATE OR REPLACE FUNCTION app_protections_policies(p app_protections)
RETURNS SETOF app_protection_policies LANGUAGE SQL STABLE AS $$
  SELECT a.* FROM app_protection_state_policies sp JOIN app_protection_policies a ON a.id = sp.policy_id
  WHERE sp.state_id = p.id ORDER BY a.name_key, a.id
$$;
