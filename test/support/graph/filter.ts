import type { Json } from './answer';
import { typeNameOf } from './metadata';
import type { Refusal } from './refusal';

export type Test = (item: Json) => boolean;

export interface Filter {
  readonly test: Test;
  /** Its operators and functions. */
  readonly used: ReadonlySet<string>;
}

/** The names that a filter may use. */
export interface FilterNames {
  /** The path of a name. @throws Refusal for an unknown property */
  known(name: string): string;
  refuse(text: string): Refusal;
}

type Value = string | number | boolean | null;

const TEXT_FUNCTIONS: Readonly<Record<string, (text: string, part: string) => boolean>> = {
  startswith: (text, part) => text.startsWith(part),
  endswith: (text, part) => text.endsWith(part),
  contains: (text, part) => text.includes(part),
};

const COMPARISONS: Readonly<Record<string, (order: number) => boolean>> = {
  gt: (order) => order > 0,
  ge: (order) => order >= 0,
  lt: (order) => order < 0,
  le: (order) => order <= 0,
};

/** The comparable form of a value: lower case, and instants as numbers. */
function comparable(value: unknown): unknown {
  if (typeof value !== 'string') return value ?? null;
  return /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : value.toLowerCase();
}

function holds(operator: string, left: unknown, right: unknown): boolean {
  const [one, other] = [comparable(left), comparable(right)];
  const isEqual = one === other || String(one) === String(other);
  if (operator === 'eq') return isEqual;
  if (operator === 'ne') return !isEqual;
  if (one === null || other === null) return false;
  if (operator === 'has') return String(one).includes(String(other));
  const order = (one as number) < (other as number) ? -1 : (one as number) > (other as number) ? 1 : 0;
  return COMPARISONS[operator]?.(order) ?? false;
}

function valueAt(item: unknown, path: string): unknown {
  if (path === '') return item;
  return path.split('/').reduce<unknown>((value, name) => {
    if (typeof value !== 'object' || value === null) return undefined;
    const key = Object.keys(value).find((each) => each.toLowerCase() === name.toLowerCase());
    return key === undefined ? undefined : (value as Json)[key];
  }, item);
}

function literal(token: string): Value {
  if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'");
  if (token === 'null') return null;
  if (token === 'true' || token === 'false') return token === 'true';
  return /^-?\d+(\.\d+)?$/.test(token) ? Number(token) : token;
}

/** Parses a filter from left to right. */
class Reader {
  readonly used = new Set<string>();
  private next = 0;
  private readonly text: string;
  private readonly tokens: readonly string[];
  private readonly names: FilterNames;

  constructor(text: string, tokens: readonly string[], names: FilterNames) {
    this.text = text;
    this.tokens = tokens;
    this.names = names;
  }

  fail(): never {
    throw this.names.refuse(`Syntax error at position ${this.text.length} in '${this.text}'.`);
  }

  get isAtEnd(): boolean {
    return this.next === this.tokens.length;
  }

  private take(wanted?: string): string {
    const token = this.tokens[this.next];
    if (token === undefined || (wanted !== undefined && token !== wanted)) return this.fail();
    this.next++;
    return token;
  }

  private isNext(token: string): boolean {
    return this.tokens[this.next] === token;
  }

  either(): Test {
    const tests = [this.both()];
    while (this.isNext('or')) {
      this.next++;
      tests.push(this.both());
    }
    return (item) => tests.some((test) => test(item));
  }

  private both(): Test {
    const tests = [this.single()];
    while (this.isNext('and')) {
      this.next++;
      tests.push(this.single());
    }
    return (item) => tests.every((test) => test(item));
  }

  private single(): Test {
    const token = this.take();
    if (token === '(') {
      const test = this.either();
      this.take(')');
      return test;
    }
    if (token === 'not') {
      this.used.add('not');
      const test = this.single();
      return (item) => !test(item);
    }
    if (this.isNext('(')) return this.call(token);
    return this.comparison(this.names.known(token));
  }

  private call(token: string): Test {
    const name = token.toLowerCase();
    this.take('(');
    const collection = /^(.+)\/any$/.exec(token)?.[1];
    if (collection !== undefined) return this.any(this.names.known(collection));
    if (name === 'isof') {
      const wanted = String(literal(this.take())).replace(/^microsoft\.graph\./, '');
      this.take(')');
      return (item) => typeNameOf(item, '') === wanted;
    }
    const function_ = TEXT_FUNCTIONS[name];
    if (function_ === undefined) return this.fail();
    this.used.add(name);
    const path = this.names.known(this.take());
    this.take(',');
    const part = String(literal(this.take())).toLowerCase();
    this.take(')');
    return (item) => function_(String(valueAt(item, path) ?? '').toLowerCase(), part);
  }

  /** `types/any(t:t eq 'Unified')`: the variable is an item of the list. */
  private any(path: string): Test {
    const [, variable = '', name = ''] = /^(\w+):(.*)$/.exec(this.take()) ?? this.fail();
    this.used.add('any');
    const inner = name === '' ? this.take() : name;
    if (inner !== variable && !inner.startsWith(`${variable}/`)) return this.fail();
    const test = this.comparison(inner.slice(variable.length + 1));
    this.take(')');
    return (item) => [valueAt(item, path) ?? []].flat().some((each) => test(each as Json));
  }

  private comparison(path: string): Test {
    const operator = this.take();
    this.used.add(operator);
    if (operator === 'in') {
      const wanted: Value[] = [];
      for (this.take('('); !this.isNext(')'); ) {
        wanted.push(literal(this.take()));
        if (this.isNext(',')) this.next++;
      }
      this.take(')');
      return (item) => wanted.some((each) => holds('eq', valueAt(item, path), each));
    }
    if (!['eq', 'ne', 'has', ...Object.keys(COMPARISONS)].includes(operator)) return this.fail();
    const wanted = literal(this.take());
    return (item) => holds(operator, valueAt(item, path), wanted);
  }
}

/** Parses a `$filter`, or the filter of a report. @throws Refusal for a wrong syntax or an unknown property */
export function filterFrom(text: string, names: FilterNames): Filter {
  const tokens: string[] = [];
  let end = 0;
  for (const { index, 0: all, 1: token = '' } of text.matchAll(/\s*('(?:[^']|'')*'|[(),]|[^\s(),']+)/g)) {
    if (index !== end) break;
    end += all.length;
    tokens.push(token);
  }
  const reader = new Reader(text, tokens, names);
  if (text.slice(end).trim() !== '') reader.fail();
  const test = reader.either();
  if (!reader.isAtEnd) reader.fail();
  return { test, used: reader.used };
}
