import type { Cause } from '../../src/findings/causes';
import { type Case, causesOf, type DeviceCase, daysAgo } from '../support/finding-facts';

/*
 * A date in the future, where Microsoft tells when something happened. A clock was wrong: when it happened is unknown, and
 * what cannot have happened yet is no problem.
 */

const SOON = daysAgo(-2);
const on = (...devices: DeviceCase[]): Case => ({ devices });

const trees = (given: Case): string[] => {
  const treeOf = ({ severity, rule, variant, symptoms }: Cause): string =>
    [`${severity} ${rule.id}`, variant, ...symptoms.map((symptom) => `[${treeOf(symptom)}]`)].filter(Boolean).join(' ');
  return causesOf(given).map(treeOf);
};

const pushExpired = { connectors: [{ expiresAt: daysAgo(1) }] };
const failure = { occurredAt: SOON, operatingSystem: 'iOS' };
const capReached = { category: 'ENROLLMENT_RESTRICTIONS_ENFORCED', reason: 'Device cap reached' } as const;

test.each<[what: string, given: Case, said: readonly string[]]>([
  ['a failed enrolment', { failures: [failure] }, []],
  ['one for too many devices', { failures: [{ ...capReached, occurredAt: SOON }] }, []],
  ['one of an Apple device, without a push certificate', { ...pushExpired, failures: [failure] }, []],
  [
    'one without a licence',
    { intuneLicensed: false, licenses: [], devices: [], failures: [{ category: 'USER_VALIDATION', occurredAt: SOON }] },
    ['WARNING NO_INTUNE_LICENCE NONE [INFO NO_DEVICE]'],
  ],
  [
    'an enrolment after one that failed',
    { failures: [{}], ...on({ enrolledAt: SOON }) },
    ['PROBLEM ENROLMENT_BLOCKED'],
  ],
  [
    'an enrolment after one that failed for too many devices',
    { failures: [capReached], ...on({ enrolledAt: SOON }) },
    ['PROBLEM DEVICE_LIMIT_REACHED [PROBLEM ENROLMENT_BLOCKED]'],
  ],
  ['an enrolment', on({ enrolledAt: SOON }), []],
  ['the enrolment of a device that was never in contact', on({ enrolledAt: SOON, lastCheckInAt: null }), []],
  ['a contact', on({ lastCheckInAt: SOON }), []],
  [
    'a contact after a set-up that failed',
    on({ lastCheckInAt: SOON, setups: [{ state: 'FAILURE' }] }),
    ['PROBLEM SETUP_FAILED UNKNOWN'],
  ],
  [
    'a contact after a remote action that waits',
    on({ lastCheckInAt: SOON, actions: [{ state: 'PENDING' }] }),
    ['INFO ACTION_WAITING'],
  ],
  [
    'a contact after a silence for which the device is not compliant',
    on({
      lastCheckInAt: SOON,
      intuneCompliance: 'NONCOMPLIANT',
      entraCompliance: 'NONCOMPLIANT',
      compliance: [
        { state: 'NONCOMPLIANT', settings: [{ name: 'DefaultDeviceCompliancePolicy.RequireRemainContact' }] },
      ],
    }),
    ['PROBLEM NONCOMPLIANT_INACTIVE'],
  ],
  ['a set-up that failed', on({ setups: [{ state: 'FAILURE', occurredAt: SOON }] }), []],
  ['a remote action that failed', on({ actions: [{ state: 'FAILED', updatedAt: SOON }] }), []],
  ['a remote action that waits', on({ actions: [{ state: 'PENDING', requestedAt: SOON }] }), []],
  ['a remote lock', on({ actions: [{ kind: 'REMOTE_LOCK', updatedAt: SOON }] }), []],
  ['lost mode', on({ actions: [{ kind: 'ENABLE_LOST_MODE', updatedAt: SOON }] }), []],
  [
    'lost mode that the device confirms',
    on({ lostMode: 'ENABLED', actions: [{ kind: 'ENABLE_LOST_MODE', updatedAt: SOON }] }),
    ['PROBLEM DEVICE_LOCKED UNDATED'],
  ],
  ['a report of a protected app', { protections: [{ lastSyncAt: SOON }] }, []],
  [
    'a report of another protected app than the one that stopped',
    { protections: [{ lastSyncAt: daysAgo(20) }, { lastSyncAt: SOON }] },
    ['WARNING MAM_STOPPED'],
  ],
  [
    'the enrolment of another record',
    on({ lastCheckInAt: daysAgo(5), twins: [{ enrolledAt: SOON }] }),
    ['INFO DEVICE_SILENT'],
  ],
  ['a report of a connector', { connectors: [{ kind: 'CERTIFICATE_CONNECTOR', lastSyncAt: SOON }] }, []],
  [
    'a change of a policy that fails',
    on({ profiles: [{ state: 'ERROR', profileType: 'WIFI', policyModifiedAt: SOON }] }),
    ['PROBLEM NETWORK_PROFILE_FAILED'],
  ],
  [
    'the request for a removal',
    on({
      managementState: 'RETIRE_PENDING',
      actions: [{ kind: 'RETIRE', state: 'PENDING', requestedAt: SOON }],
    }),
    ['BLOCKER REMOVAL_PENDING RETIRE'],
  ],
])('%s in the future', (_, given, said) => {
  expect(trees(given)).toEqual(said);
  expect(causesOf(given).flatMap(({ more = [] }) => more)).not.toContain('REQUESTED');
});
