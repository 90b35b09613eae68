import type { PageRule } from '../rule';
import { evidence } from '../views';

export const tenantInactive: PageRule = {
  id: 'TENANT_INACTIVE',
  about: 'PAGE',
  severity: 'BLOCKER',
  confidence: 'CERTAIN',
  topics: ['ACCESS', 'ENROLMENT', 'ACCOUNT'],
  reads: { Tenant: 'accountStatus subscriptionState mdmAuthority' },
  explainsAll: 'PAGE',
  steps: [{ who: 'LICENCE_ADMIN' }],
  candidates: 'TENANT',
  *find({ tenant }) {
    if (tenant?.accountStatus !== 'INACTIVE') return;
    yield {
      subject: tenant,
      values: { state: { name: tenant.subscriptionState, of: 'SUBSCRIPTION' } },
      evidence: evidence(tenant, 'subscriptionState', 'mdmAuthority'),
    };
  },
};
