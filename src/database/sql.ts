/**
 * SQL as text and values that never mix. A query is composed of fragments; each value becomes a placeholder, and the
 * two things that engines write differently (a list as one parameter, and the rows that come back) are rendered here.
 */
export type Value = string | number | null;

/** A list of texts that travels as one parameter, whatever its length: see {@link list}. */
interface List {
  readonly list: readonly string[];
}

/** Rows of a table that travel as one parameter: see {@link records}. */
interface Records {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, Value>>[];
}

type Piece = { readonly text: string } | { readonly value: Value } | List | Records;

/** A fragment of SQL, or a whole statement. */
export interface Sql {
  readonly pieces: readonly Piece[];
}

export type Engine = 'sqlite' | 'postgres';

const isSql = (part: Sql | List | Records | Value): part is Sql =>
  typeof part === 'object' && part !== null && 'pieces' in part;
const isWhole = (part: List | Records | Value): part is List | Records => typeof part === 'object' && part !== null;

/** Composes a query: fragments are spliced in, everything else is bound as a value. */
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

/** Text that is part of the program, such as a list of columns; never anything that a client sent. */
export function raw(text: string): Sql {
  return { pieces: [{ text }] };
}

/** A one-column table `value` of these texts: `WHERE id IN ${list(ids)}`, or `FROM ${list(ids)} AS parents`. */
export function list(values: readonly string[]): List {
  return { list: values };
}

/** These columns of rows, as a query: `INSERT INTO roles (id) ${records('roles', ['id'], rows)}`. */
export function records(
  table: string,
  columns: readonly string[],
  rows: readonly Readonly<Record<string, Value>>[],
): Records {
  return { table, columns, rows };
}

/** The same query with another fragment in the place of this one, wherever it was spliced in. */
export function replaced(query: Sql, fragment: Sql, by: Sql): Sql {
  const [sought] = fragment.pieces;
  return { pieces: query.pieces.flatMap((piece) => (piece === sought ? by.pieces : [piece])) };
}

/** Joins fragments, as `conditions` with `' AND '`. */
export function join(fragments: readonly Sql[], separator: string): Sql {
  const pieces: Piece[] = [];
  fragments.forEach((fragment, i) => {
    if (i > 0) pieces.push({ text: separator });
    pieces.push(...fragment.pieces);
  });
  return { pieces };
}

/** All of these conditions; true when there is none. */
export function all(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? raw('TRUE') : sql`(${join(conditions, ' AND ')})`;
}

/** Any of these conditions; false when there is none. */
export function any(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? raw('FALSE') : sql`(${join(conditions, ' OR ')})`;
}

/**
 * A value as PostgreSQL stores it. Its texts hold no NUL, so imports write U+FFFD in its place, and a text with a NUL is
 * compared with that.
 */
export const storable = (value: unknown): unknown =>
  typeof value === 'string' ? value.replaceAll('\0', '\uFFFD').toWellFormed() : value;

type Parameter = Value | readonly string[];

const RENDER: Record<Engine, { list(piece: List): [string, Parameter]; records(piece: Records): [string, Parameter] }> =
  {
    sqlite: {
      list: (piece) => ['(SELECT value FROM json_each(?))', JSON.stringify(piece.list)],
      records: ({ columns, rows }) => [
        // The condition keeps an ON CONFLICT that follows from being read as part of a join.
        `SELECT ${columns.map((column, i) => `value->>${i} AS ${column}`).join(', ')} FROM json_each(?) WHERE TRUE`,
        JSON.stringify(rows.map((row) => columns.map((column) => row[column] ?? null))),
      ],
    },
    postgres: {
      list: (piece) => [
        '(SELECT u.value FROM unnest(?::text[]) AS u(value))',
        piece.list.map((each) => storable(each) as string),
      ],
      records: ({ table, columns, rows }) => [
        `SELECT ${columns.join(', ')} FROM json_populate_recordset(NULL::${table}, ?::json)`,
        JSON.stringify(
          rows.map((row) => Object.fromEntries(columns.map((column) => [column, storable(row[column] ?? null)]))),
        ),
      ],
    },
  };

/** The text for an engine, with `?` for each value, and the values in the order of these. */
export function render(query: Sql, engine: Engine): { text: string; values: Parameter[] } {
  let text = '';
  const values: Parameter[] = [];
  for (const piece of query.pieces) {
    if ('text' in piece) text += piece.text;
    else if ('value' in piece) {
      text += '?';
      values.push(piece.value);
    } else {
      const [part, value] = 'list' in piece ? RENDER[engine].list(piece) : RENDER[engine].records(piece);
      text += part;
      values.push(value);
    }
  }
  return { text, values };
}
