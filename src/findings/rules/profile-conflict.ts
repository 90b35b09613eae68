import { raw } from '../../database/sql';
import type { ProfileType } from '../../generated/graphql';
import { groupsOf } from '../../resolving/grouping';
import { devicesWithProfile } from '../candidates';
import type { ConfigurationFacts, DeviceFacts, GroupFacts } from '../facts';
import { calledDevice, calledThing } from '../naming';
import type { DeviceRule } from '../rule';
import { sinceStates } from '../since';
import { STEPS, stepNeeding } from '../steps';
import { evidence } from '../views';
import { worksElsewhere } from './cert-profile';

const GRAVE: readonly ProfileType[] = ['WIFI', 'VPN', 'EMAIL', 'CERTIFICATE'];

/** Whether a setting of the profile conflicts with the other profile. */
const isAgainst = ({ settings }: ConfigurationFacts, { displayName }: ConfigurationFacts): boolean =>
  settings.some(({ sources }) => sources.includes(displayName ?? ''));

/** The conflicting profiles of a device, in groups. A profile is in the group of each profile that it conflicts with. */
function conflicts(profiles: readonly ConfigurationFacts[]): ConfigurationFacts[][] {
  let groups: ConfigurationFacts[][] = [];
  for (const profile of profiles) {
    if (profile.state !== 'CONFLICT') continue;
    const isNamed = (group: readonly ConfigurationFacts[]) =>
      group.some((other) => isAgainst(profile, other) || isAgainst(other, profile));
    const joined = groups.filter(isNamed);
    groups = [...groups.filter((group) => !joined.includes(group)), [...joined.flat(), profile]];
  }
  return groups;
}

/** The groups to which all of these profiles are assigned, as far as the viewer sees them. */
function groupsInCommon({ conflictGroups = [] }: DeviceFacts, profiles: readonly ConfigurationFacts[]): GroupFacts[] {
  const ids = new Set(profiles.map(({ policy }) => policy?.id));
  if (ids.size < 2) return [];
  const byGroup = groupsOf(conflictGroups, ({ group }) => group.id);
  return [...byGroup.values()].flatMap((all) => {
    const assigned = new Set<string | undefined>(all.map(({ policyId }) => policyId));
    const [first] = all;
    return first !== undefined && [...ids].every((id) => assigned.has(id)) ? [first.group] : [];
  });
}

export const profileConflict: DeviceRule = {
  id: 'PROFILE_CONFLICT',
  about: 'DEVICE',
  onlyWith: { configurationStates: ['CONFLICT'] },
  severity: 'PROBLEM',
  confidence: 'CERTAIN',
  topics: ['NETWORK', 'SECURITY'],
  reads: {
    Device: 'deviceName configurationStates',
    ConfigurationState: 'displayName profileType state stateSince settings',
    SettingState: 'name state currentValue sources',
  },
  // A sentence about the groups, which the device is known to be in.
  mayRead: {
    ConfigurationState: 'policy',
    Policy: 'id',
    Device: 'assignedPolicies',
    AssignedPolicy: 'through',
    PolicyAssignment: 'group',
    Group: 'id displayName',
  },
  steps: [stepNeeding(STEPS.admin, 'UPDATE_PROFILE')],
  candidates: () => [devicesWithProfile('CONFLICT', raw('TRUE'))],
  *find({ device }) {
    for (const profiles of conflicts(device.configurationStates)) {
      const settings = profiles.flatMap((profile) => profile.settings).filter(({ state }) => state === 'CONFLICT');
      const about = [...new Set(settings.map(({ name }) => name))];
      const values = [
        ...new Set(settings.flatMap(({ currentValue }) => (currentValue === null ? [] : [currentValue]))),
      ];
      const names = new Set([
        ...settings.flatMap(({ sources }) => sources),
        ...profiles.flatMap(({ displayName }) => (displayName === null ? [] : [displayName])),
      ]);
      const groups = groupsInCommon(device, profiles);
      const named = names.size < 2 ? [...names, calledThing(null, 'PROFILE')] : [...names];
      yield {
        subject: device,
        ...sinceStates(profiles),
        about: [...names].sort().join(' | '),
        severity: profiles.some(({ profileType }) => GRAVE.includes(profileType))
          ? 'PROBLEM'
          : profiles.some(worksElsewhere)
            ? 'WARNING'
            : 'INFO',
        count: profiles.length,
        values: {
          device: calledDevice(device),
          sources: { list: named },
          setting: { list: about },
          values: { list: values },
          ...(groups.length > 0 && {
            groups: { list: groups.map((group) => calledThing(group.displayName, 'GROUP')) },
          }),
        },
        // Two values of two settings do not contradict each other.
        more: [
          ...(about.length === 0 ? [] : [about.length === 1 && values.length === 2 ? 'BOTH_VALUES' : 'SETTING']),
          ...(groups.length === 0 ? [] : [groups.length > 1 ? 'GROUPS' : 'GROUP']),
        ],
        evidence: [
          ...profiles.flatMap((profile) => evidence(profile, 'displayName', 'state')),
          ...settings.flatMap((setting) => evidence(setting, 'name', 'currentValue', 'sources')),
          ...groups.flatMap((group) => evidence(group, 'displayName')),
        ],
      };
    }
  },
};
