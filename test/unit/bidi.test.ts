import { bidiIsolated } from '../../src/resolving/bidi';

test.each([
  ['PAR-LT-0412', 'PAR-LT-0412'],
  ['株式会社田中 健二', '株式会社田中 健二'],
  ['جهاز 12', '\u2068جهاز 12\u2069'],
  ['HQ 2 – שרה', '\u2068HQ 2 – שרה\u2069'],
  // An override ends with the isolate.
  ['\u202Etxet 9', '\u2068\u202Etxet 9\u2069'],
  // A sign in the name cannot end the isolate, nor keep it open.
  ['שרה\u2069 3', '\u2068שרה 3\u2069'],
  ['שרה\u2067 3', '\u2068שרה\u2067 3\u2069\u2069'],
  ['\u2068שרה\u2069 3', '\u2068\u2068שרה\u2069 3\u2069'],
])('%j stands in a sentence as %j', (value, written) => {
  expect(bidiIsolated(value)).toBe(written);
});
