import type { z } from 'zod';
import { nameKey, words } from '../database/folding';
import { normalizeCode } from '../failure/explain';
import {
  AppInstallStateKind,
  AppIntent,
  AppProtectionStateKind,
  FlaggedReason,
  type Platform,
} from '../generated/graphql';
import { entraDeviceId } from './directory';
import { putWords, type Run } from './run';
import * as shapes from './shapes';

const PLATFORMS: readonly (readonly [RegExp, Platform])[] = [
  [/^(managed)?android|aosp/, 'ANDROID'],
  [/^(managed)?ios/, 'IOS'],
  [/^macos/, 'MACOS'],
  [/^(win|windows|microsoftstore|officesuite|mdmwindows)/, 'WINDOWS'],
  [/^webapp/, 'WEB'],
];

/** What an app, or a policy for apps, is for: its type tells. */
export function platformOfType(odataType: string | null | undefined): Platform {
  const name = (odataType ?? '').replace(/^#?microsoft\.graph\./i, '').toLowerCase();
  return PLATFORMS.find(([pattern]) => pattern.test(name))?.[1] ?? 'UNKNOWN';
}

/** What others need of the apps. */
export interface Apps {
  /** The apps' names, by id. */
  readonly names: ReadonlyMap<string, string | null>;
  /** The apps' names by platform and bundle or package id, and by that id alone. */
  readonly identifiers: ReadonlyMap<string, string | null>;
}

/** What others need of these apps. */
export function appsAmong(
  found: Iterable<{ id: string; name: string | null; platform: string; identifier: string | null }>,
): Apps {
  const names = new Map<string, string | null>();
  const identifiers = new Map<string, string | null>();
  for (const { id, name, platform, identifier } of found) {
    names.set(id, name);
    if (identifier === null) continue;
    identifiers.set(`${platform} ${identifier}`, name);
    if (!identifiers.has(identifier)) identifiers.set(identifier, name);
  }
  return { names, identifiers };
}

export async function importApps(run: Run): Promise<Apps> {
  const { values } = run;
  const found: { id: string; name: string | null; platform: string; identifier: string | null }[] = [];
  for await (const { object: app, where } of run.read('mobileApps', shapes.MobileApp)) {
    const id = values.id(app.id) as string;
    const displayName = values.text(app.displayName);
    const publisher = values.text(app.publisher);
    const platform = platformOfType(app['@odata.type']);
    const identifier = values.id(app.bundleId ?? app.packageId ?? app.appIdentifier ?? app.packageIdentifier);
    found.push({ id, name: displayName, platform, identifier });
    await run.put(
      'apps',
      { id, display_name: displayName, name_key: nameKey(displayName), publisher, platform, identifier },
      where,
    );
    await putWords(run, 'appSearch', id, words(displayName, publisher), where);
  }
  return appsAmong(found);
}

const INTENTS: Readonly<Record<string, AppIntent>> = {
  requiredinstall: 'REQUIRED',
  requireduninstall: 'UNINSTALL',
  requiredandavailableinstall: 'REQUIRED_AND_AVAILABLE',
  availableinstallwithoutenrollment: 'AVAILABLE_WITHOUT_ENROLLMENT',
  exclude: 'EXCLUDED',
};
const SEVERITY = new Map<string, number>(Object.keys(AppInstallStateKind).map((state, i) => [state, i]));

/** Why an app failed, by device and app, and by user too where Microsoft says which. */
type Codes = ReadonlyMap<string, string>;

/** The newest coded history items, by user, device and app. */
async function codesOfHistory(run: Run): Promise<Codes> {
  const { values } = run;
  const newest = new Map<string, { at: string; code: string }>();
  for await (const { object: event, parent } of run.read(
    'mobileAppTroubleshootingEvents',
    shapes.AppTroubleshootingEvent,
  )) {
    const key = [
      values.id(event.userId) ?? parent,
      values.id(event.managedDeviceIdentifier),
      values.id(event.applicationId),
    ].join('/');
    for (const item of event.history) {
      const code = normalizeCode(item.errorCode);
      const at = values.instant(item.occurrenceDateTime, 'occurrenceDateTime') ?? '';
      if (code !== null && (newest.get(key)?.at ?? '') <= at) newest.set(key, { at, code });
    }
  }
  return new Map([...newest].map(([key, { code }]) => [key, code]));
}

/** The apps' own statuses, by device and app. */
async function codesOfStatuses(run: Run): Promise<Codes> {
  const codes = new Map<string, string>();
  for await (const { object: status, parent } of run.read('mobileAppDeviceStatuses', shapes.AppDeviceStatus)) {
    const code = normalizeCode(status.errorCode);
    if (code !== null) codes.set(`${run.values.id(status.deviceId)}/${parent}`, code);
  }
  return codes;
}

// An app that is installed, or need not be, has no error however its history went.
const WITHOUT_ERROR = new Set<AppInstallStateKind>(['INSTALLED', 'NOT_APPLICABLE']);

export async function importAppInstallStates(run: Run, apps: Apps): Promise<void> {
  const { values } = run;
  const history = await codesOfHistory(run);
  const statuses = await codesOfStatuses(run);
  for await (const { object, parent, where } of run.read('mobileAppIntentAndStates', shapes.AppIntentAndState)) {
    const deviceId = values.id(object.managedDeviceIdentifier);
    const userId = values.id(object.userId) ?? parent ?? '';
    for (const item of object.mobileAppList) {
      const appId = values.id(item.applicationId);
      if (deviceId === null || !run.known.devices.has(deviceId)) {
        run.leaveOut('app install states of devices that do not exist');
        continue;
      }
      if (appId === null || !apps.names.has(appId)) {
        run.leaveOut('app install states of apps that do not exist');
        continue;
      }
      const state = values.oneOf(AppInstallStateKind, item.installState, 'installState');
      const code = history.get(`${userId}/${deviceId}/${appId}`) ?? statuses.get(`${deviceId}/${appId}`) ?? null;
      await run.put(
        'appInstallStates',
        {
          device_id: deviceId,
          app_id: appId,
          user_id: userId,
          intent: values.oneOf(AppIntent, item.mobileAppIntent, 'mobileAppIntent', INTENTS),
          state,
          severity: SEVERITY.get(state) as number,
          name_key: nameKey(apps.names.get(appId) ?? values.text(item.displayName)),
          version: values.text(item.displayVersion),
          error_code: WITHOUT_ERROR.has(state) ? null : code,
        },
        where,
      );
    }
  }
}

/** An app under app protection, by its bundle or package id. */
interface ProtectedApp {
  readonly identifier: string;
  readonly platform: Platform;
  readonly name: string;
}

type Identifier = z.output<typeof shapes.ManagedAppRegistration>['appIdentifier'];

function protectedApp(run: Run, apps: Apps, raw: Identifier, platformElse: Platform): ProtectedApp | null {
  const id = run.values.id(raw?.bundleId ?? raw?.packageId ?? raw?.windowsAppId);
  if (raw == null || id === null) return null;
  const byType = platformOfType(raw['@odata.type']);
  const platform = byType === 'UNKNOWN' ? platformElse : byType;
  const name = apps.identifiers.get(`${platform} ${id}`) ?? apps.identifiers.get(id);
  // What no app of the tenant explains keeps its id, in Microsoft's own spelling.
  const spelled = run.values.text(raw.bundleId ?? raw.packageId ?? raw.windowsAppId);
  return { identifier: id, platform, name: name ?? spelled ?? id };
}

export async function importAppProtection(run: Run, apps: Apps): Promise<void> {
  const { values, known } = run;
  const policies = new Map<string, readonly ProtectedApp[]>();
  for await (const { object: policy, where } of run.read('managedAppPolicies', shapes.ManagedAppPolicy)) {
    const id = values.id(policy.id) as string;
    const platform = platformOfType(policy['@odata.type']);
    const displayName = values.text(policy.displayName) ?? id;
    policies.set(
      id,
      policy.apps.flatMap((app) => protectedApp(run, apps, app.mobileAppIdentifier, platform) ?? []),
    );
    await run.put(
      'appProtectionPolicies',
      { id, display_name: displayName, name_key: nameKey(displayName), platform },
      where,
    );
  }

  // The policies that target each user, by one of the few lists that many users share, and the apps that users registered.
  const lists = new Map<string, readonly string[]>();
  const shared = (ids: readonly string[]): readonly string[] => {
    const name = ids.join(' ');
    const list = lists.get(name) ?? ids;
    lists.set(name, list);
    return list;
  };
  const targeting = new Map<string, readonly string[]>();
  const registered = new Map<string, readonly string[]>();
  const keyOf = ({ platform, identifier }: ProtectedApp): string => `${platform.toLowerCase()}/${identifier}`;
  for await (const { object, parent, where } of run.read('userManagedAppPolicies', shapes.TargetedPolicy)) {
    const policyId = values.id(object.id) as string;
    if (parent === null || !known.users.has(parent)) run.leaveOut('app protection policies of users that do not exist');
    else if (!policies.has(policyId)) run.leaveOut('app protection policies that do not exist');
    else {
      await run.put('userAppProtectionPolicies', { user_id: parent, policy_id: policyId }, where);
      const before = targeting.get(parent) ?? [];
      if (!before.includes(policyId)) targeting.set(parent, shared([...before, policyId]));
    }
  }

  const devicesByEntraId = new Map(
    [...known.devices].flatMap(([id, entraId]) => (entraId === null ? [] : [[entraId, id]])),
  );
  const putState = async (
    facts: {
      id: string;
      userId: string;
      state: AppProtectionStateKind;
      app: ProtectedApp | null;
      platform: Platform;
      deviceName?: string | null;
      deviceType?: string | null;
      flags?: readonly string[];
      lastSyncAt?: string | null;
      deviceId?: string | null;
    },
    policyIds: readonly string[],
    where: string,
  ) => {
    await run.put(
      'appProtections',
      {
        id: facts.id,
        user_id: facts.userId,
        state: facts.state,
        severity: Object.keys(AppProtectionStateKind).indexOf(facts.state),
        app_name: facts.app?.name ?? null,
        name_key: nameKey(facts.app?.name ?? null),
        device_name: facts.deviceName ?? null,
        device_type: facts.deviceType ?? null,
        platform: facts.platform,
        flagged_reasons: JSON.stringify(facts.flags ?? []),
        last_sync_at: facts.lastSyncAt ?? null,
        device_id: facts.deviceId ?? null,
      },
      where,
    );
    for (const policyId of new Set(policyIds)) {
      if (policies.has(policyId)) {
        await run.put('appProtectionStatePolicies', { state_id: facts.id, policy_id: policyId }, where);
      } else run.leaveOut('app protection policies that do not exist');
    }
  };

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
    if (app !== null) {
      registered.set(userId, shared([...(registered.get(userId) ?? []), keyOf({ ...app, platform })]));
    }
    const managedDeviceId = values.id(registration.managedDeviceId);
    const entraId = entraDeviceId(run, registration.azureADDeviceId);
    const checkedIn = registration.appliedPolicies.length > 0;
    await putState(
      {
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
        deviceId:
          managedDeviceId !== null && known.devices.has(managedDeviceId)
            ? managedDeviceId
            : entraId === null
              ? null
              : (devicesByEntraId.get(entraId) ?? null),
      },
      (checkedIn ? registration.appliedPolicies : registration.intendedPolicies).map(
        ({ id }) => values.id(id) as string,
      ),
      where,
    );
  }

  // What is targeted and was never registered has not checked in; it has no device yet.
  for (const [userId, policyIds] of targeting) {
    const protecting = new Map<string, { app: ProtectedApp; policies: string[] }>();
    for (const policyId of policyIds) {
      for (const app of policies.get(policyId) ?? []) {
        const entry = protecting.get(keyOf(app)) ?? { app, policies: [] };
        if (!entry.policies.includes(policyId)) entry.policies.push(policyId);
        protecting.set(keyOf(app), entry);
      }
    }
    for (const key of registered.get(userId) ?? []) protecting.delete(key);
    for (const [key, { app, policies: because }] of protecting) {
      const id = `${userId}/${key}`;
      await putState({ id, userId, state: 'NOT_CHECKED_IN', app, platform: app.platform }, because, id);
    }
  }
}
