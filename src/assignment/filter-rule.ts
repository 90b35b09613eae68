import type { DeviceRow } from '../device/store';
import type { JailbreakState, Ownership } from '../generated/graphql';

/*
 * The rules of assignment filters, such as `(device.model -startsWith "Surface") and (device.deviceOwnership -eq "Corporate")`.
 * A rule that is not understood has no result (null); it is never guessed.
 */

/** The properties of a device that a rule can test, by Microsoft's names in lower case; null if unknown. */
export type DeviceProperties = Readonly<Record<string, string | null>>;

const ROOTED: Readonly<Partial<Record<JailbreakState, string>>> = { JAILBROKEN: 'True', NOT_JAILBROKEN: 'False' };
const OWNERSHIP: Readonly<Record<Ownership, string>> = {
  COMPANY: 'Corporate',
  PERSONAL: 'Personal',
  UNKNOWN: 'Unknown',
};

/** The properties of a device for filters. */
export const propertiesOf = (device: DeviceRow): DeviceProperties => ({
  devicename: device.deviceName,
  manufacturer: device.manufacturer,
  model: device.model,
  osversion: device.osVersion,
  operatingsystemversion: device.osVersion,
  deviceownership: OWNERSHIP[device.ownership],
  devicecategory: device.category,
  isrooted: ROOTED[device.jailbreak] ?? null,
});

type Verdict = boolean | null;

type Token = { readonly kind: 'open' | 'close' | 'word' | 'text' | 'list'; readonly text: string };

const TOKEN = /\s*(?:(\()|(\))|\[([^\]]*)\]|"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s()[\]"']+))/gy;

function tokensOf(rule: string): Token[] | null {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  const text = rule.trim();
  while (TOKEN.lastIndex < text.length) {
    const found = TOKEN.exec(text);
    if (found === null) return null;
    const [, open, close, list, double, single, word] = found;
    if (open !== undefined) tokens.push({ kind: 'open', text: '(' });
    else if (close !== undefined) tokens.push({ kind: 'close', text: ')' });
    else if (list !== undefined) tokens.push({ kind: 'list', text: list });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word });
    else tokens.push({ kind: 'text', text: double ?? single ?? '' });
  }
  return tokens;
}

const listed = (text: string): string[] => [...text.matchAll(/"([^"]*)"|'([^']*)'/g)].map(([, a, b]) => a ?? b ?? '');

const TESTS: Readonly<Record<string, (value: string, wanted: readonly string[]) => boolean>> = {
  eq: (value, [wanted]) => value === wanted,
  startswith: (value, [wanted = '']) => value.startsWith(wanted),
  contains: (value, [wanted = '']) => value.includes(wanted),
  in: (value, wanted) => wanted.includes(value),
};
const OPPOSITES: Readonly<Record<string, string>> = {
  ne: 'eq',
  notstartswith: 'startswith',
  notcontains: 'contains',
  notin: 'in',
};

function compared(facts: DeviceProperties, property: string, operator: string, token: Token): Verdict {
  const name = /^device\.(\w+)$/i.exec(property)?.[1]?.toLowerCase();
  const value = name === undefined ? null : (facts[name] ?? null);
  const word = operator.replace(/^-/, '').toLowerCase();
  const test = TESTS[OPPOSITES[word] ?? word];
  if (value === null || test === undefined) return null;
  const wanted = (token.kind === 'list' ? listed(token.text) : [token.text]).map((each) => each.toLowerCase());
  return test(value.toLowerCase(), wanted) !== (OPPOSITES[word] !== undefined);
}

const not = (verdict: Verdict): Verdict => (verdict === null ? null : !verdict);
function and(one: Verdict, other: Verdict): Verdict {
  if (one === false || other === false) return false;
  return one === null || other === null ? null : true;
}
const or = (one: Verdict, other: Verdict): Verdict => not(and(not(one), not(other)));

/** A recursive descent parser. `not` binds tighter than `and`, and `and` tighter than `or`. */
class RuleReader {
  private place = 0;
  private readonly tokens: readonly Token[];
  private readonly facts: DeviceProperties;

  constructor(tokens: readonly Token[], facts: DeviceProperties) {
    this.tokens = tokens;
    this.facts = facts;
  }

  private takes(word: string): boolean {
    const token = this.tokens[this.place];
    const isIt = token?.kind === 'word' && token.text.replace(/^-/, '').toLowerCase() === word;
    if (isIt) this.place++;
    return isIt;
  }

  private next(): Token {
    const token = this.tokens[this.place++];
    if (token === undefined) throw new SyntaxError('The rule ends too early.');
    return token;
  }

  either(): Verdict {
    let verdict = this.both();
    while (this.takes('or')) verdict = or(verdict, this.both());
    return verdict;
  }

  private both(): Verdict {
    let verdict = this.single();
    while (this.takes('and')) verdict = and(verdict, this.single());
    return verdict;
  }

  private single(): Verdict {
    if (this.takes('not')) return not(this.single());
    const token = this.next();
    if (token.kind === 'open') {
      const verdict = this.either();
      if (this.next().kind !== 'close') throw new SyntaxError('A bracket is not closed.');
      return verdict;
    }
    return compared(this.facts, token.text, this.next().text, this.next());
  }

  get isAtEnd(): boolean {
    return this.place === this.tokens.length;
  }
}

/** Whether a device matches a rule; null if unknown. */
export function matchesRule(rule: string | null, facts: DeviceProperties): boolean | null {
  const tokens = rule === null ? null : tokensOf(rule);
  if (tokens === null || tokens.length === 0) return null;
  const reader = new RuleReader(tokens, facts);
  try {
    const verdict = reader.either();
    return reader.isAtEnd ? verdict : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
