import { type Db, rows } from '../database/database';
import { sql } from '../database/sql';
import type { SyncKind } from '../generated/graphql';
import { importAppInstallStates } from '../import/app-install-states';
import { importAppProtection } from '../import/app-protection';
import { type Apps, appsAmong, importApps } from '../import/apps';
import { importConnectors } from '../import/connectors';
import { importDevices } from '../import/devices';
import { importEnrollmentFailures } from '../import/failures';
import { importEntraDevices, importGroups } from '../import/groups';
import { importConfigurations, importPolicyStates, type Profile } from '../import/policies';
import { importRoles } from '../import/roles';
import type { Run } from '../import/run';
import { importUsers } from '../import/users';
import type { ObjectTables } from './changes';

/** What a sync writes as one. */
export interface KindOfObject {
  /** The tables that it fills, parents first. */
  readonly tables: readonly ObjectTables[];
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
    tables: [{ root: 'connectors' }],
    fill: importConnectors,
  },
  USERS: {
    tables: [{ root: 'skus' }, { root: 'users', children: { userSearch: 'user_id', userLicenses: 'user_id' } }],
    isIdentified: true,
    fill: importUsers,
  },
  GROUPS: {
    tables: [{ root: 'groups', children: { groupSearch: 'group_id' } }],
    isIdentified: true,
    fill: importGroups,
  },
  ENTRA_DEVICES: {
    tables: [{ root: 'entraDevices' }],
    isIdentified: true,
    fill: importEntraDevices,
  },
  MANAGED_DEVICES: {
    tables: [{ root: 'devices', children: { deviceSearch: 'device_id', deviceActions: 'device_id' } }],
    refersTo: ['users'],
    isIdentified: true,
    fill: importDevices,
  },
  POLICY_STATES: {
    tables: [{ root: 'configurations' }, { root: 'policyStates', children: { policySettingStates: 'state_id' } }],
    refersTo: ['devices'],
    async fill(run, db) {
      const profiles = await importConfigurations(run, await knownProfiles(db));
      await importPolicyStates(run, 'deviceCompliancePolicyStates', profiles);
      await importPolicyStates(run, 'deviceConfigurationStates', profiles);
    },
  },
  APPS: {
    tables: [{ root: 'apps', children: { appSearch: 'app_id' } }],
    isIdentified: true,
    fill: importApps,
  },
  APP_INSTALL_STATES: {
    tables: [{ root: 'appInstallStates' }],
    refersTo: ['devices'],
    fill: async (run, db) => importAppInstallStates(run, await knownApps(db)),
  },
  APP_PROTECTION: {
    tables: [
      { root: 'appProtectionPolicies' },
      { root: 'userAppProtectionPolicies' },
      { root: 'appProtections', children: { appProtectionStatePolicies: 'state_id' } },
    ],
    refersTo: ['users', 'devices'],
    fill: async (run, db) => importAppProtection(run, await knownApps(db)),
  },
  ENROLLMENT_FAILURES: {
    tables: [{ root: 'enrollmentFailures' }],
    refersTo: ['users'],
    isIdentified: true,
    fill: importEnrollmentFailures,
  },
  ROLES: {
    tables: [
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
