// The SQL of the peers on PostgreSQL. Each statement reads one set of rows of the troubleshooting operation.
// `user` and `devices` are SQL for the user's id and for an array of the devices' ids: a parameter, or a subquery.
import { createHash } from 'node:crypto';
import pg from 'pg';

const BIGINT = 20;
const NUMERIC = 1700;
for (const type of [BIGINT, NUMERIC]) pg.types.setTypeParser(type, Number);

export const { Pool } = pg;
export const DATABASE_URL = process.env.DATABASE_URL;

/** An array of ids as a parameter. The subquery hides its length, so that PostgreSQL does not plan short ones anew each time. */
export const IDS = '(SELECT $1::text[])::text[]';

/** The most rows of the lists whose length the operation fixes. */
export const LISTED = 20;

export const TENANT = `SELECT id, display_name AS "displayName", subscription_state AS "subscriptionState",
    mdm_authority AS "mdmAuthority", (SELECT completed_at FROM readings WHERE kind = 'organization') AS "syncedAt"
  FROM tenants`;

export const USER = `SELECT id, display_name AS "displayName", user_principal_name AS "userPrincipalName", mail,
    account_enabled AS "accountEnabled", job_title AS "jobTitle", department, usage_location AS "usageLocation",
    intune_licensed AS "intuneLicensed", (SELECT completed_at FROM readings WHERE kind = 'users') AS "syncedAt"
  FROM users WHERE upn_key = $1 ORDER BY id LIMIT 1`;

const DEVICE = `d.id, d.user_id AS "userId", d.device_name AS "deviceName", d.serial_number AS "serialNumber",
  d.managed_by AS "managedBy", d.management_state AS "managementState",
  COALESCE(e.join_type, 'NOT_REGISTERED') AS "joinType", d.ownership, d.compliance, d.grace_until AS "graceEndsAt",
  COALESCE(e.compliance, 'NOT_APPLICABLE') AS "entraCompliance", d.platform, d.operating_system AS "operatingSystem",
  d.os_version AS "osVersion", d.last_check_in_at AS "lastCheckInAt", d.enrolled_at AS "enrolledAt",
  d.certificate_expires_at AS "certificateExpiresAt", d.name_key AS "nameKey"`;

/** One device more than shown tells whether the list continues. */
export const devicesOf = (users, limit) => `SELECT d.* FROM unnest(${users}) AS x (id), LATERAL (
    SELECT ${DEVICE} FROM devices d LEFT JOIN entra_devices e ON e.device_id = d.entra_device_id
    WHERE d.user_id = x.id ORDER BY d.name_key, d.id LIMIT ${limit} + 1) d
  ORDER BY d."nameKey", d.id`;

/** What belongs to users. @param now SQL for the present instant */
export const ofUsers = (users, now) => ({
  deviceCounts: `SELECT d.user_id AS "userId", COUNT(*) AS devices,
      COUNT(*) FILTER (WHERE d.compliance IN ('CONFLICT', 'ERROR') OR (d.compliance IN ('NONCOMPLIANT', 'IN_GRACE_PERIOD')
        AND NOT COALESCE(d.grace_until > ${now}, FALSE))) AS noncompliant
    FROM devices d WHERE d.user_id = ANY (${users}) GROUP BY d.user_id`,
  failedApps: `SELECT d.user_id AS "userId", COUNT(DISTINCT s.app_id) AS count
    FROM devices d JOIN app_install_states s ON s.device_id = d.id
    WHERE d.user_id = ANY (${users}) AND s.state IN ('FAILED', 'UNINSTALL_FAILED') GROUP BY d.user_id`,
  protectionCounts: `SELECT user_id AS "userId", COUNT(*) AS count,
      COUNT(*) FILTER (WHERE state = 'NOT_CHECKED_IN') AS "notCheckedIn"
    FROM app_protections WHERE user_id = ANY (${users}) GROUP BY user_id`,
  licenses: `SELECT l.user_id AS "userId", s.part_number AS "skuPartNumber", l.service_plan AS "servicePlan", l.state, l.error
    FROM user_licenses l LEFT JOIN skus s ON s.id = l.sku_id
    WHERE l.user_id = ANY (${users}) ORDER BY COALESCE(s.part_number, ''), l.service_plan, l.sku_id, l.plan_id`,
  memberships: `SELECT m.member_id AS "userId", g.id, g.display_name AS "displayName",
      g.membership_type AS "membershipType", BOOL_OR(m.group_id = g.id) AS direct
    FROM group_members m JOIN group_ancestors a ON a.group_id = m.group_id JOIN groups g ON g.id = a.ancestor_id
    WHERE m.kind = 'USER' AND m.member_id = ANY (${users}) GROUP BY m.member_id, g.id ORDER BY g.name_key, g.id`,
  protectionPolicies: `SELECT user_id AS "userId", COUNT(*) AS count
    FROM user_app_protection_policies WHERE user_id = ANY (${users}) GROUP BY user_id`,
  protections: `SELECT id, user_id AS "userId", state, app_name AS "appName", device_name AS "deviceName",
      device_type AS "deviceType", platform, flagged_reasons AS "flaggedReasons", last_sync_at AS "lastSyncAt"
    FROM app_protections WHERE user_id = ANY (${users}) ORDER BY severity, name_key, id`,
  enrollmentFailures: `SELECT id, user_id AS "userId", occurred_at AS "occurredAt",
      operating_system AS "operatingSystem", os_version AS "osVersion", category, reason
    FROM enrollment_failures WHERE user_id = ANY (${users}) ORDER BY occurred_at DESC, id DESC`,
});

