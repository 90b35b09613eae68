import type { Knex } from 'knex';

/** The time of everything below. */
export const AT = '2026-11-20T08:00:00.000Z';
const READINGS = [
  ...['organization', 'deviceManagement', 'subscribedSkus', 'users', 'groups', 'groupMembers', 'devices'],
  ...['managedDevices', 'deviceConfigurations', 'deviceCompliancePolicyStates', 'deviceConfigurationStates'],
  ...['mobileApps', 'mobileAppIntentAndStates', 'mobileAppDeviceStatuses', 'mobileAppTroubleshootingEvents'],
  ...['managedAppRegistrations', 'managedAppPolicies', 'userManagedAppPolicies', 'troubleshootingEvents'],
  ...['roleDefinitions', 'roleAssignments', 'ndesConnectors', 'vppTokens', 'depOnboardingSettings'],
  ...['applePushNotificationCertificate', 'mobileThreatDefenseConnectors'],
];
/** Ada's rights over everything. */
export const PERMISSIONS = [
  ...['ORGANIZATION_READ', 'MANAGED_DEVICES_READ', 'MOBILE_APPS_READ', 'MANAGED_APPS_READ'],
  ...['ROLES_READ', 'AUDIT_DATA_READ'],
];

type Rows = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

/** Tables that a later version renamed. */
export const RENAMED: Readonly<Record<string, string>> = { configurations: 'policies' };

/** Inserts rows into tables, referenced tables first. */
const insert = (rows: Rows) => async (db: Knex) => {
  for (const [table, values] of Object.entries(rows)) {
    const name = (await db.schema.hasTable(table)) ? table : (RENAMED[table] ?? table);
    await db(name).insert(values);
  }
};

/**
 * The data that the version of each migration file adds to that of the version before: rows of its new tables and
 * values of its new columns. A version writes all data up to its file. Ada (ada@contoso.example) reads everything.
 */
