import type { AppInstallStateRow, AppRow } from '../../src/app/store';
import type { AppProtectionStateRow } from '../../src/app-protection/store';
import type { DeviceActionRow, DeviceLogonRow } from '../../src/device/activity';
import type { AutopilotDeviceRow, SetupRow } from '../../src/device/autopilot-store';
import type { DeviceRow } from '../../src/device/store';
import {
  type AssignedPolicyRow,
  type DeviceLists,
  deviceFact,
  tenantFact,
  type UserLists,
  userFact,
} from '../../src/findings/build-facts';
import { type Cause, toCauses } from '../../src/findings/causes';
import { type Clock, createClock } from '../../src/findings/clock';
import { DEFAULT_THRESHOLDS, type Thresholds } from '../../src/findings/constants';
import { runRules } from '../../src/findings/engine';
import type { AppCount, ConfigurationFacts, DeviceLink } from '../../src/findings/facts';
import { createFreshness } from '../../src/findings/freshness-of-facts';
import { checkedRules, resourceOfField, viewsOf } from '../../src/findings/needs';
import type { FactPage } from '../../src/findings/read-facts';
import { runsOn } from '../../src/findings/rules-on-page';
import { DEFAULT_FINDING_SETTINGS } from '../../src/findings/settings';
import { createShadow } from '../../src/findings/shadow';
import type { FailedSyncRow } from '../../src/findings/store';
import { checkRead } from '../../src/findings/views';
import type { AssignmentOutcome, FindingRule } from '../../src/generated/graphql';
import type { PolicyRow, PolicyStateRow, SettingStateRow } from '../../src/policy/store';
import type { Context } from '../../src/resolving/context';
import type { ConnectorRow, TenantRow } from '../../src/tenant/store';
import type { EnrollmentFailureRow, UserRow } from '../../src/user/store';
import { GRAPH, NOW } from './service';

/*
 * Facts of a healthy user with one device, to be spoiled by tests of single rules.
 */

const DAY_MS = 24 * 60 * 60 * 1000;

/** The instant so many days before the tests' clock; after it for a negative number. */
export const daysAgo = (days: number): string => new Date(NOW.getTime() - days * DAY_MS).toISOString();

const syncedAt = daysAgo(0);

const USER: UserRow = {
  id: 'u1',
  displayName: 'Ida Holm',
  userPrincipalName: 'ida.holm@contoso.example',
  mail: null,
  accountEnabled: true,
  accountEnabledSince: null,
  jobTitle: null,
  department: null,
  usageLocation: 'FR',
  intuneLicensed: true,
  intuneLicensedSince: null,
  syncedAt,
};

const DEVICE: DeviceRow = {
  id: 'd1',
  deviceName: 'PAR-LT-1',
  serialNumber: 'SN-12345',
  manufacturer: 'Dell',
  model: 'Latitude',
  managedBy: 'MDM',
  managementState: 'MANAGED',
  managementStateSince: null,
  joinType: 'JOINED',
  ownership: 'COMPANY',
  intuneCompliance: 'COMPLIANT',
  graceEndsAt: null,
  entraCompliance: 'COMPLIANT',
  platform: 'WINDOWS',
  operatingSystem: 'Windows',
  osVersion: '10.0.26200.7019',
  lastCheckInAt: daysAgo(0.2),
  enrolledAt: daysAgo(300),
  certificateExpiresAt: daysAgo(-200),
  userId: 'u1',
  isEncrypted: 1,
  isSupervised: null,
  totalStorageMegabytes: 244_000,
  freeStorageMegabytes: 120_000,
  imei: null,
  phoneNumber: null,
  wifiMacAddress: null,
  enrollmentType: 'WINDOWS_AZURE_AD_JOIN',
  category: null,
  notes: null,
  isAutopilot: 0,
  jailbreak: 'UNKNOWN',
  lostMode: 'UNKNOWN',
  syncedAt,
};

const SETUP: SetupRow = {
  deviceId: 'd1',
  profileState: null,
  groupTag: 'PAR-LAPTOP',
  autopilotState: 'ENROLLED',
  occurredAt: null,
  state: 'SUCCESS',
  enrollmentState: 'ENROLLED',
  deviceSetupState: 'SUCCESS',
  accountSetupState: 'SUCCESS',
  reason: null,
};

/** The last set-up of a device. A device with an Autopilot record has a profile, unless the case says otherwise. */
function setupOf({ autopilot, setups = [] }: DeviceCase): SetupRow | null {
  const [setup] = setups;
  if (autopilot === undefined && setup === undefined) return null;
  const { enrollmentState: autopilotState = 'ENROLLED', ...record } = autopilot ?? {};
  return {
    ...SETUP,
    ...(autopilot !== undefined && { profileState: 'ASSIGNED_IN_SYNC' as const, ...record, autopilotState }),
    ...(setup !== undefined && { occurredAt: daysAgo(1), ...setup }),
  };
}

