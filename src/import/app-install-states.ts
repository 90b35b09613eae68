import { nameKey } from '../database/folding';
import { normalizeCode } from '../failure/code-number';
import { AppInstallStateKind, AppIntent } from '../generated/graphql';
import type { Apps } from './apps';
import type { Run } from './run';
import * as shapes from './shapes';

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
