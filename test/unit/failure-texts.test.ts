import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { meansSuccess, type Text } from '../../src/failure/catalogue';
import { normalizeCode, toHex } from '../../src/failure/code-number';
import { explainEnrollmentFailure } from '../../src/failure/enrollment-failure';
import { explainCode, explainDocumented } from '../../src/failure/explain-code';
import enrollmentFr from '../../src/failure/texts/enrollment.fr.json';
import published from './published-codes.json';

const FOLDER = path.join(__dirname, '..', '..', 'src', 'failure', 'texts');
const NOT_CODES = ['enrollment', 'structure'];

const read = (file: string): Record<string, unknown> => JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8'));
const names = readdirSync(FOLDER);
const families = names.flatMap((file) => (file.endsWith('.en.json') ? file.replace('.en.json', '') : []));
const ofCodes = families.filter((family) => !NOT_CODES.includes(family));

/** Every text of the catalogue in one language. */
function catalogue(language: 'en' | 'fr'): [string, Text][] {
  return ofCodes.flatMap((family) => Object.entries(read(`${family}.${language}.json`) as Record<string, Text>));
}

const english = catalogue('en');
const french = new Map(catalogue('fr'));
const codes = new Set(published.flatMap((list) => list.codes));

/** Words of a remedy that only asks to sync, wait or try again. */
const IDLE = new Set(
  (
    'a again an and app at check-in device each escalate fails for hours if in is it later look minutes next now of once or ' +
    'out persists so start state sync that the then time times to try until up wait while with'
  ).split(' '),
);

