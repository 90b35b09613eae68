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

type Token =
  | { readonly kind: 'open' | 'close' }
  | { readonly kind: 'word' | 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] };

const QUOTED = /"(?:[^"\\]|\\.)*"|'[^']*'/.source;
const TOKEN = new RegExp(`\\s*(?:([()])|\\[((?:${QUOTED}|[^\\]"'])*)\\]|(${QUOTED})|([^\\s()[\\]"']+))`, 'gsy');
const ITEM = new RegExp(QUOTED, 'gs');
const LIST = new RegExp(`^\\s*(?:${QUOTED})(?:\\s*,\\s*(?:${QUOTED}))*\\s*$`, 's');

/** The text between the quotes. A backslash escapes a double quote and itself. */
const unquoted = (quoted: string): string => {
  const text = quoted.slice(1, -1);
  return quoted.startsWith('"') ? text.replaceAll(/\\(["\\])/g, '$1') : text;
};

function tokensOf(rule: string): Token[] | null {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  const text = rule.trim();
  while (TOKEN.lastIndex < text.length) {
    const found = TOKEN.exec(text);
    if (found === null) return null;
    const [, bracket, list, quoted, word = ''] = found;
    if (bracket !== undefined) tokens.push({ kind: bracket === '(' ? 'open' : 'close' });
    else if (quoted !== undefined) tokens.push({ kind: 'text', text: unquoted(quoted) });
    else if (list === undefined) tokens.push({ kind: 'word', text: word });
    else if (!LIST.test(list)) return null;
    else tokens.push({ kind: 'list', items: [...list.matchAll(ITEM)].map(([item]) => unquoted(item)) });
  }
  return tokens;
}

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

/** What a comparison compares with. @throws SyntaxError if this operator cannot have it */
function wantedBy(operator: string, token: Token): readonly string[] {
  if (token.kind === 'text') return [token.text];
  if (token.kind === 'list' && operator === 'in') return token.items;
  // Without quotes: a version, or a word such as True. No device has the value null, which is unknown here.
  if (token.kind === 'word' && /^(?!(?:and|or|not)$)(?:[\w.]+|\$null)$/i.test(token.text)) return [token.text];
  throw new SyntaxError('This is no value for the operator.');
}

function compared(facts: DeviceProperties, property: Token, operator: Token, token: Token): Verdict {
  if (property.kind !== 'word' || operator.kind !== 'word') throw new SyntaxError('This is no comparison.');
  const name = /^device\.(\w+)$/i.exec(property.text)?.[1]?.toLowerCase();
  const word = operator.text.replace(/^-/, '').toLowerCase();
  const base = OPPOSITES[word] ?? word;
  const test = TESTS[base];
  const wanted = wantedBy(base, token).map((each) => each.toLowerCase());
  const value = name === undefined ? null : (facts[name] ?? null);
  if (value === null || test === undefined) return null;
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
    return compared(this.facts, token, this.next(), this.next());
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
