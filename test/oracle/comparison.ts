import { Cursor, type Expected, type ExpectedError, InAnyOrder, OneOf } from './answer';
import type { Cursors } from './operations';

/** The service's answer, as JSON. */
export interface Answer {
  readonly data: unknown;
  readonly errors: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[] | undefined;
    readonly extensions?: Readonly<Record<string, unknown>> | undefined;
  }[];
}

const inShort = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, 300);

/** The first difference between an answer and the expected one; null if there is none. */
export function difference(wanted: Expected, answer: Answer, cursors: Cursors): string | null {
  const errors = answer.errors.map(({ message, path = [], extensions = {} }): ExpectedError => {
    const { code, reason, missing, coordinate } = extensions as unknown as ExpectedError;
    if (code === 'BAD_USER_INPUT') return { path, code };
    if (code !== 'FORBIDDEN') return { path, code: `${code ?? 'no code'}: ${message}` };
    return { path, code, ...(reason && { reason }), ...(missing && { missing }), ...(coordinate && { coordinate }) };
  });
  const sorted = (all: readonly ExpectedError[]) =>
    all
      .map(({ path, code, reason, missing, coordinate }) => JSON.stringify([path, code, reason, missing, coordinate]))
      .sort();
  return (
    unlike(wanted.data, answer.data, '', cursors) ??
    (inShort(sorted(wanted.errors)) === inShort(sorted(errors)) &&
    JSON.stringify(sorted(wanted.errors)) === JSON.stringify(sorted(errors))
      ? null
      : `errors: wanted ${JSON.stringify(sorted(wanted.errors))}, got ${JSON.stringify(sorted(errors))}`)
  );
}

function unlike(wanted: unknown, got: unknown, path: string, cursors: Cursors): string | null {
  const wrong = () => `${path}: wanted ${inShort(wanted)}, got ${inShort(got)}`;
  if (wanted instanceof Cursor) {
    if (typeof got !== 'string' || got === '') return wrong();
    return cursors.keep(wanted, got) ? null : `${path}: another cursor for the same place: ${got}`;
  }
  if (wanted instanceof OneOf) {
    if (wanted.choices.length === 0) return unlike([], got, path, cursors);
    const each = wanted.choices.map((choice) => unlike(choice, got, path, cursors));
    return each.includes(null) ? null : (each[0] as string);
  }
  if (wanted instanceof InAnyOrder) {
    if (!Array.isArray(got)) return wrong();
    const text = (item: unknown) => JSON.stringify(plainOrder(item));
    const [one, other] = [wanted.items.map(text).sort(), got.map(text).sort()];
    return JSON.stringify(one) === JSON.stringify(other) ? null : wrong();
  }
  if (Array.isArray(wanted)) {
    if (!Array.isArray(got) || got.length !== wanted.length) return wrong();
    return firstOf(wanted.map((item, i) => () => unlike(item, got[i], `${path}.${i}`, cursors)));
  }
  if (typeof wanted === 'object' && wanted !== null) {
    if (typeof got !== 'object' || got === null || Array.isArray(got)) return wrong();
    const fields = got as Record<string, unknown>;
    if (Object.keys(fields).length !== Object.keys(wanted).length) return wrong();
    return firstOf(
      Object.entries(wanted).map(
        ([name, value]) =>
          () =>
            unlike(value, fields[name], `${path}.${name}`, cursors),
      ),
    );
  }
  return wanted === got ? null : wrong();
}

/** The same JSON with lists and fields sorted. */
function plainOrder(value: unknown): unknown {
  if (value instanceof InAnyOrder) return plainOrder(value.items);
  if (Array.isArray(value))
    return value.map(plainOrder).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, inner]) => [name, plainOrder(inner)]),
    );
  }
  return value;
}

function firstOf(checks: readonly (() => string | null)[]): string | null {
  for (const check of checks) {
    const found = check();
    if (found !== null) return found;
  }
  return null;
}
