import { DAY_MS } from '../../resolving/days';
import { ENDING_DAYS, ENDING_SOON_DAYS } from '../constants';
import { ownNameOf } from '../naming';
import type { PageRule, StepOf } from '../rule';
import { evidence } from '../views';

const renewing = (text: 'RENEW_CERTIFICATE' | 'RENEW_TOKEN'): StepOf => ({ who: 'APPLE_ADMIN', text });

export const connectorEnding: PageRule = {
  id: 'CONNECTOR_ENDING',
  about: 'TENANT',
  severity: 'PROBLEM',
  confidence: 'CERTAIN',
  topics: ['CONTACT', 'ENROLMENT', 'APPS'],
  reads: { Tenant: 'connectors', Connector: 'kind name expiresAt' },
  steps: [],
  otherSteps: [renewing('RENEW_CERTIFICATE'), renewing('RENEW_TOKEN')],
  candidates: 'TENANT',
  *find({ tenant, clock }) {
    for (const connector of tenant?.connectors ?? []) {
      const { connectorId, kind, expiresAt } = connector;
      const name = ownNameOf(connector);
      if (expiresAt === null || clock.hasPassed(expiresAt) || !clock.hasPassed(expiresAt, -ENDING_DAYS * DAY_MS))
        continue;
      yield {
        subject: connector,
        // Two tokens can have one name.
        about: connectorId,
        variant: kind,
        severity: clock.hasPassed(expiresAt, -ENDING_SOON_DAYS * DAY_MS) ? 'PROBLEM' : 'WARNING',
        values: {
          connector: { name: kind, of: 'CONNECTOR' },
          expiresAt: { moment: expiresAt },
          ...(name !== null && { name }),
        },
        more: name === null ? [] : ['NAMED'],
        evidence: evidence(connector, 'kind', 'name', 'expiresAt'),
        steps: [renewing(kind === 'APPLE_PUSH_CERTIFICATE' ? 'RENEW_CERTIFICATE' : 'RENEW_TOKEN')],
      };
    }
  },
};