const TENANT: TenantRow = {
  id: 't1',
  displayName: 'Contoso',
  subscriptionState: 'ACTIVE',
  mdmAuthority: 'INTUNE',
  complianceValidityDays: null,
  secureByDefault: null,
  syncedAt,
};

const COLLEAGUE: UserRow = {
  ...USER,
  id: 'u2',
  displayName: 'Per Dahl',
  userPrincipalName: 'per.dahl@contoso.example',
};

/** A policy that is assigned, and whether it arrives. */
export interface AssignedCase extends Partial<PolicyRow> {
  readonly outcome?: AssignmentOutcome;
}

export interface Profile extends Partial<PolicyStateRow> {
  readonly settings?: readonly Partial<SettingStateRow>[];
  readonly outcomes?: ConfigurationFacts['outcomes'];
}

/** What is other than on the healthy device. */
export interface DeviceCase extends Partial<DeviceRow> {
  readonly actions?: readonly Partial<DeviceActionRow>[];
  readonly compliance?: readonly Profile[];
  readonly profiles?: readonly Profile[];
  readonly apps?: readonly (Partial<AppInstallStateRow> & {
    readonly outcomes?: readonly AppCount[];
    readonly appModifiedAt?: string | null;
    readonly appConnectorId?: string;
  })[];
  readonly twins?: readonly Partial<DeviceRow>[];
  readonly others?: readonly Partial<DeviceRow>[];
  readonly logons?: readonly Partial<DeviceLogonRow>[];
  readonly assigned?: readonly AssignedCase[];
  readonly conflictGroups?: DeviceLists['conflictGroups'];
  readonly autopilot?: Partial<Pick<AutopilotDeviceRow, 'profileState' | 'groupTag' | 'enrollmentState'>>;
  readonly setups?: readonly Partial<Omit<SetupRow, 'profileState' | 'groupTag' | 'autopilotState'>>[];
  /** Null for a shared device. */
  readonly owner?: null | 'COLLEAGUE';
}

/** What is other than for the healthy user. */
export interface Case extends Partial<UserRow> {
  readonly subscription?: TenantRow['subscriptionState'];
  readonly validityDays?: number;
  /** Enrolment restrictions and device limits, as they count. */
  readonly assigned?: readonly AssignedCase[];
  readonly connectors?: readonly Partial<ConnectorRow>[];
  readonly licenses?: readonly Partial<UserLists['licenses'][number]>[];
  readonly failures?: readonly Partial<EnrollmentFailureRow>[];
  readonly protections?: readonly (Partial<AppProtectionStateRow> & { readonly deviceLink?: DeviceLink })[];
  readonly policies?: number;
  readonly devices?: readonly DeviceCase[];
  readonly now?: string;
  readonly thresholds?: Partial<Thresholds>;
  /** When each resource was read; the tests' clock if left out. */
  readonly readAt?: string;
  readonly isImported?: boolean;
  readonly failedSyncs?: readonly Partial<FailedSyncRow>[];
}

const { schema } = GRAPH;

/** The code as it is stored: a signed number of 32 bits. */
export const stored = (hex: string): string => String(Number(hex) | 0);

const assignedOf = (all: readonly AssignedCase[] = []): AssignedPolicyRow[] =>
  all.map(({ outcome = 'ASSIGNED', ...policy }, i) => ({ outcome, policy: policyOf(`q${i}`, policy) }));

const policyOf = (id: string, policy: Partial<PolicyRow>): PolicyRow => ({
  id,
  displayName: `Policy ${id}`,
  kind: 'CONFIGURATION',
  profileType: 'OTHER',
  platform: 'UNKNOWN',
  modifiedAt: daysAgo(100),
  priority: null,
  deviceLimit: null,
  syncedAt,
  ...policy,
});

