/**
 * SQL with text and values kept apart. A query is composed of fragments, and each value becomes a placeholder. Lists
 * and records are single parameters, which each engine writes differently; {@link render} does that.
 */
export type Value = string | number | null;

/** A list of texts as one parameter, of any length: see {@link list}. */
interface List {
  readonly list: readonly string[];
}

/** Rows of a table as one parameter: see {@link records}. */
interface Records {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, Value>>[];
}

/** A fragment that each engine takes in its own words: see {@link perEngine}. */
type PerEngine = Readonly<Record<Engine, () => Sql>>;

type Piece = { readonly text: string } | { readonly value: Value } | List | Records | PerEngine;

/** A fragment of SQL, or a whole statement. */
export interface Sql {
  readonly pieces: readonly Piece[];
}

export type Engine = 'sqlite' | 'postgres';

const isSql = (part: Sql | List | Records | Value): part is Sql =>
  typeof part === 'object' && part !== null && 'pieces' in part;
const isWhole = (part: List | Records | Value): part is List | Records => typeof part === 'object' && part !== null;

/** Composes a query. Fragments are inserted as SQL; anything else is bound as a value. */
export function sql(strings: TemplateStringsArray, ...parts: readonly (Sql | List | Records | Value)[]): Sql {
  const pieces: Piece[] = [];
  for (let i = 0; i < strings.length; i++) {
    pieces.push({ text: strings[i] as string });
    if (i >= parts.length) break;
    const part = parts[i] as Sql | List | Records | Value;
    if (isSql(part)) pieces.push(...part.pieces);
    else if (isWhole(part)) pieces.push(part);
    else pieces.push({ value: part });
  }
  return { pieces };
}

/** A fragment of constant text, such as a list of columns. Never pass it input from a client. */
export function raw(text: string): Sql {
  return { pieces: [{ text }] };
}

/**
 * A text or number that the code knows, as a literal. A comparison with it can use a partial index with the same condition. With a
 * parameter, SQLite would also plan the statement anew each time. Never pass it input from a client.
 */
export function constant(value: string | number): Sql {
  return raw(typeof value === 'number' ? `${value}` : `'${value}'`);
}

/** A table of these texts with one column, `value`: `WHERE id IN ${list(ids)}`, or `FROM ${list(ids)} AS parents`. */
export function list(values: readonly string[]): List {
  return { list: values };
}

/** A query that returns these columns of these rows: `INSERT INTO roles (id) ${records('roles', ['id'], rows)}`. */
export function records(
  table: string,
  columns: readonly string[],
  rows: readonly Readonly<Record<string, Value>>[],
): Records {
  return { table, columns, rows };
}

/** A fragment in the words of each engine. Both have the same meaning. {@link replaced} does not look into it. */
export function perEngine(words: PerEngine): Sql {
  return { pieces: [words] };
}

/** The query with each use of a fragment replaced by another fragment. */
export function replaced(query: Sql, fragment: Sql, by: Sql): Sql {
  const [sought] = fragment.pieces;
  return { pieces: query.pieces.flatMap((piece) => (piece === sought ? by.pieces : [piece])) };
}

/** Joins fragments with a separator such as `' AND '`. */
export function join(fragments: readonly Sql[], separator: string): Sql {
  const pieces: Piece[] = [];
  fragments.forEach((fragment, i) => {
    if (i > 0) pieces.push({ text: separator });
    pieces.push(...fragment.pieces);
  });
  return { pieces };
}

/** The conjunction of the conditions; true without any. */
export function all(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? raw('TRUE') : sql`(${join(conditions, ' AND ')})`;
}

/** The disjunction of the conditions; false without any. */
export function any(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? raw('FALSE') : sql`(${join(conditions, ' OR ')})`;
}

/**
 * SQL: the value is in a set that is made once, as a test of each row. With `IN` alone, SQLite would look up each member of the set
 * in an index, and PostgreSQL would compare each row with each member.
 */
export const among = (value: Sql, set: Sql | List): Sql =>
  sql`(${value} IN ${isSql(set) ? sql`(${set})` : set}) IS TRUE`;

/**
 * The value in the form that PostgreSQL stores. Its texts cannot contain NUL or lone surrogates, so both become U+FFFD.
 * The same applies to values in comparisons.
 */
export const storable = (value: unknown): unknown =>
  typeof value === 'string' ? value.replaceAll('\0', '\uFFFD').toWellFormed() : value;

/** An array as PostgreSQL reads it from text. */
const arrayLiteral = (values: readonly string[]): string =>
  `{${values.map((each) => `"${(storable(each) as string).replaceAll(/["\\]/g, '\\$&')}"`).join(',')}}`;

