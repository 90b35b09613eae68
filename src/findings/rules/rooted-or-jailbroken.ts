import { raw } from '../../database/sql';
import type { FlaggedReason } from '../../generated/graphql';
import { groupsOf } from '../../resolving/grouping';
import { devicesWithRareSetting, usersWithProtectedApp } from '../candidates';
import type { AppProtectionFacts } from '../facts';
import { calledDevice, calledThing } from '../naming';
import type { PageRule } from '../rule';
import { kindOfSetting } from '../setting-names';
import { sinceOf, sinceSettings } from '../since';
import { STEPS, stepNeeding } from '../steps';
import { evidence } from '../views';

const MODIFIED: readonly FlaggedReason[] = [
  'ROOTED_DEVICE',
  'ANDROID_BOOTLOADER_UNLOCKED',
  'ANDROID_FACTORY_ROM_MODIFIED',
];

const isModified = ({ flaggedReasons }: AppProtectionFacts): boolean =>
  flaggedReasons.some((flag) => MODIFIED.includes(flag));

export const rootedOrJailbroken: PageRule = {
  id: 'ROOTED_OR_JAILBROKEN',
  about: 'PAGE',
  severity: 'BLOCKER',
  confidence: 'CERTAIN',
  topics: ['SECURITY', 'ACCESS'],
  reads: {
    Device: 'deviceName compliancePolicyStates',
    CompliancePolicyState: 'state stateSince settings',
    SettingState: 'name state',
  },
  // The device itself is judged without them.
  mayRead: {
    User: 'appProtectionStates',
    AppProtectionState: 'appName deviceName flaggedReasons flaggedSince',
  },
  explains: ['NONCOMPLIANT_SETTING:ROOTED'],
  steps: [
    { who: 'SECURITY' },
    stepNeeding({ ...STEPS.operator, text: 'WIPE_APPS' }, 'WIPE_APP'),
    { ...STEPS.retire, text: 'RETIRE' },
  ],
  candidates: () => [
    devicesWithRareSetting(raw(`(LOWER(s.name) LIKE '%jail%broken%' OR LOWER(s.name) LIKE '%rooted%')`)),
    usersWithProtectedApp(raw(`t.flagged_reasons <> '[]'`)),
  ],
  *find({ user, devices }) {
    for (const device of devices) {
      const settings = device.compliancePolicyStates
        .flatMap((policy) => policy.settings)
        .filter((setting) => setting.state === 'NONCOMPLIANT' && kindOfSetting(setting) === 'ROOTED');
      if (settings.length === 0) continue;
      const [first] = settings;
      yield {
        subject: device,
        ...sinceSettings(device.compliancePolicyStates, (setting) => kindOfSetting(setting) === 'ROOTED'),
        values: { device: calledDevice(device) },
        evidence: first === undefined ? [] : evidence(first, 'name', 'state'),
      };
    }
    const flagged = (user?.appProtectionStates ?? []).filter(({ flaggedReasons }) => flaggedReasons.length > 0);
    // One statement for the apps of a device is enough: that of the app that says why.
    for (const [name, apps] of groupsOf(flagged, ({ deviceName }) => deviceName ?? '')) {
      const telling = apps.find(isModified);
      const app = telling ?? (apps[0] as AppProtectionFacts);
      yield {
        subject: app,
        ...sinceOf(app.flaggedSince),
        about: name,
        ...(telling === undefined && { variant: 'UNKNOWN', severity: 'WARNING', confidence: 'POSSIBLE' }),
        values: { device: calledDevice({ deviceName: app.deviceName }), app: calledThing(app.appName, 'APP') },
        more: ['BY_APP'],
        evidence: evidence(app, 'flaggedReasons', 'appName', 'deviceName'),
      };
    }
  },
};
