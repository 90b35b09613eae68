import { raw, sql } from '../../database/sql';
import type { ProfileType } from '../../generated/graphql';
import { groupsOf } from '../../resolving/grouping';
import { devicesWith, oneOf } from '../candidates';
import type { AssignedFacts } from '../facts';
import { calledDevice, calledThing } from '../naming';
import type { DeviceRule, Draft } from '../rule';
import { STEPS, stepNeeding } from '../steps';
import { evidence } from '../views';
import { CERTIFICATES, hasArrived, NETWORK, profileArrived } from './cert-profile';

const NEEDED: readonly (ProfileType | null)[] = [...NETWORK, ...CERTIFICATES];

/** SQL: an assignment of the policy of `x` includes the device `d`, as in `Device.assignedPolicies`. */
const IS_INCLUDED =
  raw(`EXISTS (SELECT 1 FROM policy_assignments y WHERE y.policy_id = x.policy_id AND y.excluded = 0 AND (
  y.target = 'ALL_DEVICES'
  OR (y.target = 'ALL_USERS' AND EXISTS (SELECT 1 FROM users u WHERE u.id = d.user_id AND u.intune_licensed = 1))
  OR y.group_id IN (SELECT ya.ancestor_id FROM group_members ym CROSS JOIN group_ancestors ya
    WHERE ym.kind = 'USER' AND ym.member_id = d.user_id AND ya.group_id = ym.group_id)
  OR y.group_id IN (SELECT ya.ancestor_id FROM entra_devices ye CROSS JOIN group_members ym CROSS JOIN group_ancestors ya
    WHERE ye.device_id = d.entra_device_id AND ym.kind = 'DEVICE' AND ym.member_id = ye.id
      AND ya.group_id = ym.group_id)))`);

export const profileNotReaching: DeviceRule = {
  id: 'PROFILE_NOT_REACHING',
  about: 'DEVICE',
  onlyWith: { assignedPolicies: 'ANY' },
  severity: 'WARNING',
  confidence: 'LIKELY',
  topics: ['NETWORK'],
  reads: {
    Device: 'deviceName assignedPolicies configurationStates',
    ConfigurationState: 'profileType state',
    AssignedPolicy: 'outcome policy',
    Policy: 'displayName profileType',
  },
  joinsDevices: true,
  explains: ['CERT_PROFILE_ABSENT'],
  steps: [stepNeeding(STEPS.admin, 'ASSIGN_PROFILE')],
  candidates: ({ withInfo }) => {
    // Only policies for the device's platform, as in `Device.assignedPolicies`. Others would reveal groups of a hidden user.
    const isKeptOut = sql`o.id = x.policy_id
      AND ((x.excluded = 0 AND x.filter_mode <> 'NONE') OR (x.excluded = 1 AND ${IS_INCLUDED}))
      AND (o.platform IN ('UNKNOWN', 'WEB') OR d.platform IN (o.platform, 'UNKNOWN'))`;
    // The finding has severity INFO unless a network or certificate profile is missing.
    const isMissing = withInfo
      ? raw('TRUE')
      : sql`o.kind = 'CONFIGURATION' AND o.profile_type IN ${oneOf([...NETWORK, ...CERTIFICATES])}
          AND NOT ${profileArrived('d.id', raw('o.profile_type'))}`;
    const reached =
      'policy_assignments x CROSS JOIN policies o CROSS JOIN group_ancestors g CROSS JOIN group_members m';
    const isReached = sql`g.ancestor_id = x.group_id AND m.group_id = g.group_id`;
    return [
      devicesWith(sql`EXISTS (SELECT 1 FROM policy_assignments x WHERE x.excluded = 1 OR x.filter_mode <> 'NONE')
        AND EXISTS (SELECT 1 FROM policy_assignments x CROSS JOIN policies o
        WHERE x.target IN ('ALL_USERS', 'ALL_DEVICES') AND ${isKeptOut} AND ${isMissing})`),
      {
        ...devicesWith(sql`${isKeptOut} AND ${isReached} AND m.kind = 'DEVICE' AND e.id = m.member_id
          AND d.entra_device_id = e.device_id AND ${isMissing}`),
        from: raw(`${reached} CROSS JOIN entra_devices e CROSS JOIN devices d`),
      },
      {
        ...devicesWith(sql`${isKeptOut} AND ${isReached} AND m.kind = 'USER' AND d.user_id = m.member_id
          AND ${isMissing}`),
        from: raw(`${reached} CROSS JOIN devices d`),
      },
    ];
  },
  *find({ device }): Iterable<Draft> {
    const arrived = new Set<ProfileType | null>(
      device.configurationStates.filter(hasArrived).map(({ profileType }) => profileType),
    );
    // Exclusions and filters often choose between two profiles of a type; then another one has arrived.
    const isMissing = ({ policy }: AssignedFacts) =>
      NEEDED.includes(policy.profileType) && !arrived.has(policy.profileType);
    const nameOf = (assigned: AssignedFacts) => `${assigned.outcome}${isMissing(assigned) ? '-MISSING' : ''}`;
    for (const [about, all] of groupsOf(device.assignedPolicies, nameOf)) {
      const first = all[0] as AssignedFacts;
      const needed = all.filter(isMissing);
      yield {
        subject: device,
        about,
        variant: first.outcome,
        severity: needed.length > 0 ? 'WARNING' : 'INFO',
        explains: needed.some(({ policy }) => policy.profileType === 'CERTIFICATE') ? ['CERT_PROFILE_ABSENT'] : [],
        count: all.length,
        values: {
          device: calledDevice(device),
          profile: { list: all.map(({ policy }) => calledThing(policy.displayName, 'PROFILE')) },
        },
        evidence: all.flatMap((each) => [...evidence(each.policy, 'displayName'), ...evidence(each, 'outcome')]),
      };
    }
  },
};
