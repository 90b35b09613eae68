import type { GeneratedApp } from './app-catalogue';
import { pick, weighted } from './dice';
import { devices, type GeneratedDevice } from './generated-devices';
import { FIXED_USERS, type GeneratedTenant, type Part } from './generated-tenant';
import { CODES, CORE_APPS } from './generator-data';

/** The apps, in the form of Microsoft Graph. */
export function* mobileApps({ apps, dice, at }: GeneratedTenant): Iterable<object> {
  const { roll } = dice('change of an app');
  for (const [i, { id, name, publisher, type, identifier }] of apps.flat().entries()) {
    const key = type.includes('ndroid') ? 'packageId' : 'bundleId';
    const known = type.includes('win32') ? {} : { [key]: identifier };
    const lastModifiedDateTime = at(-400 * roll(i, 0));
    yield { '@odata.type': type, id, displayName: name, publisher, lastModifiedDateTime, ...known };
  }
}

const INSTALL_STATES = weighted(
  'installed 158, failed 6, pendingInstall 6, notInstalled 16, notApplicable 12, uninstallFailed 1, unknown 1',
);

/** The app install states of a device: those of the core apps, then those of consecutive other apps. */
function installs({ dice, apps }: GeneratedTenant, { index, place, person }: GeneratedDevice) {
  const { roll } = dice('install');
  const ofPlatform = apps[place] ?? [];
  const others = ofPlatform.length - CORE_APPS;
  const first = Math.floor(roll(index, 0) * others);
  return Array.from({ length: FIXED_USERS[person.index]?.states ?? 10 }, (_, i) => {
    const core = i < CORE_APPS;
    const state = pick(INSTALL_STATES, roll(index, i + 1));
    const failed = state === 'failed' || state === 'uninstallFailed';
    const intent = core || roll(index, i + 101) < 0.5 ? 'requiredInstall' : 'available';
    return {
      app: ofPlatform[core ? i : CORE_APPS + ((first + i) % others)] as GeneratedApp,
      state,
      intent: state === 'uninstallFailed' ? 'requiredUninstall' : state === 'notInstalled' ? 'available' : intent,
      code: failed ? pick(CODES[place] ?? [], roll(index, i + 201)) : null,
      /** True if the code is in the user's troubleshooting events, false if it is in the app's device statuses. */
      inHistory: failed && roll(index, i + 301) < 0.5,
    };
  });
}

/** The intents and install states of each device, with its user. */
export function* intentAndStates(tenant: GeneratedTenant): Iterable<Part> {
  for (const found of devices(tenant)) {
    const { index, id, person } = found;
    const mobileAppList = installs(tenant, found).map(({ app, state, intent }, i) => ({
      applicationId: app.id,
      displayName: app.name,
      mobileAppIntent: intent,
      displayVersion: state === 'installed' ? `${1 + ((index + i) % 24)}.${index % 10}.${i}` : '',
      installState: state,
    }));
    yield [{ managedDeviceIdentifier: id, userId: person.id, mobileAppList }, person.id];
  }
}

/** The failed installs that have a history, each with its user. */
export function* troubleshootingOfApps(tenant: GeneratedTenant): Iterable<Part> {
  for (const found of devices(tenant)) {
    for (const [i, { app, code, inHistory }] of installs(tenant, found).entries()) {
      if (!inHistory) continue;
      const days = 1 + tenant.dice('history').roll(found.index, i) * 20;
      const history = [
        { occurrenceDateTime: tenant.at(-days - 0.1), errorCode: '0' },
        { occurrenceDateTime: tenant.at(-days), errorCode: String(code) },
      ];
      const userId = found.person.id;
      yield [{ userId, applicationId: app.id, managedDeviceIdentifier: found.id, history }, userId];
    }
  }
}

/** The failed installs without a history, each with its app. */
export function* appDeviceStatuses(tenant: GeneratedTenant): Iterable<Part> {
  for (const found of devices(tenant)) {
    for (const { app, state, code, inHistory } of installs(tenant, found)) {
      if (code === null || inHistory) continue;
      yield [{ deviceId: found.id, deviceName: found.name, installState: state, errorCode: code }, app.id];
    }
  }
}
