import type { Knex } from 'knex';
import type { Db } from '../database/database';
import type { ProfileType, SyncKind } from '../generated/graphql';
import { importAppInstallStates } from '../import/app-install-states';
import { importAppProtection } from '../import/app-protection';
import { importAppRelations, importApps } from '../import/apps';
import { importAssignmentFilters } from '../import/assignments';
import { importAutopilot } from '../import/autopilot';
import { importCompliancePolicies, importConfigurations, importEnrollmentRestrictions } from '../import/configurations';
import { CONNECTOR_RESOURCES, importConnectors } from '../import/connectors';
import { importDevices } from '../import/devices';
import { importEnrollmentFailures } from '../import/failures';
import { importEntraDevices, importGroups } from '../import/groups';
import { importPolicyStates } from '../import/policies';
import { importRoles } from '../import/roles';
import type { Run } from '../import/run';
import { importUsers } from '../import/users';
import type { Row } from '../import/writer';
import { PROFILE_RESOURCES, type Resource, resourcesOf } from '../microsoft-graph/resources';
import type { ObjectTables } from './changes';
import {
  keepAssignments,
  keepCodes,
  keepNotes,
  keepSettings,
  knownApps,
  knownIntents,
  knownLicenseAssignments,
  knownPlans,
  knownProfiles,
  knownProtection,
  knownTargeting,
  protectionListsOf,
} from './earlier-readings';
import { stageReportedStates } from './reported-states';

/** How a sync writes one kind of object. */
interface KindOfObject {
  /** Tables to fill, parents first. */
  readonly tables: readonly ObjectTables[];
  /** Objects whose ids are loaded first, to detect dangling references. */
  readonly refersTo?: readonly (keyof Run['known'])[];
  /** Records carry the ids of their rows, so that a quarantined record is not taken for a removed object. */
  readonly isIdentified?: true;
  /**
   * Turns the records that were read into staged rows.
   * @param live the database, for data that was not read this time
   * @param later registers a step to run once all rows of the kind are staged
   * @param at when the records were read
   */
  fill(run: Run, live: Db, later: (step: (staged: Knex) => Promise<void>) => void, at: string): Promise<unknown>;
}

/** The lists that a policy can be in. */
function policyListsOf({ kind, profile_type: type }: Row): readonly Resource[] {
  if (kind === 'COMPLIANCE') return ['deviceCompliancePolicies', 'compliancePolicies'];
  if (kind !== 'CONFIGURATION') return ['deviceEnrollmentConfigurations'];
  return PROFILE_RESOURCES.filter((list) => ONLY_TYPES[list] === undefined || ONLY_TYPES[list] === type);
}

// The one type of profile of a list.
const ONLY_TYPES: Partial<Record<Resource, ProfileType>> = {
  groupPolicyConfigurations: 'ADMINISTRATIVE_TEMPLATE',
  intents: 'ENDPOINT_SECURITY',
};

/** What a connector comes from. */
function connectorListsOf({ kind }: Row): readonly Resource[] {
  const resource = CONNECTOR_RESOURCES.get(String(kind));
  return resource === undefined ? resourcesOf('TENANT') : [resource];
}

const SETTINGS = { policySettingStates: 'state_id' } as const;