/** A remedy that somebody can act on names more than syncing, waiting and trying again. */
function canBeActedOn(remedy: string | null): boolean {
  if (remedy === null || /^Nothing to do(?: if [^.]*)?(?::[^.]*)?\.$/.test(remedy)) return false;
  return (remedy.toLowerCase().match(/[a-z'-]+/g) ?? []).filter((word) => !IDLE.has(word)).length > 1;
}

describe('the published lists', () => {
  test('name their source, and their codes sorted and in their normal form', () => {
    for (const { list, source, codes: listed } of published) {
      expect([list, source.length > 20]).toEqual([list, true]);
      expect(listed).toEqual([...new Set(listed)].sort());
      expect(listed.filter((hex) => toHex(normalizeCode(hex) ?? '0') !== hex)).toEqual([]);
    }
    expect(codes.size).toBeGreaterThan(950);
  });

  test.each(published)('$list: each code has a meaning in both languages, or means success', ({ codes: listed }) => {
    const without = listed.filter((hex) => {
      const code = normalizeCode(hex) as string;
      if (meansSuccess(code)) return explainCode(code, null, 'en') !== null;
      return explainDocumented(code, 'en') === null || explainDocumented(code, 'fr') === null;
    });
    expect(without).toEqual([]);
  });

  test('each spelling of a code leads to the same text', () => {
    for (const hex of codes) {
      const code = normalizeCode(hex) as string;
      const failure = explainCode(code, null, 'en');
      const spellings = [hex.toLowerCase(), Number(hex), String(Number(hex)), BigInt.asIntN(32, BigInt(hex))];
      for (const spelling of spellings) {
        expect([hex, explainCode(normalizeCode(spelling), null, 'en')]).toEqual([hex, failure]);
      }
    }
  });

  test('at least 300 codes have a remedy that somebody can act on', () => {
    const actionable = [...codes].filter((hex) =>
      canBeActedOn(explainDocumented(normalizeCode(hex) as string, 'en')?.remedy ?? null),
    );
    expect(actionable.length).toBeGreaterThan(900);
  });
});

describe('the catalogue', () => {
  test('has each code once, in hex, sorted, and the same codes in both languages', () => {
    for (const file of names.filter((name) => ofCodes.some((family) => name.startsWith(`${family}.`)))) {
      const keys = Object.keys(read(file));
      expect([file, keys]).toEqual([file, [...keys].sort()]);
      expect(keys.filter((hex) => toHex(normalizeCode(hex) ?? '0') !== hex)).toEqual([]);
    }
    expect(new Set(english.map(([hex]) => hex)).size).toBe(english.length);
  });

  test('has no text for a code that means success', () => {
    expect(english.filter(([hex]) => meansSuccess(normalizeCode(hex) as string))).toEqual([]);
  });

  test('does not advise only to sync or to try again', () => {
    const idle = english.filter(
      ([, { remedy }]) => remedy !== null && !remedy.startsWith('Nothing to do') && !canBeActedOn(remedy),
    );
    expect(idle).toEqual([]);
  });

  test('recognises a remedy that nobody can act on', () => {
    for (const remedy of ['Sync and try again.', 'Wait, then sync again later.', 'Nothing to do.', null]) {
      expect(canBeActedOn(remedy)).toBe(false);
    }
    expect(canBeActedOn('Ask the user to free storage.')).toBe(true);
  });

  test.each(['en', 'fr'] as const)('advises the same wherever it says the same (%s)', (language) => {
    const remedies = new Map<string, string | null>();
    const contradictions = catalogue(language).filter(([, { meaning, remedy }]) => {
      const first = remedies.get(meaning);
      remedies.set(meaning, first === undefined ? remedy : first);
      return first !== undefined && first !== remedy;
    });
    expect(contradictions).toEqual([]);
  });

  test('has nothing to be done for progress and notices', () => {
    const notices = english.filter(([, { meaning }]) => /not a failure|no failure/.test(meaning));
    expect(notices.length).toBeGreaterThan(9);
    for (const [hex, { remedy }] of notices) expect([hex, remedy]).toEqual([hex, expect.stringMatching(/^Nothing /)]);
  });

  test('names the number of the code in SyncML, Apple and Windows texts', () => {
    const offsets: Record<string, number> = { SyncML: 0, 'Apple error': 10000, 'Windows error': 0 };
    let named = 0;
    for (const [hex, { meaning }] of english) {
      const [, kind = '', number] = /^(SyncML|Apple error|Windows error) (\d+):/.exec(meaning) ?? [];
      if (number === undefined) continue;
      named++;
      expect(`${hex} ${Number(hex) & 0xffff}`).toBe(`${hex} ${Number(number) + (offsets[kind] ?? 0)}`);
    }
    expect(named).toBeGreaterThan(400);
  });
});

describe('the texts', () => {
  type Leaf = readonly [place: string, text: string | null];

  function leaves(value: unknown, place: string): Leaf[] {
    if (value === null || typeof value === 'string') return [[place, value]];
    return Object.entries(value as object).flatMap(([key, child]) => leaves(child, `${place}/${key}`));
  }

  const all = (language: 'en' | 'fr') =>
    families.flatMap((family) => leaves(read(`${family}.${language}.json`), family));
  const numbersIn = (text: string | null) => (text?.match(/\{\w+\}|\d+(\.\d+)?/g) ?? []).sort();

  test('none is empty, and only a remedy may be missing', () => {
    const faulty = [...all('en'), ...all('fr')].filter(([place, text]) =>
      text === null ? !place.endsWith('/remedy') : text.trim() !== text || text === '',
    );
    expect(faulty).toEqual([]);
  });

  test('only the guesses and the reason of an enrolment have placeholders', () => {
    const placed = all('en').filter(([, text]) => /\{\w*\}/.test(text ?? ''));
    expect(placed.filter(([place]) => !/^(structure\/|enrollment\/reason$)/.test(place))).toEqual([]);
    expect(placed.length).toBeGreaterThan(50);
  });

  test('stand in French wherever an English one does, and nowhere else', () => {
    const written = (language: 'en' | 'fr') => all(language).map(([place, text]) => `${place} ${text === null}`);
    expect(written('fr')).toEqual(written('en'));
  });

  test('keep numbers and placeholders in French, and are not left in English', () => {
    const translated = new Map(all('fr'));
    for (const [place, text] of all('en')) {
      expect([place, numbersIn(translated.get(place) ?? null)]).toEqual([place, numbersIn(text)]);
      if (text !== null) expect(translated.get(place)).not.toBe(text);
    }
  });

  test('never break a line before a French colon', () => {
    expect(all('fr').filter(([, text]) => / [:;?!»]|« /.test(text ?? ''))).toEqual([]);
  });

  test('have curly apostrophes, like the portal', () => {
    expect([...all('en'), ...all('fr')].filter(([, text]) => text?.includes("'"))).toEqual([]);
  });

  test('explain codes and enrolments in French', () => {
    expect(explainCode('-2016345060', null, 'fr')).toMatchObject({ meaning: expect.stringContaining('introuvable') });
    expect(french.get('0x87D103EB')?.remedy).toContain('résolution de noms');
    expect(explainEnrollmentFailure('UNKNOWN', 'Device cap reached', 'fr')).toMatchObject({
      ...enrollmentFr.reasons.deviceCapReached,
      known: true,
    });
  });
});
