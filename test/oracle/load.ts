import type { Knex } from 'knex';
import { execute } from '../../src/database/database';
import { raw, records, sql } from '../../src/database/sql';
import {
  AUDIT_EVENTS,
  ENUMS,
  folded,
  READ,
  READ_AT,
  RULES,
  SET_ASIDE,
  SYNCED,
  type Target,
  type World,
  wordsOf,
} from './world';

/*
 * Writes a world into the tables like an import, and replaces the previous one. It computes the derived columns and
 * tables itself: name keys, search words, severities, and the closure of groups.
 */

type Value = string | number | null;
type Row = Record<string, Value>;

const flag = (value: boolean | null): number | null => (value === null ? null : Number(value));
const severity = (order: readonly string[], state: string): number => order.indexOf(state);

/** The ancestors of each group, including itself, with cycles. */
function ancestors(world: World): Row[] {
  const exists = new Set(world.groups.map(({ id }) => id));
  const around = new Map<string, string[]>();
  for (const { id, members } of world.groups) {
    for (const member of members) {
      if (member.kind === 'GROUP') around.set(member.id, [...(around.get(member.id) ?? []), id]);
    }
  }
  return [...exists].flatMap((id) => {
    const found = new Set([id]);
    for (const each of found) for (const outer of around.get(each) ?? []) found.add(outer);
    return [...found].map((outer) => ({ group_id: id, ancestor_id: outer }));
  });
}

/** Whom an object is assigned to. */
const assigned = (column: string, id: string, targets: readonly Target[]): Row[] =>
  targets.map(({ target, groupId, excluded, intent, filterMode, filterId }, ordinal) => ({
    [column]: id,
    ordinal,
    target,
    group_id: groupId,
    excluded: flag(excluded),
    intent,
    filter_mode: filterMode,
    filter_id: filterId,
  }));

/** When the states of some devices or apps were read apart. */
const readParts = (parts: readonly { readonly id: string; readonly statesReadAt: string | null }[], resource: string) =>
  parts.flatMap(({ id, statesReadAt }): Row[] =>
    statesReadAt === null ? [] : [{ resource, parent_id: id, read_at: statesReadAt }],
  );

