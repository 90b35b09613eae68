import type { z } from 'zod';
import { nameKey } from '../database/folding';
import { AppProtectionStateKind, FlaggedReason, type Platform } from '../generated/graphql';
import { PROTECTION_LISTS } from '../microsoft-graph/protection-resources';
import type { Resource } from '../microsoft-graph/resources';
import { type Apps, platformOfType } from './apps';
import { putAssignments, readAssignments } from './assignments';
import { entraDeviceId } from './groups';
import type { Run } from './run';
import * as shapes from './shapes';

/** An app under app protection, by its bundle or package id. */
export interface ProtectedApp {
  readonly identifier: string;
  readonly platform: Platform;
  readonly name: string;
}

type Identifier = z.output<typeof shapes.ManagedAppRegistration>['appIdentifier'];
type Registration = z.output<typeof shapes.ManagedAppRegistration>;

/** The apps that each policy protects, by the policy's id. */
export type Policies = ReadonlyMap<string, readonly ProtectedApp[]>;
/** Lists by user. Many users have equal lists, which are stored once. */
type ByUser = ReadonlyMap<string, readonly string[]>;

/** A policy that targets a user. */
export interface Targeting {
  readonly userId: string;
  readonly policyId: string;
}

/** App protection of an earlier sync. */
interface Known {
  /** Finds the policies that were not read this time. @param read the policies that were read */
  readonly policies: (read: Policies) => Promise<Policies>;
  /** The targeting of users whose policies were not read this time. */
  readonly targeting: Iterable<Targeting>;
}

const NOTHING: Known = { policies: async () => new Map(), targeting: [] };

/** False for an app configuration policy, which Microsoft Graph lists among the policies of managed apps. */
const isProtection = (policy: { readonly '@odata.type'?: string | null | undefined }): boolean =>
  !/ManagedAppConfiguration$/i.test(policy['@odata.type'] ?? '');

const keyOf = ({ platform, identifier }: ProtectedApp): string => `${platform.toLowerCase()}/${identifier}`;

/** Collects lists by user, and stores equal lists once. */
function createLists(): { readonly byUser: ByUser; add(userId: string, value: string): void } {
  const byUser = new Map<string, readonly string[]>();
  const lists = new Map<string, readonly string[]>();
  return {
    byUser,
    add(userId, value) {
      const before = byUser.get(userId) ?? [];
      if (before.includes(value)) return;
      const longer = [...before, value];
      const name = longer.join(' ');
      const list = lists.get(name) ?? longer;
      lists.set(name, list);
      byUser.set(userId, list);
    },
  };
}

function protectedApp(run: Run, apps: Apps, raw: Identifier, platformElse: Platform): ProtectedApp | null {
  const id = run.values.id(raw?.bundleId ?? raw?.packageId ?? raw?.windowsAppId);
  if (raw == null || id === null) return null;
  const byType = platformOfType(raw['@odata.type']);
  const platform = byType === 'UNKNOWN' ? platformElse : byType;
  const name = apps.identifiers.get(`${platform} ${id}`) ?? apps.identifiers.get(id);
  // An app that the tenant does not have is named by its id, in Microsoft's spelling.
  const spelled = run.values.text(raw.bundleId ?? raw.packageId ?? raw.windowsAppId);
  return { identifier: id, platform, name: name ?? spelled ?? id };
}

// The lists of policies, and their platform if the type does not tell it.
const POLICY_RESOURCES = Object.entries({ ...PROTECTION_LISTS, UNKNOWN: 'managedAppPolicies' } as const) as [
  Platform,
  Resource,
][];

async function importPolicies(run: Run, apps: Apps, known: Known['policies']): Promise<Policies> {
  const { values } = run;
  const policies = new Map<string, readonly ProtectedApp[]>();
  const assignmentsOf = await readAssignments(run, 'managedAppPolicyAssignments');
  for (const [platformElse, resource] of POLICY_RESOURCES) {
    for await (const { object: policy, where } of run.read(resource, shapes.ManagedAppPolicy)) {
      if (!isProtection(policy)) continue;
      const id = values.id(policy.id) as string;
      // Objects in a collection of one type have no `@odata.type`.
      const byType = platformOfType(policy['@odata.type']);
      const platform = byType === 'UNKNOWN' ? platformElse : byType;
      const displayName = values.text(policy.displayName) ?? id;
      if (policies.has(id)) continue;
      policies.set(
        id,
        policy.apps.flatMap((app) => protectedApp(run, apps, app.mobileAppIdentifier, platform) ?? []),
      );
      await run.put(
        'appProtectionPolicies',
        { id, display_name: displayName, name_key: nameKey(displayName), platform },
        where,
      );
      await putAssignments(run, 'appProtectionAssignments', id, assignmentsOf(policy), where);
    }
  }
  for (const [id, protectedApps] of await known(policies)) policies.set(id, protectedApps);
  return policies;
}

/** Imports the policies that target each user. @param known those of an earlier sync, for users not read this time */
async function importTargeting(run: Run, policies: Policies, known: Iterable<Targeting>): Promise<ByUser> {
  const { users } = run.known;
  const { values } = run;
  const targeting = createLists();
  for (const { userId, policyId } of known) {
    if (!users.has(userId) || !policies.has(policyId)) continue;
    await run.put('userAppProtectionPolicies', { user_id: userId, policy_id: policyId }, userId);
    targeting.add(userId, policyId);
  }
  for await (const { object, parent, where } of run.read('userManagedAppPolicies', shapes.Reference)) {
    if (!isProtection(object)) continue;
    const policyId = values.id(object.id) as string;
    if (parent === null || !users.has(parent)) run.leaveOut('app protection policies of users that do not exist');
    else if (!policies.has(policyId)) run.leaveOut('app protection policies that do not exist');
    else {
      await run.put('userAppProtectionPolicies', { user_id: parent, policy_id: policyId }, where);
      targeting.add(parent, policyId);
    }
  }
  return targeting.byUser;
}

