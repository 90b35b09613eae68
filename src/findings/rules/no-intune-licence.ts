import { raw } from '../../database/sql';
import type { LicenseState } from '../../generated/graphql';
import { DAY_MS } from '../../resolving/days';
import { usersWith } from '../candidates';
import { enrolmentCauseDays } from '../constants';
import type { LicenseFacts } from '../facts';
import { calledThing, calledUser } from '../naming';
import type { Draft, PageRule, PageView } from '../rule';
import { evidence } from '../views';

const INACTIVE: readonly LicenseState[] = ['SUSPENDED', 'LOCKED_OUT', 'DELETED', 'PENDING', 'UNKNOWN'];

/** The licence that explains best why no plan works, and the variant of the text. */
function reasonOf(licenses: readonly LicenseFacts[]): readonly [string, LicenseFacts | null] {
  const failed = licenses.find(({ error }) => error !== null);
  if (failed !== undefined) return ['ERROR', failed];
  const off = licenses.find(({ state }) => state === 'DISABLED');
  if (off !== undefined) return ['PLAN_OFF', off];
  const inactive = licenses.find(({ state }) => INACTIVE.includes(state));
  return inactive === undefined ? ['NONE', null] : ['INACTIVE', inactive];
}

/** Whether somebody without a licence would notice: by a device, an attempt to enrol one, or a protected app. */
function needsOne({ user, clock, thresholds }: PageView): boolean {
  if (user === null) return false;
  const tried = user.enrollmentFailures.some(
    ({ category, occurredAt }) =>
      category === 'USER_VALIDATION' &&
      clock.hasPassed(occurredAt) &&
      !clock.hasPassed(occurredAt, enrolmentCauseDays(thresholds) * DAY_MS),
  );
  return tried || user.devices.length > 0 || user.appProtectionStates.length > 0;
}

const isGuest = (userPrincipalName: string): boolean => /#EXT#/i.test(userPrincipalName);

/** The sentence about the group through which a licence was assigned. */
const byGroup = (license: LicenseFacts | null, variant: string): string[] =>
  license === null || license.assignedByGroup === null ? [] : [variant === 'PLAN_OFF' ? 'OFF_IN_GROUP' : 'BY_GROUP'];

export const noIntuneLicence: PageRule = {
  id: 'NO_INTUNE_LICENCE',
  about: 'USER',
  severity: 'BLOCKER',
  confidence: 'CERTAIN',
  topics: ['ACCOUNT', 'ENROLMENT', 'ACCESS'],
  reads: {
    User: 'displayName userPrincipalName usageLocation status licenses devices enrollmentFailures appProtectionStates',
    UserStatus: 'intuneLicensed intuneLicensedSince',
    License: 'skuPartNumber servicePlan state error assignedByGroup',
    Group: 'displayName',
    EnrollmentFailure: 'category occurredAt',
  },
  explains: ['ENROLMENT_BLOCKED:USER_VALIDATION', 'NO_DEVICE', 'ENROLLED_USER_GONE', 'MAM_NOT_USED'],
  steps: [{ who: 'LICENCE_ADMIN', at: 'USER' }],
  candidates: () => [
    usersWith(raw('u.intune_licensed = 0')),
    { of: 'USER', from: raw('user_licenses l'), id: 'l.user_id', where: raw(`l.state = 'WARNING'`) },
  ],
  *find(view): Iterable<Draft> {
    const { user } = view;
    if (user === null) return;
    const { licenses } = user;
    const values = { user: calledUser(user) };
    const shown = (license: LicenseFacts | null) => ({
      ...values,
      ...(license !== null && {
        sku: license.skuPartNumber ?? license.servicePlan,
        plan: license.servicePlan,
        state: { name: license.state, of: 'LICENCE' },
        error: { name: license.error ?? 'OTHER', of: 'LICENCE_ERROR' },
        ...(license.assignedByGroup !== null && { group: calledThing(license.assignedByGroup.displayName, 'GROUP') }),
      }),
    });
    const proof = (shownFor: LicenseFacts | null) => [
      ...licenses.flatMap((license) => evidence(license, 'skuPartNumber', 'servicePlan', 'state', 'error')),
      ...(shownFor?.assignedByGroup ? evidence(shownFor.assignedByGroup, 'displayName') : []),
    ];
    if (user.status.intuneLicensed) {
      const working = licenses.filter(({ state }) => state === 'ENABLED' || state === 'WARNING');
      const [ending] = working;
      if (ending === undefined || working.some(({ state }) => state === 'ENABLED')) return;
      yield {
        subject: user,
        variant: 'ENDING',
        severity: 'WARNING',
        // It still works, so nothing fails because of it.
        explains: [],
        values: shown(ending),
        more: byGroup(ending, 'ENDING'),
        evidence: proof(ending),
      };
      return;
    }
    const [variant, license] = reasonOf(licenses);
    const isNeeded = needsOne(view);
    yield {
      subject: user,
      variant,
      since: user.status.intuneLicensedSince,
      severity: isNeeded ? 'BLOCKER' : isGuest(user.userPrincipalName) ? 'INFO' : 'WARNING',
      values: shown(license),
      more: [...byGroup(license, variant), ...(user.usageLocation === null ? ['NO_LOCATION'] : [])],
      evidence: [
        ...evidence(user.status, 'intuneLicensed'),
        ...proof(license),
        ...(user.usageLocation === null ? evidence(user, 'usageLocation') : []),
      ],
    };
  },
};
