import type { PageRule } from '../rule';

export const dataOutOfDate: PageRule = {
  id: 'DATA_OUT_OF_DATE',
  about: 'PAGE',
  severity: 'WARNING',
  confidence: 'CERTAIN',
  topics: ['CONTACT'],
  // It speaks of when the facts of the other rules were read, and of nothing else.
  reads: {},
  steps: [{ who: 'OPERATOR' }, { who: 'SERVICE_ADMIN' }],
  *find({ devices, user, oldest, isOld, isImported }) {
    const subject = user ?? devices[0];
    if (!isOld || oldest === null || subject === undefined) return;
    yield {
      subject,
      ...(isImported && { variant: 'IMPORTED' }),
      since: oldest.value,
      values: { age: { ageOf: oldest.value ?? '' }, moment: { moment: oldest.value ?? '' } },
      evidence: [oldest],
    };
  },
};