/** The app protection state of an app. */
interface Protection {
  readonly id: string;
  readonly userId: string;
  readonly state: AppProtectionStateKind;
  readonly app: ProtectedApp | null;
  readonly platform: Platform;
  readonly deviceName?: string | null;
  readonly deviceType?: string | null;
  readonly flags?: readonly string[];
  readonly lastSyncAt?: string | null;
  readonly deviceId?: string | null;
  /** The policies that apply to it. */
  readonly policyIds: readonly string[];
}

async function putProtection(run: Run, policies: Policies, protection: Protection, where: string): Promise<void> {
  const { id, app, state } = protection;
  await run.put(
    'appProtections',
    {
      id,
      user_id: protection.userId,
      state,
      severity: Object.keys(AppProtectionStateKind).indexOf(state),
      app_name: app?.name ?? null,
      name_key: nameKey(app?.name ?? null),
      device_name: protection.deviceName ?? null,
      device_type: protection.deviceType ?? null,
      platform: protection.platform,
      flagged_reasons: JSON.stringify(protection.flags ?? []),
      last_sync_at: protection.lastSyncAt ?? null,
      device_id: protection.deviceId ?? null,
    },
    where,
  );
  for (const policyId of new Set(protection.policyIds)) {
    if (policies.has(policyId)) {
      await run.put('appProtectionStatePolicies', { state_id: id, policy_id: policyId }, where);
    } else run.leaveOut('app protection policies that do not exist');
  }
}

/** Finds the device of a registration by its Intune id, or else by its Entra id. */
function createDeviceFinder(run: Run): (registration: Registration) => string | null {
  const { values, known } = run;
  const byEntraId = new Map([...known.devices].flatMap(([id, entraId]) => (entraId === null ? [] : [[entraId, id]])));
  return ({ managedDeviceId, azureADDeviceId }) => {
    const id = values.id(managedDeviceId);
    if (id !== null && known.devices.has(id)) return id;
    const entraId = entraDeviceId(run, azureADDeviceId);
    return entraId === null ? null : (byEntraId.get(entraId) ?? null);
  };
}

/** Imports app registrations. @returns the registered apps of each user */
async function importRegistrations(run: Run, apps: Apps, policies: Policies): Promise<ByUser> {
  const { values, known } = run;
  const registered = createLists();
  const deviceOf = createDeviceFinder(run);
  for await (const { object: registration, where } of run.read(
    'managedAppRegistrations',
    shapes.ManagedAppRegistration,
  )) {
    const userId = values.id(registration.userId);
    if (userId === null || !known.users.has(userId)) {
      run.leaveOut('app registrations of users that do not exist');
      continue;
    }
    const byType = platformOfType(registration['@odata.type']);
    const app = protectedApp(run, apps, registration.appIdentifier, byType);
    const platform = app?.platform ?? byType;
    if (app !== null) registered.add(userId, keyOf({ ...app, platform }));
    const appliedPolicies = registration.appliedPolicies.filter(isProtection);
    const intendedPolicies = registration.intendedPolicies.filter(isProtection);
    const checkedIn = appliedPolicies.length > 0;
    const protection: Protection = {
      id: values.id(registration.id) as string,
      userId,
      state: checkedIn ? 'CHECKED_IN' : 'NOT_CHECKED_IN',
      app,
      platform,
      deviceName: values.text(registration.deviceName),
      deviceType: values.text(registration.deviceType),
      flags: registration.flaggedReasons
        .filter((reason) => !/^none$/i.test(reason))
        .map((reason) => values.oneOf(FlaggedReason, reason, 'flaggedReasons')),
      lastSyncAt: values.instant(registration.lastSyncDateTime, 'lastSyncDateTime'),
      deviceId: deviceOf(registration),
      policyIds: (checkedIn ? appliedPolicies : intendedPolicies).map(({ id }) => values.id(id) as string),
    };
    await putProtection(run, policies, protection, where);
  }
  return registered.byUser;
}

/** Adds a state without a device for each targeted app that the user never registered: it has not checked in. */
async function putNotRegistered(run: Run, policies: Policies, targeting: ByUser, registered: ByUser): Promise<void> {
  for (const [userId, policyIds] of targeting) {
    const protecting = new Map<string, { app: ProtectedApp; policyIds: string[] }>();
    for (const policyId of policyIds) {
      for (const app of policies.get(policyId) ?? []) {
        const entry = protecting.get(keyOf(app)) ?? { app, policyIds: [] };
        if (!entry.policyIds.includes(policyId)) entry.policyIds.push(policyId);
        protecting.set(keyOf(app), entry);
      }
    }
    for (const key of registered.get(userId) ?? []) protecting.delete(key);
    for (const [key, { app, policyIds: because }] of protecting) {
      const id = `${userId}/${key}`;
      const { platform } = app;
      await putProtection(
        run,
        policies,
        { id, userId, state: 'NOT_CHECKED_IN', app, platform, policyIds: because },
        id,
      );
    }
  }
}

/**
 * Imports app protection, after users, devices and apps.
 * @param known what an earlier sync read
 */
export async function importAppProtection(run: Run, apps: Apps, known: Known = NOTHING): Promise<void> {
  const policies = await importPolicies(run, apps, known.policies);
  const targeting = await importTargeting(run, policies, known.targeting);
  const registered = await importRegistrations(run, apps, policies);
  // Without the registrations, every app would seem not to be registered.
  if (run.isRead('managedAppRegistrations')) await putNotRegistered(run, policies, targeting, registered);
}