export const WRITTEN: Readonly<Record<string, (db: Knex) => Promise<unknown>>> = {
  '0001-directory': insert({
    tenants: [{ id: 'tenant', display_name: 'Contoso', subscription_state: 'ACTIVE', mdm_authority: 'INTUNE' }],
    readings: READINGS.map((kind) => ({ kind, completed_at: AT })),
    connectors: [
      {
        id: 'MOBILE_THREAT_DEFENSE/1',
        kind: 'MOBILE_THREAT_DEFENSE',
        name: 'Threats',
        name_key: 'threats',
        reported: 'UNHEALTHY',
        expires_at: '2027-01-01T00:00:00.000Z',
        last_sync_at: AT,
      },
    ],
    skus: [{ id: 'sku', part_number: 'SPE_E3' }],
    users: [
      {
        id: 'ada',
        user_principal_name: 'ada@contoso.example',
        upn_key: 'ada@contoso.example',
        display_name: 'Ada',
        name_key: 'ada',
        mail: 'ada@contoso.example',
        account_enabled: 1,
        job_title: 'Engineer',
        department: 'Analysis',
        usage_location: 'GB',
        preferred_language: 'en-GB',
        intune_licensed: 1,
      },
    ],
    user_search: [{ key: 'ada', user_id: 'ada' }],
    user_licenses: [
      {
        user_id: 'ada',
        sku_id: 'sku',
        plan_id: 'plan',
        service_plan: 'INTUNE_A',
        state: 'WARNING',
        error: 'COUNT_VIOLATION',
      },
    ],
    groups: ['inner', 'outer'].map((id) => ({
      id,
      display_name: `The ${id} group`,
      name_key: `the ${id} group`,
      description: 'A group',
      membership_type: 'ASSIGNED',
      security_enabled: 1,
      origin: 'LOCAL',
    })),
    group_search: [{ key: 'inner', group_id: 'inner' }],
    group_members: [
      { group_id: 'inner', kind: 'USER', member_id: 'ada' },
      { group_id: 'outer', kind: 'GROUP', member_id: 'inner' },
    ],
    group_ancestors: [
      { group_id: 'inner', ancestor_id: 'inner' },
      { group_id: 'inner', ancestor_id: 'outer' },
      { group_id: 'outer', ancestor_id: 'outer' },
    ],
    entra_devices: [{ id: 'object', device_id: 'entra', join_type: 'JOINED', compliance: 'COMPLIANT' }],
  }),
  '0002-devices': insert({
    devices: [
      {
        id: 'laptop',
        device_name: 'LAPTOP-1',
        name_key: 'laptop-1',
        serial_number: 'S1',
        manufacturer: 'Contoso',
        model: 'One',
        managed_by: 'MDM',
        management_state: 'MANAGED',
        ownership: 'COMPANY',
        compliance: 'IN_GRACE_PERIOD',
        grace_until: '2026-12-01T00:00:00.000Z',
        platform: 'WINDOWS',
        operating_system: 'Windows',
        os_version: '10.0',
        last_check_in_at: AT,
        enrolled_at: AT,
        certificate_expires_at: '2027-01-01T00:00:00.000Z',
        user_id: 'ada',
        entra_device_id: 'entra',
      },
    ],
    device_search: [{ key: 'laptop', device_id: 'laptop' }],
    device_actions: [
      {
        device_id: 'laptop',
        ordinal: 0,
        kind: 'SYNC_DEVICE',
        name: 'syncDevice',
        state: 'FAILED',
        requested_at: AT,
        updated_at: AT,
      },
    ],
    configurations: [{ id: 'wifi', display_name: 'Wi-Fi', profile_type: 'RESTRICTIONS' }],
    policy_states: [
      {
        id: 'laptop/configuration/wifi/ada',
        device_id: 'laptop',
        kind: 'CONFIGURATION',
        profile_type: 'RESTRICTIONS',
        display_name: 'Wi-Fi',
        name_key: 'wi-fi',
        state: 'ERROR',
        severity: 0,
        user_principal_name: 'ada@contoso.example',
        error_code: '-2016345708',
        error_description: 'Not found',
      },
    ],
    policy_setting_states: [
      {
        state_id: 'laptop/configuration/wifi/ada',
        ordinal: 0,
        name: 'Wifi.Ssid',
        state: 'ERROR',
        current_value: 'none',
        sources: '["Wi-Fi"]',
        error_code: '-2016345708',
        error_description: 'Not found',
      },
    ],
    enrollment_failures: [
      {
        id: 'failure',
        user_id: 'ada',
        occurred_at: AT,
        operating_system: 'Android',
        os_version: '14',
        category: 'AUTHENTICATION',
        reason: 'The sign-in token was rejected',
      },
    ],
  }),
  '0003-apps': insert({
    apps: [
      {
        id: 'app',
        display_name: 'Zip',
        name_key: 'zip',
        publisher: 'Contoso',
        platform: 'WINDOWS',
        identifier: 'com.contoso.zip',
      },
    ],
    app_search: [{ key: 'zip', app_id: 'app' }],
    app_install_states: [
      {
        device_id: 'laptop',
        app_id: 'app',
        user_id: 'ada',
        intent: 'REQUIRED',
        state: 'FAILED',
        severity: 0,
        name_key: 'zip',
        version: '1.0',
        error_code: '-942583880',
      },
    ],
    app_protection_policies: [{ id: 'policy', display_name: 'Protect', name_key: 'protect', platform: 'IOS' }],
    user_app_protection_policies: [{ user_id: 'ada', policy_id: 'policy' }],
    app_protections: [
      {
        id: 'protection',
        user_id: 'ada',
        state: 'CHECKED_IN',
        severity: 1,
        app_name: 'Mail',
        name_key: 'mail',
        device_name: 'PHONE-1',
        device_type: 'iPhone',
        platform: 'IOS',
        flagged_reasons: '["ROOTED_DEVICE"]',
        last_sync_at: AT,
        device_id: 'laptop',
      },
    ],
    app_protection_state_policies: [{ state_id: 'protection', policy_id: 'policy' }],
  }),
  '0004-roles': insert({
    roles: [
      { id: 'reader', display_name: 'Reader', name_key: 'reader', description: 'Reads', origin: 'LOCAL' },
      { id: 'odd', display_name: 'Odd', name_key: 'odd', origin: 'LOCAL', ineffective_reason: 'NOT_ALLOWED_ACTIONS' },
    ],
    role_permissions: PERMISSIONS.map((permission) => ({ role_id: 'reader', action: permission, permission })),
    role_assignments: [
      {
        id: 'everywhere',
        role_id: 'reader',
        display_name: 'Everywhere',
        name_key: 'everywhere',
        description: 'All',
        all_users: 1,
        all_devices: 1,
        origin: 'LOCAL',
      },
      {
        id: 'tagged',
        role_id: 'odd',
        display_name: 'Tagged',
        name_key: 'tagged',
        all_users: 0,
        all_devices: 0,
        origin: 'LOCAL',
        ineffective_reason: 'SCOPE_TAGS',
      },
    ],
    assignment_members: [{ assignment_id: 'everywhere', group_id: 'inner' }],
    assignment_scopes: [{ assignment_id: 'tagged', group_id: 'outer' }],
  }),
  '0005-administration': insert({
    client_mutations: [
      {
        operator_id: 'ada',
        client_mutation_id: 'one',
        mutation: 'CREATE_ROLE',
        input_hash: 'hash',
        object_id: 'reader',
        created_at: AT,
      },
    ],
    audit_events: [
      {
        seq: 1,
        occurred_at: AT,
        actor_id: 'VXNlcjphZGE',
        action: 'CREATE_ROLE',
        outcome: 'DONE',
        subject_id: 'Um9sZTpyZWFkZXI',
        before: 'null',
        after: '{"displayName":"Reader"}',
        request_id: 'request',
        previous_hash: 'start',
        hash: 'hash',
      },
    ],
    audit_head: [{ singleton: 1, seq: 1, hash: 'hash' }],
    imports_under_way: [{ singleton: 1 }],
  }),
  '0006-sync': insert({
    sync_kinds: [{ kind: 'USERS', state: 'FAILED', problem: 'THROTTLED', last_completed_at: AT, items: 1 }],
    sync_links: [{ resource: 'users', link: 'https://graph.example/delta' }],
    quarantine: [{ kind: 'USERS', resource: 'users', record: '{}', object_id: 'gone', reason: 'It has no name.' }],
    sync_lease: [{ singleton: 1, holder: 'nobody', expires_at: '2026-01-01T00:00:00.000Z' }],
  }),
  '0007-rejoined-devices': (db) => db('entra_devices').update({ registered_at: AT }),
  '0008-sealed-head': (db) => db('audit_head').update({ seal: 'seal' }),
  '0009-partial-syncs': async (db) => {
    await db('sync_kinds').update({ written_at: AT });
    await db('policy_states').update({ settings_read: 1 });
    await db('sync_reads').insert({ resource: 'managedDeviceDetails', parent_id: 'device', read_at: AT });
  },
  '0010-assignments': async (db) => {
    await db('tenants').update({ compliance_validity_days: 30, secure_by_default: 1 });
    await db('policies').update({
      name_key: 'wi-fi',
      platform: 'WINDOWS',
      modified_at: AT,
      priority: 1,
      device_limit: 5,
    });
    await db('policy_states').update({ policy_id: 'wifi' });
    await db('devices').update({
      is_encrypted: 1,
      is_supervised: 0,
      total_storage_mb: 64_000,
      free_storage_mb: 900,
      imei: '356116629896451',
      phone_number: '+33612345678',
      wifi_mac: '9AB2607D4F9E',
      enrollment_type: 'WINDOWS_AZURE_AD_JOIN',
      category: 'Sales',
      notes: 'Repaired.',
      is_autopilot: 1,
      jailbreak: 'NOT_JAILBROKEN',
      lost_mode: 'DISABLED',
    });
    await db('device_logons').insert({ device_id: 'laptop', ordinal: 0, user_id: 'ada', logged_on_at: AT });
    const filter = {
      id: 'filter',
      display_name: 'Windows',
      platform: 'windows10AndLater',
      rule: 'device.model -eq "One"',
    };
    await db('assignment_filters').insert(filter);
    const target = {
      ordinal: 0,
      target: 'GROUP',
      group_id: 'inner',
      excluded: 0,
      filter_id: 'filter',
      filter_mode: 'INCLUDE',
    };
    await db('policy_assignments').insert({ ...target, policy_id: 'wifi', intent: 'UNKNOWN' });
    await db('app_assignments').insert({ ...target, app_id: (await db('apps').first())?.id ?? '', intent: 'REQUIRED' });
    const policy = (await db('app_protection_policies').first())?.id ?? '';
    await db('app_protection_assignments').insert({ ...target, policy_id: policy, intent: 'UNKNOWN' });
  },
  '0011-findings': (db) => db('policy_states').update({ user_id: 'ada' }),
  '0012-membership-periods': async (db) => {
    await db('group_membership_periods').insert({
      group_id: 'inner',
      member_id: 'ada',
      since: '2026-11-01T08:00:00.000Z',
      until: AT,
      unread: 0,
    });
    await db('new_groups').insert({ group_id: 'inner' });
    await db('imports_under_way').update({ noted_at: AT });
  },
  '0013-user-refreshes': async (db) => {
    await db('user_refreshes').insert({
      ...{ id: 'refresh', user_id: 'ada', operator_id: 'ada', requested_at: AT, state: 'FAILED', alive_until: AT },
      ...{ finished_at: AT, failure: 'TIMED_OUT', problem: 'It took long.', kinds: '[]' },
    });
    await db('sync_lease').update({ purpose: 'REFRESH', since: AT });
  },
  '0014-autopilot': async (db) => {
    const app = (await db('apps').first())?.id ?? '';
    await db('app_relations').insert({ app_id: app, target_id: 'gone', kind: 'DEPENDENCY', mode: 'AUTO_INSTALL' });
    await db('autopilot_devices').insert({
      id: 'identity',
      device_id: 'laptop',
      group_tag: 'LAPTOP',
      profile_state: 'NOT_ASSIGNED',
      profile_problem: 'NONE',
      profile_assigned_at: AT,
      enrollment_state: 'ENROLLED',
      last_contact_at: AT,
    });
    await db('setup_events').insert({
      id: 'setup',
      device_id: 'laptop',
      occurred_at: AT,
      started_at: AT,
      ended_at: AT,
      profile_name: 'Laptops',
      status_page_name: 'Set-up',
      state: 'FAILURE',
      enrollment_state: 'ENROLLED',
      device_setup_state: 'FAILURE',
      account_setup_state: 'NOT_ATTEMPTED',
      total_seconds: 60,
      preparation_seconds: 10,
      device_setup_seconds: 50,
      account_setup_seconds: 0,
      reason: '0x800705b4',
    });
  },
  '0015-first-seen': async (db) => {
    await db('users').where({ id: 'ada' }).update({ account_since: AT, licensed_since: AT });
    await db('devices').update({ management_since: AT });
    for (const table of ['policy_states', 'app_install_states']) await db(table).update({ state_since: AT });
    await db('app_protections').update({ flagged_since: AT });
    await db('imports_under_way').update({ seen_at: AT });
  },
  '0016-known-issues': async (db) => {
    await db('known_issues').insert({
      ...{ id: 'issue', rule: 'DEVICE_SILENT', app_id: 'app', policy_id: 'policy', text: 'Known.', ticket: 'INC-1' },
      ...{ connector_kind: 'CERTIFICATE_CONNECTOR', recorded_at: AT, ends_at: AT, ended_at: AT, version: 2 },
    });
  },
  // Indexes only.
  '0017-finding-candidates': async () => {},
  '0018-reported-findings': async (db) => {
    await db('reported_findings').insert({
      ...{ id: 'report', rule: 'DEVICE_SILENT', severity: 'WARNING', user_id: 'ada', device_id: 'laptop' },
      ...{ operator_id: 'ada', reason: 'It is in a drawer.', reported_at: AT },
    });
  },
  '0021-audit-key.additive': async (db) => {
    await db('audit_head').update({ key_id: 'b1d4c0ffee000000' });
    await db('sync_kinds').update({ throttled: 3 });
  },
  // Indexes only.
  '0022-device-filters.additive': async () => {},
  '0023-failed-apps.additive': async () => {},
  '0024-app-changes.additive': async (db) => {
    await db('apps').update({ modified_at: AT });
  },
  '0025-volume-purchase.additive': async (db) => {
    await db('apps').update({ connector_id: 'APPLE_VOLUME_PURCHASE/token' });
  },
  // An index only.
  '0026-devices-of-scope.additive': async () => {},
  '0027-licence-groups.additive': async (db) => {
    await db('user_licenses').update({ assigned_by_group: 'inner' });
  },
};
