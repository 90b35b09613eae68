import { DAY_MS } from '../../resolving/days';
import { usersWithFailure } from '../candidates';
import { QUIET_DAYS } from '../constants';
import { calledDevice, calledThing, calledUser } from '../naming';
import type { PageRule, StepOf } from '../rule';
import { STEPS, stepNeeding } from '../steps';
import { evidence } from '../views';
import { faultOfEnrolment } from './enrolment';

/** No device is known to be unused, so the step leads to none. */
const RETIRE_ANY = stepNeeding({ who: 'OPERATOR' }, 'RETIRE');

const RAISE: StepOf = { ...STEPS.admin, text: 'RAISE' };

export const deviceLimitReached: PageRule = {
  id: 'DEVICE_LIMIT_REACHED',
  about: 'USER',
  severity: 'PROBLEM',
  confidence: 'CERTAIN',
  topics: ['ENROLMENT'],
  reads: {
    User: 'displayName userPrincipalName devices enrollmentFailures assignedPolicies',
    EnrollmentFailure: 'occurredAt category error',
    Device: 'deviceName lastCheckInAt enrolledAt',
    AssignedPolicy: 'policy',
    Policy: 'displayName kind deviceLimit',
  },
  claimsAbsence: ['User.devices'],
  explains: ['ENROLMENT_BLOCKED:LIMIT'],
  steps: [STEPS.retire, STEPS.admin],
  otherSteps: [RETIRE_ANY, RAISE],
  candidates: ({ clock, thresholds }) => [usersWithFailure(clock.ago(thresholds.enrolmentDays * DAY_MS))],
  *find({ user, clock, thresholds }) {
    const failure = user?.enrollmentFailures.find(
      (each) => faultOfEnrolment(each) === 'deviceCapReached' && clock.hasPassed(each.occurredAt),
    );
    if (user === null || failure === undefined) return;
    if (clock.hasPassed(failure.occurredAt, thresholds.enrolmentDays * DAY_MS)) return;
    // A device that was enrolled later shows that the limit is not reached any more.
    if (user.devices.some(({ enrolledAt }) => (clock.past(enrolledAt) ?? '') > failure.occurredAt)) return;
    const limit = user.assignedPolicies.find(({ policy }) => policy.kind === 'ENROLLMENT_LIMIT')?.policy ?? null;
    const inContactOnce = user.devices
      .filter(({ lastCheckInAt }) => lastCheckInAt !== null)
      .sort((a, b) => ((a.lastCheckInAt ?? '') < (b.lastCheckInAt ?? '') ? -1 : 1));
    // A device that was in contact lately is used.
    const silent = inContactOnce.find(({ lastCheckInAt }) => clock.hasPassed(lastCheckInAt, QUIET_DAYS * DAY_MS));
    yield {
      subject: failure,
      // The step to retire the silent device acts on the first one.
      devices: [...inContactOnce, ...user.devices.filter(({ lastCheckInAt }) => lastCheckInAt === null)],
      since: failure.occurredAt,
      onset: null,
      count: user.devices.length,
      values: {
        user: calledUser(user),
        count: user.devices.length,
        ...(limit?.deviceLimit != null && {
          limit: limit.deviceLimit,
          policy: calledThing(limit.displayName, 'POLICY'),
        }),
        ...(silent?.lastCheckInAt != null && {
          device: calledDevice(silent),
          lastCheckInAt: { date: silent.lastCheckInAt },
        }),
      },
      more: [...(limit?.deviceLimit == null ? [] : ['LIMIT']), ...(silent?.lastCheckInAt == null ? [] : ['SILENT'])],
      evidence: [
        ...evidence(failure, 'occurredAt', 'category', 'error'),
        ...(limit === null ? [] : evidence(limit, 'displayName', 'deviceLimit')),
        ...(silent === undefined ? [] : evidence(silent, 'deviceName', 'lastCheckInAt')),
      ],
      steps: user.devices.length === 0 ? [RAISE] : [silent === undefined ? RETIRE_ANY : STEPS.retire, STEPS.admin],
    };
  },
};
