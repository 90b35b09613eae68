import { sql } from '../../database/sql';
import { groupsOf } from '../../resolving/grouping';
import { devicesWithProfile, oneOf } from '../candidates';
import { isOneOf, MAIL_EXISTS, NOT_ON_THIS_EDITION } from '../codes';
import { MOST_WORKING } from '../constants';
import { errorsOf, remediesAskForSync } from '../errors';
import type { ConfigurationFacts } from '../facts';
import { calledDevice, calledProfiles, calledThing } from '../naming';
import type { DeviceRule, Draft, StepOf } from '../rule';
import { sinceStates } from '../since';
import { STEPS } from '../steps';
import { evidence } from '../views';
import {
  CERTIFICATES,
  isCertificateProfile,
  isNetworkProfile,
  lacksCertificate,
  NETWORK,
  worksElsewhere,
} from './cert-profile';

const READS = 'displayName profileType state stateSince error settings';

const isMailAccount = (profile: ConfigurationFacts): boolean =>
  profile.profileType === 'EMAIL' && profile.state === 'ERROR' && isOneOf(profile.error, MAIL_EXISTS);

export const mailAccountExists: DeviceRule = {
  id: 'MAIL_ACCOUNT_EXISTS',
  about: 'DEVICE',
  onlyWith: { configurationStates: ['ERROR'] },
  severity: 'PROBLEM',
  confidence: 'CERTAIN',
  topics: ['ACCESS', 'NETWORK'],
  reads: {
    Device: 'deviceName configurationStates',
    ConfigurationState: 'displayName profileType state stateSince error',
  },
  explains: ['NETWORK_PROFILE_FAILED:MAIL'],
  steps: [STEPS.user, STEPS.sync],
  candidates: () => [
    devicesWithProfile('ERROR', sql`p.profile_type = 'EMAIL' AND p.error_code IN ${oneOf(MAIL_EXISTS)}`),
  ],
  *find({ device }) {
    const profile = device.configurationStates.find(isMailAccount);
    if (profile === undefined) return;
    yield {
      subject: device,
      ...sinceStates([profile]),
      codes: [profile.error?.code],
      // A list, so that two profiles stay two statements: see namedIn.
      values: { device: calledDevice(device), profile: { list: [calledThing(profile.displayName, 'PROFILE')] } },
      evidence: evidence(profile, 'displayName', 'state', 'error'),
    };
  },
};

const tagOf = (profile: ConfigurationFacts): string | null =>
  isMailAccount(profile) ? 'MAIL' : lacksCertificate(profile) ? 'CERTIFICATE' : null;

const SYNCING_REMEDY: StepOf = { ...STEPS.sync, text: 'REMEDY' };

export const networkProfileFailed: DeviceRule = {
  id: 'NETWORK_PROFILE_FAILED',
  about: 'DEVICE',
  onlyWith: { configurationStates: ['ERROR'] },
  severity: 'PROBLEM',
  confidence: 'CERTAIN',
  topics: ['NETWORK', 'ACCESS'],
  reads: {
    Device: 'deviceName configurationStates',
    ConfigurationState: READS,
    SettingState: 'name currentValue',
  },
  steps: [STEPS.sync, STEPS.admin],
  otherSteps: [SYNCING_REMEDY],
  candidates: () => [devicesWithProfile('ERROR', sql`p.profile_type IN ${oneOf(NETWORK)}`)],
  *find({ device }): Iterable<Draft> {
    const failed = device.configurationStates.filter(
      (profile) => isNetworkProfile(profile) && profile.state === 'ERROR',
    );
    // Profiles of one type are one finding, if they fail for one reason.
    const nameOf = (profile: ConfigurationFacts) =>
      `${profile.profileType}${tagOf(profile) === null ? '' : `-${tagOf(profile)}`}`;
    for (const [about, profiles] of groupsOf(failed, nameOf)) {
      const first = profiles[0] as ConfigurationFacts;
      const tag = tagOf(first);
      const names = calledProfiles(profiles);
      const errors = errorsOf(profiles, ({ displayName }) => calledThing(displayName, 'PROFILE'));
      yield {
        subject: device,
        ...(names.length > 1 && { variant: 'SEVERAL' }),
        ...sinceStates(profiles),
        about,
        ...(tag !== null && { tags: [tag] }),
        count: profiles.length,
        codes: profiles.map(({ error }) => error?.code),
        values: {
          device: calledDevice(device),
          profile: { list: names },
          ...errors,
        },
        more: errors === null ? ['NO_CODE'] : ['MEANING'],
        ...(remediesAskForSync(profiles) && { steps: [SYNCING_REMEDY, STEPS.admin] }),
        evidence: profiles.flatMap((profile) => [
          ...evidence(profile, 'displayName', 'state', 'error'),
          ...profile.settings.flatMap((setting) => evidence(setting, 'name', 'currentValue')),
        ]),
      };
    }
  },
};

const whereItWorks = (succeeded: number) => (succeeded > MOST_WORKING ? 'NEARLY_EVERYWHERE' : 'ELSEWHERE');

export const profileFailed: DeviceRule = {
  id: 'PROFILE_FAILED',
  about: 'DEVICE',
  onlyWith: { configurationStates: ['ERROR'] },
  severity: 'WARNING',
  confidence: 'CERTAIN',
  topics: ['SECURITY'],
  joinsDevices: true,
  reads: {
    Device: 'deviceName configurationStates osVersion',
    ConfigurationState: 'displayName profileType state stateSince error',
  },
  steps: [STEPS.admin],
  candidates: ({ withInfo }) => {
    const others = sql`COALESCE(p.profile_type, '') NOT IN ${oneOf([...NETWORK, ...CERTIFICATES])}`;
    // The finding has severity INFO where the policy is unknown, or the edition lacks the setting.
    const isAlone = sql`p.policy_id IS NOT NULL AND COALESCE(p.error_code, '') NOT IN ${oneOf(NOT_ON_THIS_EDITION)}`;
    return [devicesWithProfile('ERROR', withInfo ? others : sql`${others} AND ${isAlone}`)];
  },
  *find({ device }): Iterable<Draft> {
    for (const profile of device.configurationStates) {
      if (profile.state !== 'ERROR' || isNetworkProfile(profile) || isCertificateProfile(profile)) continue;
      const isMissing = isOneOf(profile.error, NOT_ON_THIS_EDITION);
      const isAlone = !isMissing && worksElsewhere(profile);
      const succeeded = profile.outcomes?.succeeded ?? 0;
      yield {
        subject: device,
        ...sinceStates([profile]),
        // Most PCs have one, and it is rarely the reason of the call.
        severity: isAlone ? 'WARNING' : 'INFO',
        about: profile.displayName ?? profile.profileType,
        codes: [profile.error?.code],
        values: {
          device: calledDevice(device),
          profile: calledThing(profile.displayName, 'PROFILE'),
          ...(isAlone && { succeeded: Math.min(succeeded, MOST_WORKING) }),
          ...(profile.error !== null && { meaning: { meaning: profile.error } }),
        },
        more: [
          ...(profile.error === null ? [] : ['MEANING']),
          // The codes of a missing setting say so themselves.
          ...(isMissing ? [] : [isAlone ? whereItWorks(succeeded) : 'RARELY']),
        ],
        evidence: [...evidence(profile, 'displayName', 'state', 'error'), ...evidence(device, 'osVersion')],
      };
    }
  },
};
