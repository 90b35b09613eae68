import type { AppInstallStateRow, AppRow } from '../app/store';
import type { AppProtectionStateRow } from '../app-protection/store';
import type { ConflictGroupRow } from '../assignment/store';
import type { DeviceActionRow, DeviceLogonRow } from '../device/activity';
import { failedPhase, type SetupRow } from '../device/autopilot-store';
import type { DeviceRow } from '../device/store';
import type { AssignmentOutcome, FlaggedReason } from '../generated/graphql';
import type { GroupRow } from '../group/store';
import type { PolicyRow, PolicyStateRow, SettingStateRow } from '../policy/store';
import { booleanOf } from '../resolving/flag';
import { accountStatusOf, connectorHealth } from '../tenant/health';
import type { ConnectorRow, TenantRow } from '../tenant/store';
import type { EnrollmentFailureRow, LicenseRow, UserRow } from '../user/store';
import type { AppCount, ConfigurationFacts, DeviceLink, ErrorFact } from './facts';
import type { FailedSyncRow } from './store';
import { Fact, type NodeKey } from './views';

/* Turns rows into facts, with the names of the schema. */

const NO_FIELDS = {};

/** A fact of another node. */
const partOf = (node: NodeKey | null, type: string, row: object, fields: object = NO_FIELDS): Fact =>
  new Fact(type, node, row, fields);
/** A fact that is a node itself. */
const factOfNode = (node: NodeKey, row: object, fields: object): Fact => new Fact(node[0], node, row, fields);

const errorOf = (code: string | null, description: string | null): ErrorFact | null =>
  code === null && description === null ? null : { code, description };

const connectorFact = (row: ConnectorRow, now: string): Fact =>
  partOf(null, 'Connector', row, { health: connectorHealth(row, now) });

/** The tenant. @param failed the failed syncs, if the viewer may know of them */
export const tenantFact = (
  row: TenantRow,
  connectors: readonly ConnectorRow[],
  now: string,
  failed: readonly FailedSyncRow[] = [],
): Fact =>
  factOfNode(['Tenant', row.id], row, {
    sync: failed.map((sync) => partOf(['Tenant', row.id], 'SyncStatus', sync)),
    accountStatus: accountStatusOf(row.subscriptionState),
    connectors: connectors.map((connector) => connectorFact(connector, now)),
  });

/** A protected app of a user, and whether its managed device is seen, if that was looked up. */
type ProtectedAppRow = AppProtectionStateRow & { readonly deviceLink?: DeviceLink };

/** A licence, with its group if that was looked up and the viewer sees it. */
type HeldLicenseRow = LicenseRow & { readonly group?: Pick<GroupRow, 'id' | 'displayName'> | null };

/** The lists of a user; null for those that the viewer cannot read in full. */
export interface UserLists {
  readonly licenses: readonly HeldLicenseRow[];
  readonly failures: readonly EnrollmentFailureRow[];
  readonly protections: readonly ProtectedAppRow[];
  readonly policies: number;
  readonly assigned: readonly AssignedPolicyRow[];
}

/** A policy that is assigned, and whether it arrives. */
export interface AssignedPolicyRow {
  readonly outcome: AssignmentOutcome;
  readonly policy: KnownPolicy;
}

/** A policy; only its id and its name are always known. */
type KnownPolicy = Pick<PolicyRow, 'id' | 'displayName'> & Partial<PolicyRow>;

const policyFactOf = (policy: KnownPolicy): Fact => factOfNode(['Policy', policy.id], policy, NO_FIELDS);

const assignedFact = (row: AssignedPolicyRow): Fact =>
  partOf(['Policy', row.policy.id], 'AssignedPolicy', row, { policy: policyFactOf(row.policy) });

const groupFactOf = ({ id, displayName }: Pick<GroupRow, 'id' | 'displayName'>): Fact =>
  factOfNode(['Group', id], { id, displayName }, NO_FIELDS);

const licenseFact = (row: HeldLicenseRow, node: NodeKey): Fact =>
  partOf(node, 'License', row, { assignedByGroup: row.group == null ? null : groupFactOf(row.group) });

/** The facts about a user, as the finding rules read them. */
export function userFact(row: UserRow, lists: UserLists, devices: readonly Fact[]): Fact {
  const node: NodeKey = ['User', row.id];
  return factOfNode(node, row, {
    status: partOf(node, 'UserStatus', row),
    licenses: lists.licenses.map((license) => licenseFact(license, node)),
    devices,
    enrollmentFailures: lists.failures.map((failure) =>
      factOfNode(['EnrollmentFailure', failure.id], failure, { error: { reason: failure.reason } }),
    ),
    appProtectionStates: lists.protections.map((state) =>
      factOfNode(['AppProtectionState', state.id], state, {
        flaggedReasons: JSON.parse(state.flags) as FlaggedReason[],
        deviceLink: state.deviceLink ?? 'UNKNOWN',
      }),
    ),
    appProtectionPolicies: lists.policies,
    assignedPolicies: lists.assigned.map(assignedFact),
  });
}

type ProfileOutcomes = NonNullable<ConfigurationFacts['outcomes']>;

