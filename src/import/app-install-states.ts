import { nameKey } from '../database/folding';
import { normalizeCode } from '../failure/code-number';
import { AppInstallStateKind, AppIntent } from '../generated/graphql';
import type { Apps } from './apps';
import { AppInstallRow } from './report-shapes';
import type { Run } from './run';
import * as shapes from './shapes';
import { userOrNone } from './values';

const INTENTS: Readonly<Record<string, AppIntent>> = {
  requiredinstall: 'REQUIRED',
  requireduninstall: 'UNINSTALL',
  requiredandavailableinstall: 'REQUIRED_AND_AVAILABLE',
  availableinstallwithoutenrollment: 'AVAILABLE_WITHOUT_ENROLLMENT',
  exclude: 'EXCLUDED',
};
const SEVERITY = new Map<string, number>(Object.keys(AppInstallStateKind).map((state, i) => [state, i]));

/** Error codes of failed apps, by device and app, and by user too if Microsoft names one. */
type Codes = ReadonlyMap<string, string>;

/** The error code of the newest history item that has one, by user, device and app. */
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

type Statuses = ReadonlyMap<string, { readonly code: string | null; readonly version: string | null }>;

/** The install statuses of apps, by device and app. */
async function readStatuses(run: Run): Promise<Statuses> {
  const { values } = run;
  const found = new Map<string, { code: string | null; version: string | null }>();
  for await (const { object, parent } of run.read('mobileAppDeviceStatuses', shapes.AppDeviceStatus)) {
    const status = { code: normalizeCode(object.errorCode), version: values.text(object.displayVersion) };
    found.set(`${values.id(object.deviceId)}/${parent}`, status);
  }
  return found;
}

// States without an error, even if the history has one.
const WITHOUT_ERROR = new Set<AppInstallStateKind>(['INSTALLED', 'NOT_APPLICABLE']);

/** The names of Microsoft's state numbers. */
const STATES: ReadonlyMap<string, string> = new Map([
  ['-1', 'notApplicable'],
  ['1', 'installed'],
  ['2', 'failed'],
  ['3', 'notInstalled'],
  ['4', 'uninstallFailed'],
  ['5', 'pendingInstall'],
  ['99', 'unknown'],
]);

/** Microsoft's name of the state in a row of the report, which can have a number instead. */
export function reportedState(row: { readonly AppInstallState?: unknown; readonly InstallState?: unknown }): string {
  const given = String(row.AppInstallState ?? row.InstallState ?? '');
  return STATES.get(given) ?? given;
}

/** An app on a device, from any resource. */
interface Installation {
  readonly deviceId: string | null;
  readonly appId: string | null;
  readonly userId: string;
  readonly intent: AppIntent;
  readonly state: AppInstallStateKind;
  readonly version: string | null;
  readonly code: string | null;
  /** The name to use if the app in the tenant has none. */
  readonly name?: string | null;
}

async function putInstallation(run: Run, apps: Apps, installation: Installation, where: string): Promise<void> {
  const { deviceId, appId, userId, intent, state, version, code } = installation;
  if (deviceId === null || !run.known.devices.has(deviceId)) {
    run.leaveOut('app install states of devices that do not exist');
  } else if (appId === null || !apps.names.has(appId)) {
    run.leaveOut('app install states of apps that do not exist');
  } else {
    await run.put(
      'appInstallStates',
      {
        device_id: deviceId,
        app_id: appId,
        user_id: userId,
        intent,
        state,
        severity: SEVERITY.get(state) as number,
        name_key: nameKey(apps.names.get(appId) ?? installation.name ?? null),
        version,
        error_code: WITHOUT_ERROR.has(state) ? null : code,
      },
      where,
    );
  }
}

/** The facts about an app on a device that only a user's list has, not the report. */
interface Listed {
  readonly intent: AppIntent;
  readonly version: string | null;
}

/** Finds these facts of an app, by `device/user`. */
export type KnownIntents = (appId: string) => Promise<ReadonlyMap<string, Listed>>;

/** Reads the lists of users and devices. @param each called for each app of a list */
async function readLists(
  run: Run,
  each: (installation: Omit<Installation, 'code'>, where: string) => Promise<void> | void,
): Promise<void> {
  const { values } = run;
  for await (const { object, parent, where } of run.read('mobileAppIntentAndStates', shapes.AppIntentAndState)) {
    const userId = userOrNone(values.id(object.userId) ?? parent?.split('/')[0] ?? null);
    for (const item of object.mobileAppList) {
      const state = values.oneOf(AppInstallStateKind, item.installState, 'installState');
      const installation = {
        deviceId: values.id(object.managedDeviceIdentifier),
        appId: values.id(item.applicationId),
        userId,
        intent: values.oneOf(AppIntent, item.mobileAppIntent, 'mobileAppIntent', INTENTS),
        state,
        version: values.text(item.displayVersion),
        name: values.text(item.displayName),
      };
      await each(installation, where);
    }
  }
}

/** Reads the report of each app. An app without a report stays as it was. */
async function importReports(run: Run, apps: Apps, knownIntents: KnownIntents): Promise<void> {
  const { values } = run;
  const history = await codesOfHistory(run);
  const listed = new Map<string, Listed>();
  await readLists(run, ({ deviceId, appId, userId, intent, version }) => {
    listed.set(`${appId}/${deviceId}/${userId}`, { intent, version });
  });
  let known: ReadonlyMap<string, Listed> = new Map();
  let last: string | null = null;
  for await (const { object: row, parent: appId, where } of run.read('appInstallReport', AppInstallRow)) {
    if (appId !== last && appId !== null) known = await knownIntents(appId);
    last = appId;
    const deviceId = values.id(row.DeviceId);
    const userId = userOrNone(values.id(row.UserId));
    const item = listed.get(`${appId}/${deviceId}/${userId}`) ?? known.get(`${deviceId}/${userId}`);
    const reported = normalizeCode(row.ErrorCode) ?? normalizeCode(row.HexErrorCode);
    await putInstallation(
      run,
      apps,
      {
        deviceId,
        appId,
        userId,
        intent: item?.intent ?? 'UNKNOWN',
        state: values.oneOf(AppInstallStateKind, reportedState(row), 'AppInstallState'),
        version: values.text(row.AppVersion) ?? item?.version ?? null,
        code: history.get(`${userId}/${deviceId}/${appId}`) ?? reported,
      },
      where,
    );
  }
}

/** Whether there is a report: folders that a sync saved have one. */
async function hasReport(run: Run): Promise<boolean> {
  for await (const _ of run.read('appInstallReport', AppInstallRow)) return true;
  return false;
}

/**
 * Imports install states, after apps and devices: from the report of each app, or from the lists of users.
 * @param knownIntents finds facts of an earlier sync, for lists that were not read; null to read the lists only where there is no report
 */
export async function importAppInstallStates(run: Run, apps: Apps, knownIntents: KnownIntents | null): Promise<void> {
  if (knownIntents !== null) return importReports(run, apps, knownIntents);
  if (await hasReport(run)) return importReports(run, apps, async () => new Map());
  const history = await codesOfHistory(run);
  const statuses = await readStatuses(run);
  await readLists(run, async (installation, where) => {
    const { deviceId, appId, userId } = installation;
    const status = statuses.get(`${deviceId}/${appId}`);
    const code = history.get(`${userId}/${deviceId}/${appId}`) ?? status?.code ?? null;
    const version = installation.version ?? status?.version ?? null;
    await putInstallation(run, apps, { ...installation, version, code }, where);
  });
}
