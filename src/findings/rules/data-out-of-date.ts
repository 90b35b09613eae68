import type { SyncKind } from '../../generated/graphql';
import type { SyncFacts } from '../facts';
import type { Draft, EvidenceOf, PageRule, TextValue } from '../rule';
import { evidence } from '../views';

/** The types that show when the objects of a kind were read. Findings rest on no others. */
const SHOWN_BY: Partial<Record<SyncKind, string>> = {
  TENANT: 'Tenant',
  USERS: 'User',
  ENTRA_DEVICES: 'Device',
  MANAGED_DEVICES: 'Device',
  AUTOPILOT: 'AutopilotDevice',
  POLICY_STATES: 'Policy',
  APPS: 'App',
  APP_INSTALL_STATES: 'AppInstallState',
  APP_PROTECTION: 'AppProtectionState',
  ENROLLMENT_FAILURES: 'EnrollmentFailure',
};

const listOf = (sections: readonly { readonly kind: SyncKind }[]): TextValue => ({
  list: sections.map(({ kind }) => ({ name: kind, of: 'SECTION' })),
});

const proofOf = (sync: SyncFacts): EvidenceOf[] => evidence(sync, 'kind', 'state', 'problem', 'lastCompletedAt');

export const dataOutOfDate: PageRule = {
  id: 'DATA_OUT_OF_DATE',
  about: 'PAGE',
  severity: 'WARNING',
  confidence: 'CERTAIN',
  topics: ['CONTACT'],
  // It is only about the time at which the facts of the other rules were read.
  reads: {},
  mayRead: { Tenant: 'sync', SyncStatus: 'kind state problem lastCompletedAt' },
  standsAlone: true,
  steps: [{ who: 'OPERATOR' }, { who: 'SERVICE_ADMIN' }],
  candidates: 'TENANT',
  *find({ devices, user, tenant, stale, isImported }): Iterable<Draft> {
    const failed = (tenant?.sync ?? []).filter(({ kind }) => SHOWN_BY[kind] !== undefined);
    const [oldest] = stale;
    const subject = user ?? devices[0] ?? null;
    if (oldest === undefined) {
      if (failed.length === 0) return;
      yield {
        subject,
        variant: 'FAILED',
        values: { failed: listOf(failed) },
        evidence: failed.flatMap(proofOf),
      };
      return;
    }
    yield {
      subject,
      ...(isImported && { variant: 'IMPORTED' }),
      since: oldest.at,
      values: {
        age: { ageOf: oldest.at },
        moment: { moment: oldest.at },
        sections: listOf(stale),
        failed: listOf(failed),
      },
      more: failed.length === 0 ? [] : ['FAILED'],
      evidence: [
        ...stale.map(({ kind, at }) => ({ coordinate: `${SHOWN_BY[kind]}.syncedAt`, nodeId: null, value: at })),
        ...failed.flatMap(proofOf),
      ],
    };
  },
};
