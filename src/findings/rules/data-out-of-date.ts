import type { PageRule } from '../rule';

export const dataOutOfDate: PageRule = {
  id: 'DATA_OUT_OF_DATE',
  about: 'PAGE',
  severity: 'WARNING',
  confidence: 'CERTAIN',
  topics: ['CONTACT'],
  // It is only about the time at which the facts of the other rules were read.
  reads: {},
  steps: [{ who: 'OPERATOR' }, { who: 'SERVICE_ADMIN' }],
  candidates: 'TENANT',
  *find({ devices, user, oldest, isOld, isImported }) {
    if (!isOld || oldest === null) return;
    yield {
      subject: user ?? devices[0] ?? null,
      ...(isImported && { variant: 'IMPORTED' }),
      since: oldest.value,
      values: { age: { ageOf: oldest.value ?? '' }, moment: { moment: oldest.value ?? '' } },
      evidence: [oldest],
    };
  },
};
