import { toInstant } from '../database/instants';

/** Counts of records and values that an import could not use, for its summary. */
interface Notes {
  /** Records that were left out, by reason. */
  readonly leftOut: Map<string, number>;
  /** Values that this service does not know, by field and value. */
  readonly unknown: Map<string, number>;
}

/** Adds one to a named count. */
export function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

/** A boolean as a column stores it. */
export const flagOf = (value: boolean | null | undefined): 0 | 1 | null => (value == null ? null : value ? 1 : 0);

/** The user id that Microsoft gives to the system account, and to devices without a user. */
export const NO_USER = '00000000-0000-0000-0000-000000000000';

/** The id of a user; empty for the system account and for no user. */
export const userOrNone = (id: string | null): string => (id === null || id === NO_USER ? '' : id);

/** The personal facts that an import can omit. */
export const OMITTABLE = ['IMEI', 'PHONE_NUMBER', 'LOGONS'] as const;
export type Omitted = (typeof OMITTABLE)[number];

/** Converts values of Microsoft Graph to those of this graph. Each import has its own. */
export interface Values {
  readonly notes: Notes;
  /** Whether the configuration omits a personal fact. */
  omits(what: Omitted): boolean;
  /** A text; null if empty. Characters that PostgreSQL cannot store are replaced. */
  text(raw: string | null | undefined): string | null;
  /** A GUID or another id in lower case, because Microsoft ignores the case of ids; null if empty. */
  id(raw: string | null | undefined): string | null;
  /** An instant; null for the dates that mean *never* or *no end* at Microsoft. */
  instant(raw: string | null | undefined, field: string): string | null;
  /**
   * The enum value with this name, ignoring case and underscores; `UNKNOWN` for any other name, which is counted.
   * @param aliases other names at Microsoft, in lower case, without underscores
   */
  oneOf<Value extends string>(
    values: Readonly<Record<Value, Value>>,
    raw: string | null | undefined,
    field: string,
    aliases?: Readonly<Record<string, Value>>,
  ): Value;
}

const UNSET_DATE = /^(0001-01-01|9999-12-31)/;
const bare = (name: string): string => name.replace(/_/g, '').toLowerCase();
// Microsoft's own values for unknown, which are not worth counting.
const KNOWN_UNKNOWN = new Set(['', 'unknown', 'unknownfuturevalue']);

/**
 * @param shiftMs milliseconds to add to every instant, so that the recorded demo tenant looks fresh
 * @param omitted the personal facts to omit
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
      if (raw == null || raw === '' || UNSET_DATE.test(raw)) return null;
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
