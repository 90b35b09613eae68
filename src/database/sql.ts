/**
 * SQL as text and values that never mix. A query is composed of fragments; each value becomes a placeholder, and the
 * two things that engines write differently (a list as one parameter, and the rows that come back) are rendered here.
 */

export type Value = string | number | null;

/** A list of texts that travels as one parameter, whatever its length: see {@link list}. */
interface List {
  readonly list: readonly string[];
}

type Piece = { readonly text: string } | { readonly value: Value } | List;

/** A fragment of SQL, or a whole statement. */
export interface Sql {
  readonly pieces: readonly Piece[];
}

export type Engine = 'sqlite';

const isSql = (part: Sql | List | Value): part is Sql => typeof part === 'object' && part !== null && 'pieces' in part;
const isList = (part: Sql | List | Value): part is List => typeof part === 'object' && part !== null && 'list' in part;

/** Composes a query: fragments are spliced in, everything else is bound as a value. */
export function sql(strings: TemplateStringsArray, ...parts: readonly (Sql | List | Value)[]): Sql {
  const pieces: Piece[] = [];
  for (let i = 0; i < strings.length; i++) {
    pieces.push({ text: strings[i] as string });
    if (i >= parts.length) break;
    const part = parts[i] as Sql | List | Value;
    if (isSql(part)) pieces.push(...part.pieces);
    else if (isList(part)) pieces.push(part);
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

/** The text for an engine, and the values in the order of its placeholders. */
export function render(query: Sql, _engine: Engine): { text: string; values: Value[] } {
  let text = '';
  const values: Value[] = [];
  for (const piece of query.pieces) {
    if ('text' in piece) text += piece.text;
    else if ('list' in piece) {
      text += '(SELECT value FROM json_each(?))';
      values.push(JSON.stringify(piece.list));
    } else {
      text += '?';
      values.push(piece.value);
    }
  }
  return { text, values };
}