/** Every kind, in the order of a sync: rights first, then each kind after those it refers to. */
export const KINDS: Readonly<Record<SyncKind, KindOfObject>> = {
  USERS: {
    tables: [
      { root: 'skus', needs: ['subscribedSkus'] },
      { root: 'users', children: { userSearch: 'user_id', userLicenses: 'user_id' } },
    ],
    isIdentified: true,
    async fill(run, live) {
      const plansBySku = run.isRead('subscribedSkus') ? new Map() : await knownPlans(live);
      const assignments = run.isRead('userLicenses') ? new Map() : await knownLicenseAssignments(live);
      await importUsers(run, { plansBySku, assignments });
    },
  },
  GROUPS: {
    tables: [{ root: 'groups', children: { groupSearch: 'group_id' } }],
    isIdentified: true,
    fill: importGroups,
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
  TENANT: {
    tables: [{ root: 'connectors', needs: connectorListsOf }],
    fill: importConnectors,
  },
  ENTRA_DEVICES: {
    tables: [{ root: 'entraDevices' }],
    isIdentified: true,
    fill: importEntraDevices,
  },
  MANAGED_DEVICES: {
    tables: [
      { root: 'devices', children: { deviceSearch: 'device_id', deviceLogons: 'device_id' } },
      { root: 'deviceActions', by: [{ column: 'device_id', resource: 'managedDeviceDetails' }] },
    ],
    refersTo: ['users'],
    isIdentified: true,
    async fill(run, live, later) {
      const unread = await importDevices(run);
      later((staged) => keepNotes(staged, live, unread));
    },
  },
  AUTOPILOT: {
    tables: [
      { root: 'autopilotDevices', needs: ['windowsAutopilotDeviceIdentities'] },
      { root: 'setupEvents', needs: ['autopilotEvents'] },
    ],
    refersTo: ['devices'],
    isIdentified: true,
    fill: importAutopilot,
  },
  POLICY_STATES: {
    tables: [
      {
        root: 'policies',
        children: { policyAssignments: 'policy_id' },
        needs: policyListsOf,
      },
      { root: 'assignmentFilters', needs: ['assignmentFilters'] },
      {
        root: 'policyStates',
        children: SETTINGS,
        by: [{ column: 'device_id', kind: 'COMPLIANCE', resource: 'deviceCompliancePolicyStates' }],
        addsOthers: true,
      },
      {
        root: 'policyStates',
        children: SETTINGS,
        by: [{ column: 'device_id', kind: 'CONFIGURATION', resource: 'deviceConfigurationStates' }],
        addsOthers: true,
      },
    ],
    refersTo: ['devices'],
    async fill(run, live, later, at) {
      await importAssignmentFilters(run);
      const profiles = await importConfigurations(run, await knownProfiles(live));
      await importCompliancePolicies(run);
      await importEnrollmentRestrictions(run);
      later((staged) => keepAssignments(run, staged, live));
      const compliance = await importPolicyStates(run, 'deviceCompliancePolicyStates', profiles);
      const configuration = await importPolicyStates(run, 'deviceConfigurationStates', profiles);
      later((staged) => keepSettings(staged, live, new Map([...compliance, ...configuration])));
      later((staged) => stageReportedStates(run, staged, live, at));
    },
  },
  APPS: {
    tables: [
      { root: 'apps', children: { appSearch: 'app_id', appAssignments: 'app_id' } },
      { root: 'appRelations', by: [{ column: 'app_id', resource: 'mobileAppRelationships' }] },
    ],
    isIdentified: true,
    fill: async (run) => importAppRelations(run, await importApps(run)),
  },
  APP_INSTALL_STATES: {
    tables: [
      {
        root: 'appInstallStates',
        by: [
          { column: 'app_id', resource: 'appInstallReport' },
          { column: 'device_id', resource: 'mobileAppIntentAndStates', lacksRowsOf: 'appInstallReport' },
        ],
      },
    ],
    refersTo: ['devices'],
    async fill(run, live, later) {
      const isReported = run.isRead('appInstallReport');
      await importAppInstallStates(run, await knownApps(live), isReported ? knownIntents(live) : null);
      if (!isReported) later((staged) => keepCodes(staged, live));
    },
  },
  APP_PROTECTION: {
    tables: [
      {
        root: 'appProtectionPolicies',
        children: { appProtectionAssignments: 'policy_id' },
        needs: ({ platform }) => protectionListsOf(platform),
      },
      // Those of users who are not read are staged too.
      { root: 'userAppProtectionPolicies' },
      {
        root: 'appProtections',
        children: { appProtectionStatePolicies: 'state_id' },
        needs: ['managedAppRegistrations'],
      },
    ],
    refersTo: ['users', 'devices'],
    async fill(run, live) {
      const known = { policies: knownProtection(run, live), targeting: await knownTargeting(run, live) };
      await importAppProtection(run, await knownApps(live), known);
    },
  },
  ENROLLMENT_FAILURES: {
    tables: [{ root: 'enrollmentFailures' }],
    refersTo: ['users'],
    isIdentified: true,
    fill: importEnrollmentFailures,
  },
};
