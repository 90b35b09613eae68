import { type EnrolmentFault, enrolmentFault, explainEnrollmentFailure } from '../../failure/enrollment-failure';
import type { EnrollmentFailureCategory, Platform } from '../../generated/graphql';
import { DAY_MS } from '../../resolving/days';
import { groupsOf } from '../../resolving/grouping';
import { usersWithFailure } from '../candidates';
import { enrolmentCauseDays } from '../constants';
import type { EnrollmentFailureFacts, PolicyFacts, UserFacts } from '../facts';
import { calledThing } from '../naming';
import type { Draft, PageRule, PageView, StepOf } from '../rule';
import { STEPS, stepNeeding } from '../steps';
import { evidence } from '../views';
import { isAppleSystem } from './apple-push-expired';

/** The fault that Microsoft's category and text show; null if they show none. */
export const faultOfEnrolment = ({ category, error }: EnrollmentFailureFacts): EnrolmentFault | null =>
  enrolmentFault(category, error.reason);

/** The faults that a rule of the tenant causes, the most specific first. A broken connection is only a symptom. */
const TELLING: readonly (EnrolmentFault | null)[] = [
  ...(['platformBlocked', 'personalBlocked', 'deviceNotPreregistered', 'restrictionsNotMet'] as const),
  ...(['versionTooLow', 'versionTooHigh', 'deviceCapReached', 'userNotFoundOrLicensed', 'notOnboarded'] as const),
  ...(['appleOnboarding', 'deviceNotSupported', 'featureNotSupported'] as const),
];

const RESTRICTIONS: readonly (EnrolmentFault | null)[] = [
  ...(['platformBlocked', 'personalBlocked', 'deviceNotPreregistered', 'restrictionsNotMet'] as const),
  ...(['versionTooLow', 'versionTooHigh'] as const),
];

/** Whether an enrolment restriction or a device limit refused an enrolment. */
export function isAboutRestriction({ category, reason }: { category: string; reason: string | null }): boolean {
  const fault = enrolmentFault(category, reason);
  return fault === 'deviceCapReached' || RESTRICTIONS.includes(fault);
}

/** Whether it is known what to do. A code in the reason can tell it where no fault has a name. */
const hasRemedy = ({ category, error }: EnrollmentFailureFacts): boolean =>
  explainEnrollmentFailure(category, error.reason, 'en').remedy !== null;

const weight = (failure: EnrollmentFailureFacts): number => {
  const place = TELLING.indexOf(faultOfEnrolment(failure));
  return place < 0 ? TELLING.length : place;
};

const PLATFORMS: readonly (readonly [RegExp, Platform])[] = [
  [/mac ?os/i, 'MACOS'],
  [/ios|ipad|iphone/i, 'IOS'],
  [/android/i, 'ANDROID'],
  [/windows/i, 'WINDOWS'],
  [/linux/i, 'LINUX'],
];

const platformOf = ({ operatingSystem }: EnrollmentFailureFacts): Platform =>
  PLATFORMS.find(([pattern]) => pattern.test(operatingSystem ?? ''))?.[1] ?? 'UNKNOWN';

const FAILURE_READS = 'occurredAt operatingSystem osVersion category error';

/**
 * How the failures on a platform stand.
 * @returns `standing`: null for news, or that a success followed, or that they are old; `open`: the failures that count, newest first
 */
function standingOf(
  user: UserFacts,
  platform: Platform,
  failures: readonly EnrollmentFailureFacts[],
  { clock, thresholds }: PageView,
) {
  const newest = failures[0] as EnrollmentFailureFacts;
  const ofPlatform = user.devices.filter((device) => device.platform === platform);
  const success = ofPlatform
    .map(({ enrolledAt }) => clock.past(enrolledAt) ?? '')
    .reduce((a, b) => (a > b ? a : b), '');
  if (success > newest.occurredAt) return { standing: 'SUCCEEDED', open: failures };
  // What was in the way before a success is not the reason of a later failure.
  const open = failures.filter(({ occurredAt }) => occurredAt >= success);
  if (clock.hasPassed(newest.occurredAt, thresholds.enrolmentDays * DAY_MS)) return { standing: 'OLD', open };
  const isRecent = ({ occurredAt }: EnrollmentFailureFacts) =>
    !clock.hasPassed(occurredAt, enrolmentCauseDays(thresholds) * DAY_MS);
  return { standing: null, open: open.filter(isRecent) };
}

/** The categories of failures that a disabled account causes. Source: Microsoft Graph, deviceEnrollmentFailureReason. */
const OF_ACCOUNT: readonly EnrollmentFailureCategory[] = [
  ...(['AUTHENTICATION', 'AUTHORIZATION', 'ACCOUNT_VALIDATION', 'USER_VALIDATION'] as const),
];

/** Whether a text gives two instants the same date. */
const isSameDay = (one: string, other: string): boolean => one.slice(0, 10) === other.slice(0, 10);

/** A sentence about Apple's enrolment token, if it ended before an Apple device failed without a telling reason. */
function tokenEnded({ tenant, clock }: PageView, leading: EnrollmentFailureFacts): boolean {
  if (!isAppleSystem(leading.operatingSystem)) return false;
  if (leading.category !== 'UNKNOWN' && leading.category !== 'FEATURE_NOT_SUPPORTED') return false;
  const tokens = (tenant?.connectors ?? []).filter(({ kind }) => kind === 'APPLE_DEVICE_ENROLLMENT');
  // Retired tokens stay listed. One that works is enough.
  return (
    tokens.length > 0 &&
    tokens.every(({ expiresAt }) => clock.hasPassed(expiresAt) && (expiresAt ?? '') < leading.occurredAt)
  );
}