function tables(world: World): [table: string, rows: Row[]][] {
  const { users, groups, devices, apps, policies, protections, roles, assignments } = world;
  const states = devices.flatMap((device) => device.policyStates.map((state) => ({ device, state })));
  const appName = new Map(apps.map(({ id, displayName }) => [id, folded(displayName)]));
  const search = (column: string, id: string, words: readonly string[]): Row[] =>
    words.map((word) => ({ key: word, [column]: id }));
  return [
    [
      'tenants',
      [
        {
          id: world.tenant.id,
          display_name: world.tenant.displayName,
          subscription_state: world.tenant.subscriptionState,
          mdm_authority: world.tenant.mdmAuthority,
          compliance_validity_days: world.tenant.complianceValidityDays,
          secure_by_default: flag(world.tenant.noncompliantWithoutPolicy),
        },
      ],
    ],
    ['readings', READ.map((kind) => ({ kind, completed_at: READ_AT }))],
    [
      'sync_reads',
      [
        ...readParts(apps, 'appInstallReport'),
        ...readParts(devices, 'deviceCompliancePolicyStates'),
        ...readParts(devices, 'deviceConfigurationStates'),
      ],
    ],
    [
      'connectors',
      world.connectors.map(({ id, kind, name, reported }) => ({ id, kind, name, name_key: folded(name), reported })),
    ],
    [
      'skus',
      [...new Map(users.flatMap((user) => user.licenses).map((each) => [each.skuId, each.skuPartNumber]))].map(
        ([id, part]) => ({ id, part_number: part }),
      ),
    ],
    [
      'users',
      users.map((user) => ({
        id: user.id,
        user_principal_name: user.userPrincipalName,
        upn_key: folded(user.userPrincipalName),
        display_name: user.displayName,
        name_key: folded(user.displayName),
        mail: user.mail,
        account_enabled: flag(user.accountEnabled),
        account_since: user.accountEnabledSince,
        job_title: user.jobTitle,
        department: user.department,
        usage_location: user.usageLocation,
        preferred_language: user.preferredLanguage,
        intune_licensed: flag(user.intuneLicensed),
        licensed_since: user.intuneLicensedSince,
      })),
    ],
    [
      'user_search',
      users.flatMap((user) => search('user_id', user.id, wordsOf(user.displayName, user.userPrincipalName, user.mail))),
    ],
    [
      'user_licenses',
      users.flatMap((user) =>
        user.licenses.map(({ skuId, planId, servicePlan, state, error, groupId }) => ({
          user_id: user.id,
          sku_id: skuId,
          plan_id: planId,
          service_plan: servicePlan,
          state,
          error,
          assigned_by_group: groupId,
        })),
      ),
    ],
    [
      'groups',
      groups.map((group) => ({
        id: group.id,
        display_name: group.displayName,
        name_key: folded(group.displayName),
        description: group.description,
        membership_type: group.membershipType,
        security_enabled: flag(group.securityEnabled),
        origin: 'INTUNE',
      })),
    ],
    ['group_search', groups.flatMap(({ id, displayName }) => search('group_id', id, wordsOf(displayName)))],
    [
      'group_members',
      groups.flatMap(({ id, members }) =>
        members.map((member) => ({ group_id: id, kind: member.kind, member_id: member.id })),
      ),
    ],
    ['group_ancestors', ancestors(world)],
    [
      'entra_devices',
      world.entraDevices.map(({ id, deviceId, registeredAt, joinType, compliance }) => ({
        id,
        device_id: deviceId,
        registered_at: registeredAt,
        join_type: joinType,
        compliance,
      })),
    ],
    [
      'devices',
      devices.map((device) => ({
        id: device.id,
        device_name: device.deviceName,
        name_key: folded(device.deviceName),
        serial_number: device.serialNumber,
        manufacturer: device.manufacturer,
        model: device.model,
        managed_by: device.managedBy,
        management_state: device.managementState,
        management_since: device.managementStateSince,
        ownership: device.ownership,
        compliance: device.compliance,
        grace_until: device.graceUntil,
        platform: device.platform,
        operating_system: device.operatingSystem,
        os_version: device.osVersion,
        last_check_in_at: device.lastCheckInAt,
        enrolled_at: device.enrolledAt,
        certificate_expires_at: device.certificateExpiresAt,
        is_encrypted: flag(device.encrypted),
        is_supervised: flag(device.supervised),
        total_storage_mb: device.totalStorageMegabytes,
        free_storage_mb: device.freeStorageMegabytes,
        imei: device.imei,
        phone_number: device.phoneNumber,
        wifi_mac: device.wifiMacAddress,
        enrollment_type: device.enrollmentType,
        category: device.category,
        notes: device.notes,
        is_autopilot: flag(device.autopilotEnrolled),
        jailbreak: device.jailbreak,
        lost_mode: device.lostMode,
        user_id: device.userId,
        entra_device_id: device.azureADDeviceId,
      })),
    ],
    [
      'device_search',
      devices.flatMap(({ id, deviceName, serialNumber, imei, phoneNumber }) =>
        search('device_id', id, wordsOf(deviceName, serialNumber, imei, phoneNumber)),
      ),
    ],
    [
      'device_actions',
      devices.flatMap(({ id, actions }) =>
        actions.map(({ kind, name, state, requestedAt, updatedAt }, ordinal) => ({
          device_id: id,
          ordinal,
          kind,
          name,
          state,
          requested_at: requestedAt,
          updated_at: updatedAt,
        })),
      ),
    ],
    [
      'policy_states',
      states.map(({ device, state }) => ({
        id: state.id,
        device_id: device.id,
        policy_id: state.policyId,
        kind: state.kind,
        profile_type: state.profileType,
        display_name: state.displayName,
        name_key: folded(state.displayName),
        state: state.state,
        state_since: state.stateSince,
        severity: severity(ENUMS.policyState, state.state),
        user_principal_name: state.userPrincipalName,
        user_id: state.userId,
        error_code: state.errorCode,
      })),
    ],
    [
      'policy_setting_states',
      states.flatMap(({ state }) =>
        state.settings.map((setting, ordinal) => ({
          state_id: state.id,
          ordinal,
          name: setting.name,
          state: setting.state,
          current_value: setting.currentValue,
          sources: JSON.stringify(setting.sources),
          error_code: setting.errorCode,
        })),
      ),
    ],
    [
      'device_logons',
      devices.flatMap(({ id, logons }) =>
        logons.map(({ userId, loggedOnAt }, ordinal) => ({
          device_id: id,
          ordinal,
          user_id: userId,
          logged_on_at: loggedOnAt,
        })),
      ),
    ],
    [
      'autopilot_devices',
      devices.flatMap(({ id, autopilot }) =>
        autopilot === null
          ? []
          : [
              {
                id: `autopilot-${id}`,
                device_id: id,
                group_tag: autopilot.groupTag,
                profile_state: autopilot.profileState,
                profile_problem: autopilot.profileProblem,
                profile_assigned_at: autopilot.profileAssignedAt,
                enrollment_state: autopilot.enrollmentState,
                last_contact_at: autopilot.lastContactAt,
              },
            ],
      ),
    ],
    [
      'setup_events',
      devices.flatMap(({ id, setupEvents }) =>
        setupEvents.map((event) => ({
          id: `setup-${id}-${event.occurredAt}`,
          device_id: id,
          occurred_at: event.occurredAt,
          started_at: event.startedAt,
          ended_at: event.endedAt,
          profile_name: event.profileName,
          status_page_name: event.statusPageName,
          state: event.state,
          enrollment_state: event.enrollmentState,
          device_setup_state: event.deviceSetupState,
          account_setup_state: event.accountSetupState,
          total_seconds: event.totalSeconds,
          preparation_seconds: event.preparationSeconds,
          device_setup_seconds: event.deviceSetupSeconds,
          account_setup_seconds: event.accountSetupSeconds,
          reason: event.errorCode === null ? null : `Error code ${event.errorCode}`,
        })),
      ),
    ],
    [
      'enrollment_failures',
      world.enrollmentFailures.map(({ id, userId, occurredAt, operatingSystem, osVersion, category, reason }) => ({
        id,
        user_id: userId,
        occurred_at: occurredAt,
        operating_system: operatingSystem,
        os_version: osVersion,
        category,
        reason,
      })),
    ],
    [
      'group_membership_periods',
      world.periods.map(({ userId, groupId, since, until }) => ({
        group_id: groupId,
        member_id: userId,
        since: since ?? '',
        until,
      })),
    ],
    [
      'reported_findings',
      world.reportedFindings.map(({ id, rule, severity, reason, ...report }) => ({
        ...{ id, rule, severity, reason },
        user_id: report.userId,
        device_id: report.deviceId,
        operator_id: report.operatorId,
        reported_at: report.reportedAt,
      })),
    ],
    [
      'known_issues',
      world.knownIssues.map(({ id, rule, text, ticket, version, ...issue }) => ({
        ...{ id, rule, text, ticket, version },
        app_id: issue.appId,
        policy_id: issue.policyId,
        connector_kind: issue.connectorKind,
        recorded_at: issue.recordedAt,
        ends_at: issue.endsAt,
        ended_at: issue.endedAt,
      })),
    ],
    [
      'user_refreshes',
      world.refreshes.map(({ id, userId, state, requestedAt, finishedAt, aliveUntil, failure, problem, kinds }) => ({
        id,
        user_id: userId,
        operator_id: userId,
        requested_at: requestedAt,
        state,
        alive_until: aliveUntil,
        finished_at: finishedAt,
        failure,
        problem,
        kinds: JSON.stringify(kinds),
      })),
    ],
    [
      'apps',
      apps.map(({ id, displayName, publisher, platform, modifiedAt, connectorId }) => ({
        id,
        display_name: displayName,
        name_key: folded(displayName),
        publisher,
        platform,
        modified_at: modifiedAt,
        connector_id: connectorId,
      })),
    ],
    [
      'app_search',
      apps.flatMap(({ id, displayName, publisher }) => search('app_id', id, wordsOf(displayName, publisher))),
    ],
    [
      'app_relations',
      apps.flatMap(({ id, relations }) =>
        relations.map(({ targetId, kind, mode }) => ({ app_id: id, target_id: targetId, kind, mode })),
      ),
    ],
    [
      'app_install_states',
      devices.flatMap((device) =>
        device.appStates.map(({ appId, userId, intent, state, stateSince, version, errorCode }) => ({
          device_id: device.id,
          app_id: appId,
          user_id: userId,
          intent,
          state,
          state_since: stateSince,
          severity: severity(ENUMS.appState, state),
          name_key: appName.get(appId) ?? '',
          version,
          error_code: errorCode,
        })),
      ),
    ],
    [
      'assignment_filters',
      world.filters.map(({ id, displayName, asks }) => ({
        id,
        display_name: displayName,
        platform: 'windows10AndLater',
        rule: RULES[asks],
      })),
    ],
    [
      'policies',
      world.profiles.map((profile) => ({
        id: profile.id,
        display_name: profile.displayName,
        name_key: folded(profile.displayName),
        kind: profile.kind,
        profile_type: profile.profileType,
        platform: profile.platform,
        modified_at: profile.modifiedAt,
        priority: profile.priority,
        device_limit: profile.deviceLimit,
      })),
    ],
    ['policy_assignments', world.profiles.flatMap(({ id, targets }) => assigned('policy_id', id, targets))],
    ['app_assignments', apps.flatMap(({ id, targets }) => assigned('app_id', id, targets))],
    [
      'app_protection_policies',
      policies.map(({ id, displayName, platform }) => ({
        id,
        display_name: displayName,
        name_key: folded(displayName),
        platform,
      })),
    ],
    ['app_protection_assignments', policies.flatMap(({ id, targets }) => assigned('policy_id', id, targets))],
    [
      'user_app_protection_policies',
      policies.flatMap(({ id, userIds }) => userIds.map((user) => ({ user_id: user, policy_id: id }))),
    ],
    [
      'app_protections',
      protections.map((protection) => ({
        id: protection.id,
        user_id: protection.userId,
        state: protection.state,
        severity: severity(ENUMS.protectionState, protection.state),
        app_name: protection.appName,
        name_key: folded(protection.appName),
        device_name: protection.deviceName,
        device_type: protection.deviceType,
        platform: protection.platform,
        flagged_reasons: JSON.stringify(protection.flaggedReasons),
        flagged_since: protection.flaggedSince,
        last_sync_at: protection.lastSyncAt,
        device_id: protection.deviceId,
      })),
    ],
    [
      'app_protection_state_policies',
      protections.flatMap(({ id, policyIds }) => policyIds.map((policy) => ({ state_id: id, policy_id: policy }))),
    ],
    [
      'roles',
      roles.map((role) => ({
        id: role.id,
        display_name: role.displayName,
        name_key: folded(role.displayName),
        description: role.description,
        origin: role.origin,
        version: role.version,
        ineffective_reason: role.ineffectiveReason,
      })),
    ],
    [
      'role_permissions',
      roles.flatMap((role) => [
        ...role.permissions.map((permission) => ({ role_id: role.id, action: `Intune_${permission}`, permission })),
        ...role.otherActions.map((action) => ({ role_id: role.id, action, permission: null })),
      ]),
    ],
    [
      'role_assignments',
      assignments.map((assignment) => ({
        id: assignment.id,
        role_id: assignment.roleId,
        display_name: assignment.displayName,
        name_key: folded(assignment.displayName),
        description: assignment.description,
        all_users: flag(assignment.allUsers),
        all_devices: flag(assignment.allDevices),
        origin: assignment.origin,
        version: assignment.version,
        ineffective_reason: assignment.ineffectiveReason,
      })),
    ],
    [
      'assignment_members',
      assignments.flatMap(({ id, memberGroupIds }) =>
        memberGroupIds.map((group) => ({ assignment_id: id, group_id: group })),
      ),
    ],
    [
      'assignment_scopes',
      assignments.flatMap(({ id, scopeGroupIds }) =>
        scopeGroupIds.map((group) => ({ assignment_id: id, group_id: group })),
      ),
    ],
  ];
}