// PostgreSQL compares each row with all members of an array, so a longer list is joined.
const FEW = 16;

/**
 * `IN` with a list, as PostgreSQL plans it best. The inner query hides the length of the list. Otherwise a short list looks
 * cheaper than one of unknown length, so PostgreSQL plans the prepared statement anew each time.
 */
function isIn({ list: values }: List): [string, Value] {
  if (values.length === 1) return ['= ?', storable(values[0]) as string];
  if (values.length <= FEW) return ['= ANY ((SELECT ?::text[])::text[])', arrayLiteral(values)];
  const [table, value] = RENDER.postgres.list({ list: values });
  return [`IN ${table}`, value];
}

const RENDER: Record<Engine, { list(piece: List): [string, Value]; records(piece: Records): [string, Value] }> = {
  sqlite: {
    list: (piece) => ['(SELECT value FROM json_each(?))', JSON.stringify(piece.list)],
    records: ({ columns, rows }) => [
      // Without WHERE, SQLite would parse a following ON CONFLICT as part of a join.
      `SELECT ${columns.map((column, i) => `value->>${i} AS ${column}`).join(', ')} FROM json_each(?) WHERE TRUE`,
      JSON.stringify(rows.map((row) => columns.map((column) => row[column] ?? null))),
    ],
  },
  postgres: {
    // The subquery hides the length of the list. Otherwise a short list looks cheaper than one of unknown length, so
    // PostgreSQL plans the prepared statement anew each time.
    list: (piece) => ['(SELECT u.value FROM unnest((SELECT ?::text[])) AS u(value))', arrayLiteral(piece.list)],
    records: ({ table, columns, rows }) => [
      `SELECT ${columns.join(', ')} FROM json_populate_recordset(NULL::${table}, ?::json)`,
      JSON.stringify(
        rows.map((row) => Object.fromEntries(columns.map((column) => [column, storable(row[column] ?? null)]))),
      ),
    ],
  },
};

/**
 * Whether a value is the limit of a query, which SQLite gets as text. With a parameter it would plan the statement anew each
 * time, because the plan depends on the limit: two thirds of the time of a page of devices. The same goes for the pattern of
 * LIKE, so patterns are texts or expressions.
 */
const isLimit = (before: string, value: Value): boolean => Number.isSafeInteger(value) && before.endsWith('LIMIT ');

/**
 * The beginning of a statement's text. The same parts lead to the same string, so each text is put together and hashed once.
 * Both had taken 4 µs for each statement, as long as short ones run.
 */
class Beginning {
  readonly text: string;
  readonly #longer = new Map<string, Beginning>();

  constructor(text: string) {
    this.text = text;
  }

  /** The beginning with one more part. @param without the end of this text that the part stands for */
  with(part: string, without = ''): Beginning {
    let longer = this.#longer.get(part);
    if (longer === undefined) {
      longer = new Beginning(this.text.slice(0, this.text.length - without.length) + part);
      this.#longer.set(part, longer);
      beginnings += 1;
    }
    return longer;
  }
}

// The service has a few hundred statements, of some ten parts each. More are forgotten, all at once.
const MOST_BEGINNINGS = 20_000;
let beginnings = 0;
let empty: Partial<Record<Engine, Beginning>> = {};

/** Renders a query for an engine: its text with a `?` for each value, and the values in that order. */
export function render(query: Sql, engine: Engine): { text: string; values: Value[] } {
  if (beginnings > MOST_BEGINNINGS) {
    beginnings = 0;
    empty = {};
  }
  empty[engine] ??= new Beginning('');
  let at = empty[engine];
  const values: Value[] = [];
  const add = ([part, value]: [string, Value], without?: string) => {
    at = at.with(part, without);
    values.push(value);
  };
  const write = ({ pieces }: Sql): void => {
    for (const piece of pieces) {
      if ('text' in piece) at = at.with(piece.text);
      else if ('value' in piece && engine === 'sqlite' && isLimit(at.text, piece.value)) at = at.with(`${piece.value}`);
      else if ('value' in piece) add(['?', piece.value]);
      else if ('table' in piece) add(RENDER[engine].records(piece));
      else if ('sqlite' in piece) write(piece[engine]());
      else if (engine === 'postgres' && at.text.endsWith(' IN ') && !at.text.endsWith(' NOT IN ')) {
        add(isIn(piece), 'IN ');
      } else add(RENDER[engine].list(piece));
    }
  };
  write(query);
  return { text: at.text, values };
}
