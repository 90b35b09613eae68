import { raw } from '../../database/sql';
import { usersWith } from '../candidates';
import { calledUser } from '../naming';
import type { PageRule } from '../rule';
import { sinceOf } from '../since';
import { evidence } from '../views';

export const accountDisabled: PageRule = {
  id: 'ACCOUNT_DISABLED',
  about: 'USER',
  severity: 'BLOCKER',
  confidence: 'CERTAIN',
  topics: ['ACCESS', 'ACCOUNT', 'ENROLMENT'],
  reads: { User: 'displayName userPrincipalName accountEnabled accountEnabledSince' },
  standsAlone: true,
  explains: [
    ...['NO_INTUNE_LICENCE', 'NO_DEVICE', 'MAM_STOPPED', 'MAM_NOT_USED', 'LEAVER_DEVICE'],
    ...['ENROLMENT_BLOCKED:ACCOUNT'],
  ],
  steps: [{ who: 'IDENTITY_ADMIN' }],
  // Null is not false: Microsoft does not always report it.
  unknown: ({ user }) => (user?.accountEnabled === null ? 'ACCOUNT_UNKNOWN' : null),
  candidates: () => [usersWith(raw('u.account_enabled = 0'))],
  *find({ user }) {
    if (user?.accountEnabled !== false) return;
    const at = user.accountEnabledSince;
    yield {
      subject: user,
      ...sinceOf(at),
      // A licence or a device that was missing before does not matter now.
      ...(at !== null && { explainsSince: { at, rules: ['ENROLMENT_BLOCKED', 'MAM_STOPPED'] } }),
      values: { user: calledUser(user) },
      evidence: evidence(user, 'accountEnabled'),
    };
  },
};
