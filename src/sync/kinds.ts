import { type Db, rows } from '../database/database';
import { sql } from '../database/sql';
import type { SyncKind } from '../generated/graphql';
import { type Apps, appsAmong, importAppInstallStates, importAppProtection, importApps } from '../import/apps';
import { importConfigurations, importDevices, importPolicyStates, type Profile } from '../import/devices';
import { importConnectors, importEntraDevices, importGroups, importUsers } from '../import/directory';
import { importEnrollmentFailures } from '../import/failures';
import { importRoles } from '../import/roles';
import type { Run } from '../import/run';
import type { REQUESTS } from '../microsoft-graph/requests';
import type { Part } from './reconcile';

/** What a sync reads and writes as one. */
export interface KindOfObject {
  readonly resources: readonly (keyof typeof REQUESTS)[];
  /** The tables that it fills, parents first. */
  readonly parts: readonly Part[];
  /** Whose ids it has to know, to tell references that lead nowhere. */
  readonly refersTo?: readonly (keyof Run['known'])[];
  /** Whether its records carry the ids of what it fills, so that one that is set aside can be told from one that is gone. */
  readonly isIdentified?: true;
  /** Turns what was read into rows. @param db where what was not read this time is known from */
  fill(run: Run, db: Db): Promise<unknown>;
}

/** The apps that are in the database, for what names them. */
async function knownApps(db: Db): Promise<Apps> {
  const found = await rows<{ id: string; name: string | null; platform: string; identifier: string | null }>(
    db,
    sql`SELECT id, display_name AS name, platform, identifier FROM apps ORDER BY id`,
  );
  return appsAmong(found);
}

/** The configurations that are in the database, for those that cannot be read this time. */
function knownProfiles(db: Db): Promise<Profile[]> {
  return rows(db, sql`SELECT id, display_name AS "displayName", profile_type AS type FROM configurations ORDER BY id`);
}

/** Every kind, in the order in which one needs another. */
export const KINDS: Readonly<Record<SyncKind, KindOfObject>> = {
  TENANT: {
    resources: [
      ...(['organization', 'deviceManagement', 'applePushNotificationCertificate', 'vppTokens'] as const),
      ...(['depOnboardingSettings', 'mobileThreatDefenseConnectors', 'ndesConnectors'] as const),
    ],
    parts: [{ root: 'connectors' }],
    fill: importConnectors,
  },
  USERS: {
    resources: ['subscribedSkus', 'users'],
    parts: [{ root: 'skus' }, { root: 'users', children: { userSearch: 'user_id', userLicenses: 'user_id' } }],
    isIdentified: true,
    fill: importUsers,
  },
  GROUPS: {
    resources: ['groups'],
    parts: [{ root: 'groups', children: { groupSearch: 'group_id' } }],
    isIdentified: true,
    fill: importGroups,
  },
  ENTRA_DEVICES: {
    resources: ['devices'],
    parts: [{ root: 'entraDevices' }],
    isIdentified: true,
    fill: importEntraDevices,
  },
  MANAGED_DEVICES: {
    resources: ['managedDevices'],
    parts: [{ root: 'devices', children: { deviceSearch: 'device_id', deviceActions: 'device_id' } }],
    refersTo: ['users'],
    isIdentified: true,
    fill: importDevices,
  },
  POLICY_STATES: {
    resources: ['deviceConfigurations', 'deviceCompliancePolicyStates', 'deviceConfigurationStates'],
    parts: [{ root: 'configurations' }, { root: 'policyStates', children: { policySettingStates: 'state_id' } }],
    refersTo: ['devices'],
    async fill(run, db) {
      const profiles = await importConfigurations(run, await knownProfiles(db));
      await importPolicyStates(run, 'deviceCompliancePolicyStates', profiles);
      await importPolicyStates(run, 'deviceConfigurationStates', profiles);
    },
  },
  APPS: {
    resources: ['mobileApps'],
    parts: [{ root: 'apps', children: { appSearch: 'app_id' } }],
    isIdentified: true,
    fill: importApps,
  },
  APP_INSTALL_STATES: {
    resources: ['mobileAppTroubleshootingEvents', 'mobileAppDeviceStatuses', 'mobileAppIntentAndStates'],
    parts: [{ root: 'appInstallStates' }],
    refersTo: ['devices'],
    fill: async (run, db) => importAppInstallStates(run, await knownApps(db)),
  },
  APP_PROTECTION: {
    resources: ['managedAppPolicies', 'userManagedAppPolicies', 'managedAppRegistrations'],
    parts: [
      { root: 'appProtectionPolicies' },
      { root: 'userAppProtectionPolicies' },
      { root: 'appProtections', children: { appProtectionStatePolicies: 'state_id' } },
    ],
    refersTo: ['users', 'devices'],
    fill: async (run, db) => importAppProtection(run, await knownApps(db)),
  },
  ENROLLMENT_FAILURES: {
    resources: ['troubleshootingEvents'],
    parts: [{ root: 'enrollmentFailures' }],
    refersTo: ['users'],
    isIdentified: true,
    fill: importEnrollmentFailures,
  },
  ROLES: {
    resources: ['roleDefinitions', 'roleAssignments'],
    parts: [
      { root: 'roles', children: { rolePermissions: 'role_id' } },
      {
        root: 'roleAssignments',
        children: { assignmentMembers: 'assignment_id', assignmentScopes: 'assignment_id' },
      },
    ],
    refersTo: ['groups'],
    isIdentified: true,
    fill: importRoles,
  },
};