/** Replaces the tenant in the database by this world, in one transaction. */
export async function load(writer: Knex, world: World): Promise<void> {
  const filled = tables(world);
  await writer.transaction(async (trx) => {
    // Only an import may change data from Intune, so act as one.
    await trx.raw('INSERT INTO imports_under_way (singleton) VALUES (1)');
    for (const [table] of filled.toReversed()) await trx.raw(`DELETE FROM ${table}`);
    for (const [table, rows] of filled) {
      const [first] = rows;
      if (first === undefined) continue;
      const columns = Object.keys(first);
      const names = raw(columns.join(', '));
      await execute(trx, sql`INSERT INTO ${raw(table)} (${names}) ${records(table, columns, rows)}`);
    }
    await trx.raw('DELETE FROM imports_under_way');
  });
}

/** Writes the data that all worlds share, once. */
export async function loadWhatIsShared(writer: Knex): Promise<void> {
  await writer('sync_kinds').insert(
    SYNCED.map(({ lastCompletedAt, read, setAside, ...rest }) => ({
      ...rest,
      last_completed_at: lastCompletedAt,
      items: read,
      set_aside: setAside,
    })),
  );
  await writer('quarantine').insert(SET_ASIDE.map(({ objectId, ...rest }) => ({ ...rest, object_id: objectId })));
  await writer('audit_events').insert(
    AUDIT_EVENTS.map(({ seq, occurredAt, action, outcome }) => ({
      seq,
      occurred_at: occurredAt,
      action,
      outcome,
      previous_hash: '',
      hash: `hash ${seq}`,
    })),
  );
}
