import { sql } from '../../database/sql';
import type { Platform } from '../../generated/graphql';
import { DAY_MS } from '../../resolving/days';
import { devicesWith, oneOf, usersWithFailure } from '../candidates';
import { enrolmentCauseDays } from '../constants';
import type { PageRule } from '../rule';
import { evidence } from '../views';

const APPLE: readonly Platform[] = ['IOS', 'MACOS'];
const isApple = ({ platform }: { readonly platform: Platform }): boolean => APPLE.includes(platform);

/** Whether an operating system's name is one of Apple's. */
export const isAppleSystem = (operatingSystem: string | null): boolean =>
  /\b(ios|ipad ?os|mac ?os|iphone|ipad)/i.test(operatingSystem ?? '');

export const applePushExpired: PageRule = {
  id: 'APPLE_PUSH_EXPIRED',
  about: 'PAGE',
  severity: 'BLOCKER',
  confidence: 'CERTAIN',
  topics: ['CONTACT', 'ENROLMENT'],
  reads: {
    Tenant: 'connectors',
    Connector: 'kind expiresAt',
    Device: 'platform lastCheckInAt',
  },
  // The devices are judged without them.
  mayRead: { User: 'enrollmentFailures', EnrollmentFailure: 'operatingSystem occurredAt' },
  explains: ['DEVICE_SILENT', 'ACTION_WAITING', 'APP_WAITING', 'ENROLMENT_BLOCKED:APPLE'],
  steps: [{ who: 'APPLE_ADMIN' }],
  candidates({ clock, thresholds }) {
    const isOver = sql`EXISTS (SELECT 1 FROM connectors k
      WHERE k.kind = 'APPLE_PUSH_CERTIFICATE' AND k.expires_at <= ${clock.now})`;
    const failed = usersWithFailure(clock.ago(enrolmentCauseDays(thresholds) * DAY_MS));
    return [
      devicesWith(sql`d.platform IN ${oneOf(APPLE)} AND ${isOver}`),
      { ...failed, where: sql`${failed.where} AND ${isOver}` },
    ];
  },
  *find({ tenant, user, devices, clock, thresholds }) {
    const push = tenant?.connectors.find(({ kind }) => kind === 'APPLE_PUSH_CERTIFICATE');
    if (push === undefined || push.expiresAt === null || !clock.hasPassed(push.expiresAt)) return;
    const apple = devices.filter(isApple);
    const failures = (user?.enrollmentFailures ?? []).filter(
      ({ operatingSystem, occurredAt }) =>
        isAppleSystem(operatingSystem) &&
        clock.hasPassed(occurredAt) &&
        !clock.hasPassed(occurredAt, enrolmentCauseDays(thresholds) * DAY_MS),
    );
    if (apple.length + failures.length === 0) return;
    yield {
      subject: push,
      devices: apple,
      // Without a device it would be about the whole page, and so explain devices of other makers.
      ...(apple.length === 0 && { explains: ['ENROLMENT_BLOCKED:APPLE'] }),
      since: push.expiresAt,
      values: { expiresAt: { date: push.expiresAt } },
      evidence: [
        ...evidence(push, 'kind', 'expiresAt'),
        ...apple.flatMap((device) => evidence(device, 'lastCheckInAt')),
        ...failures.flatMap((failure) => evidence(failure, 'occurredAt')),
      ],
    };
  },
};