function listsOf(device: DeviceCase): DeviceLists {
  const profileOutcomes = new Map<string, NonNullable<ConfigurationFacts['outcomes']>>();
  const settings = new Map<string, SettingStateRow[]>();
  const states = (profiles: readonly Profile[], kind: PolicyStateRow['kind']) =>
    profiles.map(({ settings: own = [], outcomes: counts, ...profile }, i): PolicyStateRow => {
      if (counts) profileOutcomes.set(`p${i}`, counts);
      const id = `d1/${kind}/${i}`;
      settings.set(
        id,
        own.map((setting) => ({
          stateId: id,
          name: 'Setting',
          state: 'NONCOMPLIANT',
          currentValue: null,
          sourceNames: '[]',
          errorCode: null,
          errorDescription: null,
          ...setting,
        })),
      );
      return {
        id,
        deviceId: 'd1',
        policyId: `p${i}`,
        kind,
        profileType: 'OTHER',
        displayName: `Policy ${i}`,
        state: 'COMPLIANT',
        stateSince: null,
        userPrincipalName: 'ida.holm@contoso.example',
        userId: 'u1',
        policyModifiedAt: daysAgo(100),
        errorCode: null,
        errorDescription: null,
        settingsRead: 1,
        syncedAt,
        ...profile,
      };
    });
  const apps = new Map<string, AppRow>();
  const outcomes = new Map<string, readonly AppCount[]>();
  const installs = (device.apps ?? []).map(({ outcomes: counts, appModifiedAt, appConnectorId, ...app }, i) => {
    const appId = `a${i}`;
    apps.set(appId, {
      id: appId,
      displayName: `App ${i}`,
      publisher: null,
      platform: 'WINDOWS',
      modifiedAt: appModifiedAt === undefined ? daysAgo(100) : appModifiedAt,
      connectorId: appConnectorId ?? null,
      syncedAt,
    });
    outcomes.set(appId, counts ?? []);
    const install: AppInstallStateRow = {
      deviceId: 'd1',
      appId,
      userId: '',
      intent: 'REQUIRED',
      state: 'FAILED',
      stateSince: null,
      version: null,
      errorCode: null,
      syncedAt,
      ...app,
    };
    return install;
  });
  return {
    actions: (device.actions ?? []).map((action) => ({
      deviceId: 'd1',
      kind: 'SYNC_DEVICE',
      name: 'syncDevice',
      state: 'DONE',
      requestedAt: daysAgo(2),
      updatedAt: daysAgo(2),
      ...action,
    })),
    compliance: states(device.compliance ?? [], 'COMPLIANCE'),
    configurations: states(device.profiles ?? [], 'CONFIGURATION'),
    settings,
    installs,
    apps,
    outcomes,
    profileOutcomes,
    logons: (device.logons ?? []).map((logon) => ({ deviceId: 'd1', userId: 'u1', loggedOnAt: daysAgo(1), ...logon })),
    people: new Map([USER, COLLEAGUE].map((user) => [user.id, user])),
    assigned: assignedOf(device.assigned),
    ...(device.conflictGroups && { conflictGroups: device.conflictGroups }),
    setup: setupOf(device),
  };
}

function userLists({ licenses, failures = [], protections = [], policies = 0, assigned }: Case): UserLists {
  return {
    licenses: (licenses ?? [{}]).map((license) => ({
      userId: 'u1',
      skuPartNumber: 'SPE_E3',
      servicePlan: 'INTUNE_A',
      state: 'ENABLED',
      error: null,
      groupId: null,
      ...license,
    })),
    failures: failures.map((failure, i) => ({
      id: `f${i}`,
      userId: 'u1',
      occurredAt: daysAgo(2),
      operatingSystem: 'Windows',
      osVersion: '10.0',
      category: 'UNKNOWN',
      reason: null,
      syncedAt,
      ...failure,
    })),
    protections: protections.map((state, i) => ({
      id: `p${i}`,
      userId: 'u1',
      state: 'CHECKED_IN',
      appName: `App ${i}`,
      deviceName: 'Phone',
      deviceType: null,
      platform: 'IOS',
      flags: '[]',
      flaggedSince: null,
      lastSyncAt: daysAgo(0.5),
      deviceId: null,
      syncedAt,
      ...state,
    })),
    policies,
    assigned: assignedOf(assigned),
  };
}

/** The facts of a case. */
function factsOf(given: Case, clock: Clock) {
  const { subscription, validityDays = null, connectors = [], devices = [{}] } = given;
  const own = Object.fromEntries(Object.entries(given).filter(([name]) => name in USER));
  const userRow: UserRow = { ...USER, ...own };
  const tenant = tenantFact(
    { ...TENANT, subscriptionState: subscription ?? 'ACTIVE', complianceValidityDays: validityDays },
    connectors.map((connector, i) => ({
      connectorId: `c${i}`,
      kind: 'APPLE_PUSH_CERTIFICATE',
      name: 'Connector',
      reported: null,
      expiresAt: null,
      lastSyncAt: null,
      ...connector,
    })),
    clock.now,
    given.failedSyncs?.map((sync) => ({
      kind: 'MANAGED_DEVICES',
      state: 'FAILED',
      problem: null,
      lastCompletedAt: daysAgo(0.1),
      ...sync,
    })),
  );
  const owner = userFact(userRow, userLists({}), []);
  const colleague = userFact(COLLEAGUE, userLists({}), []);
  const ownerOf = (device: DeviceCase) =>
    device.owner === null ? null : device.owner === 'COLLEAGUE' ? colleague : owner;
  const facts = devices.map((device) => {
    const row = Object.fromEntries(Object.entries(device).filter(([name]) => name in DEVICE));
    const full: DeviceRow = { ...DEVICE, ...row };
    // As the statement that reads devices does.
    const isInGrace =
      full.graceEndsAt !== null && full.intuneCompliance === 'NONCOMPLIANT' && full.graceEndsAt > clock.now;
    const intuneCompliance = isInGrace ? 'IN_GRACE_PERIOD' : full.intuneCompliance;
    return deviceFact({ ...full, intuneCompliance }, listsOf(device), ownerOf(device));
  });
  return { tenant, user: userFact(userRow, userLists(given), facts), facts, devices };
}

