import { RULES } from '../../src/findings/rule-list';
import { INTUNE_ACTIONS } from '../../src/findings/steps';
import { TextWriter } from '../../src/findings/texts';
import en from '../../src/findings/texts.en.json';
import fr from '../../src/findings/texts.fr.json';
import {
  ConnectorKind,
  DeviceActionKind,
  LicenseError,
  LicenseState,
  type SetupPhase,
  SubscriptionState,
} from '../../src/generated/graphql';
import { firedBy } from '../support/finding-facts';
import { NOW } from '../support/service';
import { CASES } from './cases';

/*
 * The texts of findings are the same in both languages, and each of them is said in some case.
 */

/** The texts that were looked up, as `RULE key`. */
const mockLookedUp = new Set<string>();

jest.mock('../../src/findings/texts.en.json', () => {
  const actual = jest.requireActual('../../src/findings/texts.en.json');
  const watched = (table: object, rule: string) =>
    new Proxy(table, {
      get(target, key) {
        if (typeof key === 'string' && Object.hasOwn(target, key)) mockLookedUp.add(`${rule} ${key}`);
        return Reflect.get(target, key);
      },
    });
  const rules = Object.entries<object>(actual.rules).map(([rule, table]) => [rule, watched(table, rule)]);
  return { ...actual, rules: Object.fromEntries(rules), shared: watched(actual.shared, 'shared') };
});

/** Every text by its path. */
function textsIn(part: unknown, path = ''): (readonly [string, string])[] {
  if (typeof part === 'string') return [[path, part]];
  return Object.entries(part as object).flatMap(([name, value]) => textsIn(value, `${path} ${name}`.trim()));
}

/** The values that a text takes, and whether each is a number with its noun. */
const slotsOf = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)(\|[^|}]*\|[^}]*)?\}/g)].map(
    ([, name, noun]) => `${name}${noun === undefined ? '' : ' |'}`,
  );

const [english, french] = [new Map(textsIn(en)), new Map(textsIn(fr))];

test('the texts of both languages have the same keys, in the same order', () => {
  expect([...french.keys()]).toEqual([...english.keys()]);
  expect(english.size).toBeGreaterThan(400);
});

test('the texts of both languages take the same values', () => {
  const differing = [...english].filter(([path, text]) => {
    const [one, other] = [slotsOf(text), slotsOf(french.get(path) ?? '')].map((slots) => [...new Set(slots)].sort());
    return one?.join() !== other?.join();
  });

  expect(differing.map(([path]) => path)).toEqual([]);
  // No text is empty in one language alone.
  expect(
    [...english].filter(([path, text]) => (text === '') !== (french.get(path) === '')).map(([path]) => path),
  ).toEqual([]);
});

test('every value of an enum that texts name has its name', () => {
  const phases: readonly SetupPhase[] = ['ENROLLMENT', 'DEVICE_SETUP', 'ACCOUNT_SETUP'];
  const named = (table: keyof typeof en.names) => Object.keys(en.names[table]).sort();

  expect(named('ACTION')).toEqual(Object.keys(DeviceActionKind).sort());
  expect(named('CONNECTOR')).toEqual(Object.keys(ConnectorKind).sort());
  expect(named('LICENCE')).toEqual(Object.keys(LicenseState).sort());
  expect(named('LICENCE_ERROR')).toEqual(Object.keys(LicenseError).sort());
  expect(named('SUBSCRIPTION')).toEqual(Object.keys(SubscriptionState).sort());
  expect(named('PHASE')).toEqual([...phases].sort());
  expect(named('INTUNE_ACTION')).toEqual(Object.values(INTUNE_ACTIONS).sort());
});

/** Every text of the cases of a rule, in a language. */
function saidBy(id: keyof typeof CASES, language: 'en' | 'fr'): string[] {
  const texts = new TextWriter(language, NOW.toISOString());
  const rule = RULES.find((each) => each.id === id);
  return CASES[id].speaks.flatMap(({ given }) =>
    firedBy(id, given).drafts.flatMap((draft) => [
      texts.title(id, draft, 0),
      texts.why(id, draft),
      ...(draft.steps ?? rule?.steps ?? []).map((step) => texts.step(id, step, draft)),
    ]),
  );
}

/** Texts that no case can say. */
const NOT_OF_RULES: readonly RegExp[] = [
  // It comes from no rule: see http/known-issues.test.ts.
  /^KNOWN_ISSUE /,
];

test('each text of a rule is said in a case, whole and in both languages', () => {
  // The tests before looked at all of them.
  mockLookedUp.clear();
  const ids = RULES.map(({ id }) => id as keyof typeof CASES);
  const all = ids.flatMap((id) => (['en', 'fr'] as const).flatMap((language) => saidBy(id, language)));
  const keys = [...english.keys()]
    .filter((path) => /^(rules|shared) /.test(path))
    .map((path) => path.replace(/^rules /, ''));

  expect(keys.filter((key) => !mockLookedUp.has(key) && !NOT_OF_RULES.some((pattern) => pattern.test(key)))).toEqual(
    [],
  );
  // A value that is missing leaves no hole.
  expect(all.filter((text) => /[{}]|undefined|\bnull\b| {2}|“”|«\s*»/.test(text))).toEqual([]);
  expect(all.length).toBeGreaterThan(1_000);
});