/** The lists of a device. */
export interface DeviceLists {
  readonly actions: readonly DeviceActionRow[];
  readonly compliance: readonly PolicyStateRow[];
  readonly configurations: readonly PolicyStateRow[];
  readonly settings: ReadonlyMap<string, readonly SettingStateRow[]>;
  readonly installs: readonly AppInstallStateRow[];
  readonly apps: ReadonlyMap<string, AppRow>;
  readonly outcomes: ReadonlyMap<string, readonly AppCount[]>;
  /** On how many devices the profiles of this device succeeded and failed. */
  readonly profileOutcomes: ReadonlyMap<string, ProfileOutcomes>;
  readonly logons: readonly DeviceLogonRow[];
  readonly setup: SetupRow | null;
  /** The users who logged on, as far as the viewer sees them. */
  readonly people: ReadonlyMap<string, UserRow>;
  /** The policies that are assigned and do not arrive. */
  readonly assigned: readonly AssignedPolicyRow[];
  /** The groups through which profiles in conflict reach it, as far as the viewer sees them. */
  readonly conflictGroups?: readonly ConflictGroupRow[];
}

export const NO_LISTS: DeviceLists = {
  actions: [],
  compliance: [],
  configurations: [],
  settings: new Map(),
  installs: [],
  apps: new Map(),
  outcomes: new Map(),
  profileOutcomes: new Map(),
  logons: [],
  setup: null,
  people: new Map(),
  assigned: [],
};

/** The lists of a user whose lists are not read. */
export const NO_USER_LISTS: UserLists = {
  licenses: [],
  failures: [],
  protections: [],
  policies: 0,
  assigned: [],
};

function conflictGroupFact(row: ConflictGroupRow): Fact {
  const { groupId: id, groupName: displayName } = row;
  return partOf(null, 'PolicyAssignment', row, { group: groupFactOf({ id, displayName }) });
}

function policyFact(
  type: 'CompliancePolicyState' | 'ConfigurationState',
  row: PolicyStateRow,
  lists: DeviceLists,
): Fact {
  const node: NodeKey = [type, row.id];
  const { policyId, displayName, policyModifiedAt: modifiedAt } = row;
  return factOfNode(node, row, {
    error: errorOf(row.errorCode, row.errorDescription),
    outcomes: lists.profileOutcomes.get(policyId ?? '') ?? null,
    policy: policyId === null ? null : policyFactOf({ id: policyId, displayName, modifiedAt }),
    settings: (lists.settings.get(row.id) ?? []).map((setting) =>
      partOf(node, 'SettingState', setting, {
        sources: JSON.parse(setting.sourceNames) as string[],
        error: errorOf(setting.errorCode, setting.errorDescription),
      }),
    ),
  });
}

function installFact(row: AppInstallStateRow, lists: DeviceLists): Fact {
  const app = lists.apps.get(row.appId);
  const missing = { id: row.appId, displayName: null, modifiedAt: null, connectorId: null };
  return factOfNode(['AppInstallState', `${row.deviceId}/${row.appId}/${row.userId}`], row, {
    error: errorOf(row.errorCode, null),
    app: factOfNode(['App', row.appId], app ?? missing, { installStates: lists.outcomes.get(row.appId) ?? [] }),
  });
}

function logonFact(logon: DeviceLogonRow, { people }: DeviceLists): Fact {
  const user = people.get(logon.userId);
  return partOf(['Device', logon.deviceId], 'DeviceLogon', logon, {
    user: user === undefined ? null : userFact(user, NO_USER_LISTS, []),
  });
}

function autopilotFact(setup: SetupRow | null, node: NodeKey): Fact | null {
  if (setup === null || setup.profileState === null) return null;
  const { profileState, groupTag, autopilotState: enrollmentState } = setup;
  return partOf(node, 'AutopilotDevice', { profileState, groupTag, enrollmentState });
}

/** The newest set-up; rules look at no others. */
function setupFacts(setup: SetupRow | null, node: NodeKey): Fact[] {
  if (setup === null || setup.occurredAt === null) return [];
  const error = setup.reason === null ? null : { reason: setup.reason };
  return [partOf(node, 'SetupEvent', setup, { failedPhase: failedPhase(setup), error })];
}

/** A device. @param primaryUser null for a shared device, and where the viewer cannot see the user */
export function deviceFact(row: DeviceRow, lists: DeviceLists, primaryUser: Fact | null): Fact {
  const node: NodeKey = ['Device', row.id];
  return factOfNode(node, row, {
    primaryUser,
    encrypted: booleanOf(row.isEncrypted),
    logons: lists.logons.map((logon) => logonFact(logon, lists)),
    autopilot: autopilotFact(lists.setup, node),
    setupEvents: setupFacts(lists.setup, node),
    assignedPolicies: lists.assigned.map(assignedFact),
    conflictGroups: (lists.conflictGroups ?? []).map(conflictGroupFact),
    actions: lists.actions.map((action) => partOf(node, 'DeviceAction', action)),
    compliancePolicyStates: lists.compliance.map((state) => policyFact('CompliancePolicyState', state, lists)),
    configurationStates: lists.configurations.map((state) => policyFact('ConfigurationState', state, lists)),
    appInstallStates: lists.installs.map((state) => installFact(state, lists)),
  });
}
