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
    ...['NO_INTUNE_LICENCE', 'NO_DEVICE', 'MAM_STOPPED', 'MAM_NOT_USED'],
    ...['ENROLMENT_BLOCKED', 'DEVICE_LIMIT_REACHED', 'LEAVER_DEVICE'],
  ],
  steps: [{ who: 'IDENTITY_ADMIN' }],
  // Null is not false: Microsoft does not always report it.
  unknown: ({ user }) => (user?.accountEnabled === null ? 'ACCOUNT_UNKNOWN' : null),
  candidates: () => [usersWith(raw('u.account_enabled = 0'))],
  *find({ user }) {
    if (user?.accountEnabled !== false) return;
    yield {
      subject: user,
      ...sinceOf(user.accountEnabledSince),
      values: { user: calledUser(user) },
      evidence: evidence(user, 'accountEnabled'),
    };
  },
};