/** The enrolment restriction that applies to the user on a platform, if it is known. */
const restrictionOf = (user: UserFacts, platform: Platform): PolicyFacts | null =>
  user.assignedPolicies.find(
    ({ policy }) =>
      policy.kind === 'ENROLLMENT_RESTRICTION' && (policy.platform === platform || policy.platform === 'UNKNOWN'),
  )?.policy ?? null;

/** What to do about the reason. It is written for the operator. */
const REMEDY: StepOf = { who: 'OPERATOR', text: 'REMEDY' };
const TRY_TOGETHER: StepOf = { who: 'OPERATOR', text: 'TRY_TOGETHER' };
const OVER: StepOf = { who: 'OPERATOR', text: 'OVER' };
const changing = (text: string): StepOf => stepNeeding({ ...STEPS.admin, text }, 'UPDATE_PROFILE');
const CHANGE = changing('RESTRICTION');
const OR_CHANGE = changing('OR_RESTRICTION');
const IDENTIFY = stepNeeding({ ...STEPS.admin, text: 'IDENTIFIER' }, 'ADD_IDENTIFIER');

/** The faults that end when the company lists the device as its own. */
const OF_IDENTIFIERS: readonly (EnrolmentFault | null)[] = ['personalBlocked', 'deviceNotPreregistered'];

/** What to do about failures with this one in front. What failed before a success is over. */
function stepsFor(leading: EnrollmentFailureFacts, isOver: boolean): StepOf[] {
  if (isOver) return [OVER];
  const fault = faultOfEnrolment(leading);
  const own = hasRemedy(leading) ? REMEDY : TRY_TOGETHER;
  if (!RESTRICTIONS.includes(fault)) return [own];
  return OF_IDENTIFIERS.includes(fault) ? [own, IDENTIFY, OR_CHANGE] : [own, CHANGE];
}

export const enrolmentBlocked: PageRule = {
  id: 'ENROLMENT_BLOCKED',
  about: 'USER',
  severity: 'PROBLEM',
  confidence: 'CERTAIN',
  topics: ['ENROLMENT'],
  reads: {
    User: 'devices enrollmentFailures assignedPolicies',
    AssignedPolicy: 'policy',
    Policy: 'displayName kind platform',
    EnrollmentFailure: FAILURE_READS,
    Device: 'platform enrolledAt',
    Tenant: 'connectors',
    Connector: 'kind expiresAt',
  },
  // A device that was enrolled since would be the answer.
  claimsAbsence: ['User.devices'],
  explains: ['NO_DEVICE'],
  steps: [REMEDY],
  otherSteps: [TRY_TOGETHER, CHANGE, IDENTIFY, OR_CHANGE, OVER],
  // Older failures are remarks.
  candidates: ({ clock, thresholds, withInfo }) => [
    usersWithFailure(withInfo ? null : clock.ago(thresholds.enrolmentDays * DAY_MS)),
  ],
  *find(view): Iterable<Draft> {
    const { user } = view;
    if (user === null) return;
    const happened = user.enrollmentFailures.filter(({ occurredAt }) => view.clock.hasPassed(occurredAt));
    for (const [platform, failures] of groupsOf(happened, platformOf)) {
      const { standing, open: recent } = standingOf(user, platform, failures, view);
      const [leading] = [...recent].sort((a, b) => weight(a) - weight(b));
      if (leading === undefined) continue;
      const fault = faultOfEnrolment(leading);
      const isAboutLicence = leading.category === 'USER_VALIDATION' || fault === 'userNotFoundOrLicensed';
      const isAboutToken = leading.category === 'ACCOUNT_VALIDATION' || fault === 'appleOnboarding';
      const isOver = standing === 'SUCCEEDED';
      const restriction = !isOver && RESTRICTIONS.includes(fault) ? restrictionOf(user, platform) : null;
      const last = failures[0]?.occurredAt ?? leading.occurredAt;
      // The date of the last attempt can be the one that the title gives.
      const variant = standing === 'OLD' && isSameDay(last, leading.occurredAt) ? null : standing;
      const error = { category: leading.category, reason: leading.error.reason };
      yield {
        subject: leading,
        about: platform,
        ...(variant !== null && { variant }),
        ...(standing !== null && { severity: 'INFO' }),
        tags: [
          ...(OF_ACCOUNT.includes(leading.category) ? ['ACCOUNT'] : []),
          ...(isAboutLicence ? ['USER_VALIDATION'] : []),
          ...(fault === 'deviceCapReached' ? ['LIMIT'] : []),
          ...(isAppleSystem(leading.operatingSystem) && (isAboutToken || weight(leading) === TELLING.length)
            ? ['APPLE']
            : []),
        ],
        since: recent.at(-1)?.occurredAt ?? leading.occurredAt,
        onset: leading.occurredAt,
        count: recent.length,
        values: {
          system: leading.operatingSystem ?? { name: 'SYSTEM', of: 'FALLBACK' },
          occurredAt: { date: leading.occurredAt },
          meaning: { enrolment: error, is: 'meaning' },
          remedy: { enrolment: error, is: 'remedy' },
          ...(restriction !== null && { restriction: calledThing(restriction.displayName, 'POLICY') }),
          count: recent.length,
          first: { date: recent.at(-1)?.occurredAt ?? leading.occurredAt },
          last: { date: last },
        },
        more: [
          ...(restriction === null ? [] : ['RESTRICTED_BY']),
          ...(recent.length > 1 ? ['ATTEMPTS'] : []),
          ...(tokenEnded(view, leading) ? ['TOKEN'] : []),
        ],
        evidence: [
          ...evidence(leading, 'occurredAt', 'operatingSystem', 'osVersion', 'category', 'error'),
          ...(restriction === null ? [] : evidence(restriction, 'displayName')),
        ],
        steps: stepsFor(leading, isOver),
      };
    }
  },
};