const plain = (row: Partial<DeviceRow>, i: number) => deviceFact({ ...DEVICE, id: `x${i}`, ...row }, listsOf({}), null);

/** Runs one rule on a case, as the engine does; also the fields that it read, and the devices that it ran on. */
export function firedBy(id: FindingRule, given: Case) {
  const found = checkedRules(schema).find(({ rule }) => rule.id === id);
  if (found === undefined) throw new Error(`There is no rule ${id}.`);
  const { rule, guard, onlyWith } = found;
  const views = viewsOf(schema);
  const read = new Set<string>();
  guard.listen((coordinate) => read.add(coordinate));
  for (const { field } of onlyWith ?? []) read.add(`Device.${field}`);
  const clock = createClock(given.now ?? NOW.toISOString());
  const { readAt = clock.now, isImported = false } = given;
  const { tenant, user, facts, devices } = factsOf(given, clock);
  const isOld = clock.hasPassed(readAt, DAY_MS);
  const around = {
    tenant: views.view<never>(tenant),
    clock,
    thresholds: { ...DEFAULT_THRESHOLDS, ...given.thresholds },
    isImported,
    stale: isOld ? [{ kind: 'MANAGED_DEVICES' as const, at: readAt }] : [],
    readAt: (coordinate: string) => {
      checkRead(coordinate);
      return resourceOfField(coordinate) === null ? null : readAt;
    },
  };
  const ranOn = facts.filter((fact) => runsOn(found, fact));
  const drafts = guard.run(() =>
    rule.about === 'DEVICE'
      ? ranOn.flatMap((fact) => {
          const { others = [], twins = [] } = devices[facts.indexOf(fact)] ?? {};
          return [
            ...rule.find({
              ...around,
              device: views.view<never>(fact),
              user: views.view<never>(user),
              others: () => others.map((row, j) => views.view<never>(plain(row, j))),
              twins: () => twins.map((row, j) => views.view<never>(plain(row, j))),
            }),
          ];
        })
      : [
          ...rule.find({
            ...around,
            user: views.view<never>(user),
            devices: facts.map((fact) => views.view<never>(fact)),
          }),
        ],
  );
  guard.listen(null);
  return { drafts, read, ranOn };
}

/** Runs all rules on the page of a user whose devices have different ids, for a viewer who sees everything. */
export function causesOf(given: Case, isLarge = false): Cause[] {
  const clock = createClock(given.now ?? NOW.toISOString());
  const { tenant, user, facts, devices } = factsOf(given, clock);
  const page: FactPage = {
    of: 'USER',
    tenant,
    user,
    devices: facts.map((fact, i) => ({
      fact,
      row: fact.row as DeviceRow,
      others: () => [...facts.filter((other) => other !== fact), ...(devices[i]?.others ?? []).map(plain)],
      twins: (devices[i]?.twins ?? []).map(plain),
      isUserSeen: true,
      areAppsReached: true,
      areAppsTruncated: false,
    })),
    used: [],
    areDevicesComplete: true,
    cut: new Set(),
    areFailuresReached: true,
    areProtectionsReached: true,
  };
  const onFault = (rule: FindingRule, error: unknown) => {
    throw new Error(`${rule} failed.`, { cause: error });
  };
  const context = {
    schema,
    findings: { ...DEFAULT_FINDING_SETTINGS, shadow: createShadow(new Set(), () => {}), onFault },
    viewer: { refusal: () => null, scopeOf: () => ({ allDevices: true }) },
  } as unknown as Context;
  const readings = (['devices', 'managedDevices'] as const).map((resource) => ({
    resource,
    completedAt: clock.now,
    isSynced: 1 as const,
    hasKnownIssues: 0 as const,
    hasExceptions: 0 as const,
  }));
  const { firings } = runRules(context, page, clock, createFreshness(readings, clock, 60));
  return toCauses(firings, null, { isLarge, userId: 'u1' });
}
