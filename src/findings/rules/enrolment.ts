import { sql } from '../../database/sql';
import { type EnrolmentFault, enrolmentFault, explainEnrollmentFailure } from '../../failure/enrollment-failure';
import type { Platform } from '../../generated/graphql';
import { DAY_MS } from '../../resolving/days';
import { groupsOf } from '../../resolving/grouping';
import { usersWith, usersWithFailure } from '../candidates';
import { enrolmentCauseDays } from '../constants';
import type { EnrollmentFailureFacts, PolicyFacts, UserFacts } from '../facts';
import { calledDevice, calledThing, calledUser } from '../naming';
import type { Draft, PageRule, PageView } from '../rule';
import { STEPS, stepNeeding } from '../steps';
import { evidence } from '../views';
import { isAppleSystem } from './apple-push-expired';

const faultOf = ({ category, error }: EnrollmentFailureFacts): EnrolmentFault | null =>
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
  const place = TELLING.indexOf(faultOf(failure));
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
  explains: ['ENROLMENT_BLOCKED:LIMIT'],
  steps: [STEPS.retire, STEPS.admin],
  candidates: ({ clock, thresholds }) => [usersWithFailure(clock.ago(thresholds.enrolmentDays * DAY_MS))],
  *find({ user, clock, thresholds }) {
    const failure = user?.enrollmentFailures.find((each) => faultOf(each) === 'deviceCapReached');
    if (user === null || failure === undefined) return;
    if (clock.hasPassed(failure.occurredAt, thresholds.enrolmentDays * DAY_MS)) return;
    // A device that was enrolled later shows that the limit is not reached any more.
    if (user.devices.some(({ enrolledAt }) => (enrolledAt ?? '') > failure.occurredAt)) return;
    const limit = user.assignedPolicies.find(({ policy }) => policy.kind === 'ENROLLMENT_LIMIT')?.policy ?? null;
    const inContactOnce = user.devices
      .filter(({ lastCheckInAt }) => lastCheckInAt !== null)
      .sort((a, b) => ((a.lastCheckInAt ?? '') < (b.lastCheckInAt ?? '') ? -1 : 1));
    const [silent] = inContactOnce;
    yield {
      subject: failure,
      // The step acts on the first device.
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
    };
  },
};

/**
 * How the failures on a platform stand.
 * @returns `variant`: null for news, or that a success followed, or that they are old; `open`: the failures that count, newest first
 */
function standing(
  user: UserFacts,
  platform: Platform,
  failures: readonly EnrollmentFailureFacts[],
  { clock, thresholds }: PageView,
) {
  const newest = failures[0] as EnrollmentFailureFacts;
  const ofPlatform = user.devices.filter((device) => device.platform === platform);
  const success = ofPlatform.map(({ enrolledAt }) => enrolledAt ?? '').reduce((a, b) => (a > b ? a : b), '');
  if (success > newest.occurredAt) return { variant: 'SUCCEEDED', open: failures };
  // What was in the way before a success is not the reason of a later failure.
  const open = failures.filter(({ occurredAt }) => occurredAt >= success);
  if (clock.hasPassed(newest.occurredAt, thresholds.enrolmentDays * DAY_MS)) return { variant: 'OLD', open };
  const isRecent = ({ occurredAt }: EnrollmentFailureFacts) =>
    !clock.hasPassed(occurredAt, enrolmentCauseDays(thresholds) * DAY_MS);
  return { variant: null, open: open.filter(isRecent) };
}

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
  explains: ['NO_DEVICE'],
  steps: [STEPS.user],
  // Older failures are remarks.
  candidates: ({ clock, thresholds, withInfo }) => [
    usersWithFailure(withInfo ? null : clock.ago(thresholds.enrolmentDays * DAY_MS)),
  ],
  *find(view): Iterable<Draft> {
    const { user } = view;
    if (user === null) return;
    for (const [platform, failures] of groupsOf(user.enrollmentFailures, platformOf)) {
      const { variant, open: recent } = standing(user, platform, failures, view);
      const [leading] = [...recent].sort((a, b) => weight(a) - weight(b));
      if (leading === undefined) continue;
      const fault = faultOf(leading);
      const isAboutLicence = leading.category === 'USER_VALIDATION' || fault === 'userNotFoundOrLicensed';
      const isAboutToken = leading.category === 'ACCOUNT_VALIDATION' || fault === 'appleOnboarding';
      const restriction = RESTRICTIONS.includes(fault) ? restrictionOf(user, platform) : null;
      const error = { category: leading.category, reason: leading.error.reason };
      yield {
        subject: leading,
        about: platform,
        ...(variant !== null && { variant, severity: 'INFO' }),
        tags: [
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
          last: { date: failures[0]?.occurredAt ?? leading.occurredAt },
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
        steps: [
          hasRemedy(leading) ? STEPS.user : { who: 'OPERATOR', text: 'TRY_TOGETHER' },
          ...(RESTRICTIONS.includes(fault)
            ? [stepNeeding({ ...STEPS.admin, text: 'RESTRICTION' }, 'UPDATE_PROFILE', 'ADD_IDENTIFIER')]
            : []),
        ],
      };
    }
  },
};

export const noDevice: PageRule = {
  id: 'NO_DEVICE',
  about: 'USER',
  severity: 'INFO',
  confidence: 'CERTAIN',
  topics: ['ENROLMENT'],
  reads: {
    User: 'displayName userPrincipalName devices appProtectionStates',
    AppProtectionState: 'deviceName',
  },
  claimsAbsence: true,
  steps: [STEPS.operator],
  candidates: () => [usersWith(sql`NOT EXISTS (SELECT 1 FROM devices d WHERE d.user_id = u.id)`)],
  *find({ user }) {
    if (user === null || user.devices.length > 0) return;
    const name = user.appProtectionStates.find(({ deviceName }) => deviceName !== null)?.deviceName;
    yield {
      subject: user,
      values: { user: calledUser(user), ...(name != null && { device: name }) },
      more: [name == null ? 'SHARED' : 'PROTECTED'],
      evidence: [
        {
          ...(evidence(user, 'userPrincipalName')[0] as Draft['evidence'][number]),
          coordinate: 'User.devices',
          value: '0',
        },
      ],
    };
  },
};
