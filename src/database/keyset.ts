import { join, list, raw, replaced, type Sql, sql, type Value } from './sql';

/**
 * An order that pages can be cut from: its columns are never null and end in a key, so that every row has its place
 * whatever is added or removed before it. An index answers it.
 */
export interface Keyset {
  /** Names the order in its cursors, so that a cursor of another list is refused. */
  readonly name: string;
  readonly columns: readonly string[];
  /** The types of the columns, to tell a cursor that this order cannot have made. */
  readonly types: readonly ('string' | 'number')[];
  readonly direction: 'ASC' | 'DESC';
}

/** A page: at most `first` rows, after the row with these values. */
export interface Page {
  readonly first: number;
  readonly after: readonly (string | number)[] | null;
}

/** The columns that a row's cursor is made of, named `cursor0`, `cursor1` and so on. */
function cursorColumns(keyset: Keyset): Sql {
  return raw(keyset.columns.map((column, i) => `${column} AS "cursor${i}"`).join(', '));
}

function beyond(keyset: Keyset, page: Page): Sql {
  if (page.after === null) return raw('TRUE');
  const values = join(
    page.after.map((value: Value) => sql`${value}`),
    ', ',
  );
  return sql`(${raw(keyset.columns.join(', '))}) ${raw(keyset.direction === 'ASC' ? '>' : '<')} (${values})`;
}

function order(keyset: Keyset): Sql {
  return raw(keyset.columns.map((column) => `${column} ${keyset.direction}`).join(', '));
}

/** Whether a row is among the next so many of a table, whatever else is asked of them; none is where there are fewer. */
export function upTo(keyset: Keyset, page: Page, table: Sql, count: number): Sql {
  const columns = raw(keyset.columns.join(', '));
  return sql`(${columns}) ${raw(keyset.direction === 'ASC' ? '<=' : '>=')} (SELECT ${columns} FROM ${table}
    WHERE ${beyond(keyset, page)} ORDER BY ${order(keyset)} LIMIT 1 OFFSET ${count - 1})`;
}

interface PageQuery {
  readonly columns: Sql;
  readonly from: Sql;
  readonly where: Sql;
  readonly keyset: Keyset;
  readonly page: Page;
}

/** One page of a list, and one row more where the list goes on. */
export function pageOf({ columns, from, where, keyset, page }: PageQuery): Sql {
  return sql`SELECT ${columns}, ${cursorColumns(keyset)} FROM ${from}
    WHERE ${where} AND ${beyond(keyset, page)} ORDER BY ${order(keyset)} LIMIT ${page.first + 1}`;
}

/** The parent of a list, in what ties rows to it. */
export const PARENT = raw('p.value');

/**
 * The same page of each parent's list in one statement, each row with its `parent`; `where` and `columns` name it PARENT.
 * The inner query finds the keys of one parent's page; its aliases hide those of the outer one, so both read `from`.
 * The list of a single parent is read as it stands in its index.
 * @param key the primary key, as a list of columns
 */
export function pagePerParent({
  parents,
  key,
  columns,
  from,
  where,
  keyset,
  page,
}: PageQuery & { readonly parents: readonly string[]; readonly key: string }): Sql {
  if (parents.length === 1) {
    const parent = sql`${parents[0] as string}`;
    return pageOf({
      columns: sql`${parent} AS "parent", ${replaced(columns, PARENT, parent)}`,
      from,
      where: replaced(where, PARENT, parent),
      keyset,
      page,
    });
  }
  return sql`SELECT p.value AS "parent", ${columns}, ${cursorColumns(keyset)}
    FROM ${list(parents)} AS p CROSS JOIN ${from}
    WHERE (${raw(key)}) IN (SELECT ${raw(key)} FROM ${from}
      WHERE ${where} AND ${beyond(keyset, page)} ORDER BY ${order(keyset)} LIMIT ${page.first + 1})
    ORDER BY ${order(keyset)}`;
}
