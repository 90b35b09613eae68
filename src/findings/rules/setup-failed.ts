import { raw, sql } from '../../database/sql';
import { explainEnrollmentFailure } from '../../failure/enrollment-failure';
import type { AutopilotProfileState } from '../../generated/graphql';
import { DAY_MS } from '../../resolving/days';
import { oneOf } from '../candidates';
import { HOUR_MS, SETUP_NEWS_DAYS, SETUP_USED_HOURS } from '../constants';
import { calledDevice } from '../naming';
import type { DeviceRule, Draft, StepOf } from '../rule';
import { STEPS, stepNeeding } from '../steps';
import { evidence } from '../views';

const WITHOUT_PROFILE: readonly AutopilotProfileState[] = ['NOT_ASSIGNED', 'FAILED'];

const ASSIGN = stepNeeding({ ...STEPS.admin, text: 'ASSIGN' }, 'ASSIGN_DEPLOYMENT');

const REMEDY: StepOf = { ...STEPS.operator, text: 'REMEDY' };

export const setupFailed: DeviceRule = {
  id: 'SETUP_FAILED',
  about: 'DEVICE',
  severity: 'PROBLEM',
  confidence: 'CERTAIN',
  topics: ['ENROLMENT'],
  reads: {
    Device: 'deviceName lastCheckInAt autopilot setupEvents',
    AutopilotDevice: 'profileState enrollmentState groupTag',
    SetupEvent: 'occurredAt state failedPhase error',
  },
  steps: [STEPS.operator, STEPS.admin],
  otherSteps: [REMEDY, ASSIGN],
  candidates: ({ clock, withInfo }) => [
    {
      of: 'DEVICE',
      from: raw('setup_events e'),
      id: 'e.device_id',
      where: sql`e.state = 'FAILURE' AND e.occurred_at >= ${clock.ago(SETUP_NEWS_DAYS * DAY_MS)}`,
    },
    {
      of: 'DEVICE',
      from: raw('autopilot_devices a'),
      id: 'a.device_id',
      where: sql`a.profile_state IN ${oneOf(WITHOUT_PROFILE)}
        AND ${withInfo ? raw('TRUE') : raw("a.enrollment_state <> 'ENROLLED'")}`,
    },
  ],
  *find({ device, clock }): Iterable<Draft> {
    const { autopilot } = device;
    const lastCheckInAt = clock.past(device.lastCheckInAt);
    const newest = device.setupEvents.find(({ occurredAt }) => clock.hasPassed(occurredAt));
    const lacksProfile = autopilot !== null && WITHOUT_PROFILE.includes(autopilot.profileState);
    const profile = lacksProfile ? evidence(autopilot, 'profileState', 'groupTag') : [];
    const about = { subject: device, values: { device: calledDevice(device) } };
    if (newest?.state === 'FAILURE' && !clock.hasPassed(newest.occurredAt, SETUP_NEWS_DAYS * DAY_MS)) {
      const { occurredAt, failedPhase, error } = newest;
      const failure = error === null ? null : { category: 'UNKNOWN', reason: error.reason };
      const { known: isKnown, remedy } = explainEnrollmentFailure('UNKNOWN', error?.reason ?? null, 'en');
      // A device that checks in later was set up another way, or is used as it is.
      const isUsed =
        lastCheckInAt !== null && Date.parse(lastCheckInAt) > Date.parse(occurredAt) + SETUP_USED_HOURS * HOUR_MS;
      yield {
        ...about,
        ...(failedPhase === null && { variant: 'UNKNOWN' }),
        severity: isUsed ? 'WARNING' : 'PROBLEM',
        since: occurredAt,
        onset: null,
        values: {
          ...about.values,
          at: { date: occurredAt },
          phase: { name: failedPhase ?? '', of: 'PHASE' },
          ...(failure !== null && {
            reason: failure.reason,
            meaning: { enrolment: failure, is: 'meaning' },
            remedy: { enrolment: failure, is: 'remedy' },
          }),
        },
        more: [
          // Of a reason that is unknown, the explanation is that of a failed enrolment, which a set-up can come after.
          ...(failure === null ? [] : [isKnown ? 'MEANING' : 'MESSAGE']),
          ...(lacksProfile ? ['NO_PROFILE'] : []),
          ...(isUsed ? ['USED'] : []),
        ],
        evidence: [...evidence(newest, 'occurredAt', 'state', 'failedPhase', 'error'), ...profile],
        steps: [remedy === null ? STEPS.operator : REMEDY, lacksProfile ? ASSIGN : STEPS.admin],
      };
      return;
    }
    if (!lacksProfile) return;
    yield {
      ...about,
      variant: 'NO_PROFILE',
      // A device that is set up misses the profile only when it is reset.
      severity: autopilot.enrollmentState === 'ENROLLED' ? 'INFO' : 'WARNING',
      evidence: [...profile, ...evidence(autopilot, 'enrollmentState')],
      steps: [ASSIGN],
    };
  },
};