export const policiesOfProtections = (
  protections,
) => `SELECT sp.state_id AS "stateId", p.id, p.display_name AS "displayName"
  FROM app_protection_state_policies sp JOIN app_protection_policies p ON p.id = sp.policy_id
  WHERE sp.state_id = ANY (${protections}) ORDER BY p.name_key, p.id`;

const SETTING = `t.state_id AS "stateId", t.name, t.state, t.current_value AS "currentValue", t.sources,
  t.error_code AS "errorCode", t.error_description AS "errorDescription"`;

/** Settings of policy states. @param states SQL for an array of the settings' states */
export const settingsOf = (policyStates, states) => `SELECT ${SETTING} FROM policy_setting_states t
  WHERE t.state_id = ANY (${policyStates}) AND t.state = ANY (${states}) ORDER BY t.state_id, t.ordinal`;

/** What belongs to devices. @param apps SQL for the most install states of a device */
export const ofDevices = (devices, apps) => ({
  actions: `SELECT device_id AS "deviceId", kind, name, state, requested_at AS "requestedAt", updated_at AS "updatedAt"
    FROM device_actions WHERE device_id = ANY (${devices}) ORDER BY device_id, ordinal`,
  policyStates: `SELECT id, device_id AS "deviceId", kind, COALESCE(profile_type, 'UNKNOWN') AS "profileType",
      display_name AS "displayName", state, error_code AS "errorCode", error_description AS "errorDescription"
    FROM policy_states WHERE device_id = ANY (${devices}) ORDER BY device_id, kind, severity, name_key, id`,
  settings: `SELECT ${SETTING} FROM policy_states s JOIN policy_setting_states t ON t.state_id = s.id
    WHERE s.device_id = ANY (${devices})
      AND (t.state IN ('ERROR', 'CONFLICT') OR (t.state = 'NONCOMPLIANT' AND s.kind = 'COMPLIANCE'))
    ORDER BY t.state_id, t.ordinal`,
  appCounts: `SELECT device_id AS "deviceId", COUNT(*) AS count,
      COUNT(*) FILTER (WHERE state IN ('FAILED', 'UNINSTALL_FAILED')) AS failed,
      COUNT(*) FILTER (WHERE state = 'PENDING_INSTALL') AS pending, COUNT(*) FILTER (WHERE state = 'INSTALLED') AS installed
    FROM app_install_states WHERE device_id = ANY (${devices}) GROUP BY device_id`,
  installStates: `SELECT x.id AS "deviceId", s.app_id AS "appId", s.user_id AS "userId", s.intent, s.state, s.version,
      s.error_code AS "errorCode", a.display_name AS "displayName", a.publisher, a.platform
    FROM unnest(${devices}) AS x (id), LATERAL (SELECT * FROM app_install_states s WHERE s.device_id = x.id
      ORDER BY s.severity, s.name_key, s.app_id, s.user_id LIMIT ${apps}) s JOIN apps a ON a.id = s.app_id
    ORDER BY s.device_id, s.severity, s.name_key, s.app_id, s.user_id`,
});

const named = new Map();

/** A prepared statement as pg takes it. */
export function prepared(text, values) {
  let name = named.get(text);
  if (name === undefined) {
    name = createHash('sha256').update(text).digest('base64url');
    named.set(text, name);
  }
  return { name, text, values };
}
