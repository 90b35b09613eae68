import { toInstant } from '../database/instants';

/** What an import met that it could not take as it was, counted for its summary. */
export interface Notes {
  /** Records that were left out, by reason. */
  readonly leftOut: Map<string, number>;
  /** Values that this service does not know, by field and value. */
  readonly unknown: Map<string, number>;
}

export function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

/** The values of Microsoft Graph in the graph's terms: one reader an import. */
/** What an import can leave out, because it tells of persons. */
export const OMITTABLE = ['IMEI', 'PHONE_NUMBER', 'LOGONS'] as const;
export type Omitted = (typeof OMITTABLE)[number];

export interface Values {
  readonly notes: Notes;
  /** Whether the operators of this service do not want to keep something. */
  omits(what: Omitted): boolean;
  /** A text; null for what is empty. Characters that PostgreSQL could not hold are replaced. */
  text(raw: string | null | undefined): string | null;
  /** A GUID or another id, in lower case, as Microsoft compares them; null for what is empty. */
  id(raw: string | null | undefined): string | null;
  /** An instant; null for the dates with which Microsoft says *never* and *no end*. */
  instant(raw: string | null | undefined, field: string): string | null;
  /**
   * The value of an enum, by its name without case and underscores.
   * @param aliases Microsoft's other names, in lower case
   */
  oneOf<Value extends string>(
    values: Readonly<Record<Value, Value>>,
    raw: string | null | undefined,
    field: string,
    aliases?: Readonly<Record<string, Value>>,
  ): Value;
}

const NOTHING = /^(0001-01-01|9999-12-31)/;
const bare = (name: string): string => name.replace(/_/g, '').toLowerCase();
// Microsoft's own words for not knowing; they are no news.
const KNOWN_UNKNOWN = new Set(['', 'unknown', 'unknownfuturevalue']);

/**
 * @param shiftMs how far every instant is moved, so that a recorded tenant can be as fresh as when it was recorded
 * @param omitted what is left out
 */
export function createValues(shiftMs: number, omitted: readonly Omitted[] = []): Values {
  const notes: Notes = { leftOut: new Map(), unknown: new Map() };
  const names = new Map<object, Map<string, string>>();
  const byName = (values: Readonly<Record<string, string>>) => {
    let known = names.get(values);
    if (known === undefined) {
      known = new Map(Object.keys(values).map((value) => [bare(value), value]));
      names.set(values, known);
    }
    return known;
  };
  return {
    notes,
    omits: (what) => omitted.includes(what),
    text: (raw) => (raw == null || raw === '' ? null : raw.replaceAll('\0', '\uFFFD').toWellFormed()),
    id(raw) {
      const id = (raw ?? '').replaceAll('\0', '').toWellFormed().trim().toLowerCase();
      return id === '' ? null : id;
    },
    instant(raw, field) {
      if (raw == null || raw === '' || NOTHING.test(raw)) return null;
      const instant = toInstant(raw);
      if (instant === null) {
        count(notes.unknown, `${field} ${JSON.stringify(raw)}`);
        return null;
      }
      return shiftMs === 0 ? instant : new Date(Date.parse(instant) + shiftMs).toISOString();
    },
    oneOf<Value extends string>(
      values: Readonly<Record<Value, Value>>,
      raw: string | null | undefined,
      field: string,
      aliases?: Readonly<Record<string, Value>>,
    ): Value {
      const name = bare(raw ?? '');
      const alias = aliases !== undefined && Object.hasOwn(aliases, name) ? aliases[name] : undefined;
      const known = alias ?? (byName(values).get(name) as Value | undefined);
      if (known !== undefined) return known;
      if (!KNOWN_UNKNOWN.has(name)) count(notes.unknown, `${field} ${JSON.stringify(raw)}`);
      return 'UNKNOWN' as Value;
    },
  };
}
