import { join, list, perEngine, raw, replaced, type Sql, sql, type Value } from './sql';

/**
 * The sort order of a paginated list. Its columns are never null and end with a unique key, so that a cursor stays
 * valid when rows are added or removed. An index supports each one.
 */
export interface Keyset {
  /** The name of the order in its cursors. A cursor with another name is refused. */
  readonly name: string;
  readonly columns: readonly string[];
  /** The types of the columns. A cursor with other types is refused. */
  readonly types: readonly ('string' | 'number')[];
  readonly direction: 'ASC' | 'DESC';
}

/** A page: at most `first` rows, after the row with the values of `after`. */
export interface Page {
  readonly first: number;
  readonly after: readonly (string | number)[] | null;
}

/** The columns of a row's cursor, named `cursor0`, `cursor1` and so on. */
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

/** True for the next `count` rows after the cursor, ignoring other filters. False for every row if fewer are left. */
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

/** Reads one page of a list, and one more row if the list continues. */
export function pageOf({ columns, from, where, keyset, page }: PageQuery): Sql {
  return sql`SELECT ${columns}, ${cursorColumns(keyset)} FROM ${from}
    WHERE ${where} AND ${beyond(keyset, page)} ORDER BY ${order(keyset)} LIMIT ${page.first + 1}`;
}

/**
 * The same order as an expression that no index has. The databases would otherwise follow the order's index and read
 * every row, to spare themselves the sorting of few.
 */
export const unindexed = (keyset: Keyset): Keyset => ({
  ...keyset,
  columns: keyset.columns.map((column, i) => (i === 0 ? `(${column} || '')` : column)),
});

interface KeysQuery extends PageQuery {
  /** The column of the primary key. */
  readonly key: Sql;
  /** The table of `from`, joined with what the columns need. */
  readonly rowsFrom: Sql;
}

/**
 * Like {@link pageOf}, but it sorts the keys of all rows before it reads the columns of a page. Its order is of texts. The
 * keys are a table of their own. If they look costly, PostgreSQL would otherwise look for them in all rows.
 */
export function pageByKeys({ columns, from, rowsFrom, where, keyset, page, key }: KeysQuery): Sql {
  const sorted = unindexed(keyset);
  return sql`WITH keys AS MATERIALIZED (SELECT ${key} AS found FROM ${from}
      WHERE ${where} AND ${beyond(sorted, page)} ORDER BY ${order(sorted)} LIMIT ${page.first + 1})
    SELECT ${columns}, ${cursorColumns(keyset)} FROM ${rowsFrom} WHERE ${key} IN (SELECT found FROM keys)
    ORDER BY ${order(keyset)}`;
}

/** The parent's id in the `where` and `columns` of {@link pagePerParent}. */
export const PARENT = raw('p.value');

/**
 * Reads the same page of several parents' lists in one statement. Each row has its `parent`.
 * On SQLite, the inner query finds the keys of one parent's page. Its aliases hide those of the outer query, so both can
 * use `from`. A single parent needs no inner query and is read straight from its index.
 * @param key the columns of the primary key, separated by commas
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
  return perEngine({
    sqlite: () => sql`SELECT p.value AS "parent", ${columns}, ${cursorColumns(keyset)}
      FROM ${list(parents)} AS p CROSS JOIN ${from}
      WHERE (${raw(key)}) IN (SELECT ${raw(key)} FROM ${from}
        WHERE ${where} AND ${beyond(keyset, page)} ORDER BY ${order(keyset)} LIMIT ${page.first + 1})
      ORDER BY ${order(keyset)}`,
    // SQLite has no LATERAL, which finds the rows and their columns at once.
    postgres: () => sql`SELECT p.value AS "parent", found.*
      FROM ${list(parents)} AS p CROSS JOIN LATERAL (${pageOf({ columns, from, where, keyset, page })}) AS found
      ORDER BY ${raw(keyset.columns.map((_, i) => `found."cursor${i}" ${keyset.direction}`).join(', '))}`,
  });
}

interface AmongQuery extends Omit<PageQuery, 'where'> {
  /** The column of the primary key, such as `u.id`. */
  readonly key: string;
  /** Reads `parent`, and the keyset's columns under their names, for each member of each parent's list. */
  readonly members: Sql;
}

/** Like {@link pagePerParent}, from one set of all members of the lists. Each row also has the `total` of its list. */
export function pagePerParentAmong({ columns, from, keyset, page, key, members }: AmongQuery): Sql {
  // The set has the alias of the table, so that the keyset's columns are those of the set.
  const alias = raw(key.slice(0, key.indexOf('.')));
  const keys = sql`SELECT ${raw(key)} FROM members ${alias}
    WHERE ${alias}.parent = p.parent AND ${beyond(keyset, page)} ORDER BY ${order(keyset)} LIMIT ${page.first + 1}`;
  return sql`WITH members AS MATERIALIZED (${members}),
      totals AS MATERIALIZED (SELECT parent, COUNT(*) AS total FROM members GROUP BY parent)
    SELECT p.parent, p.total, ${columns}, ${cursorColumns(keyset)} FROM totals p CROSS JOIN ${perEngine({
      sqlite: () => sql`${from} WHERE ${raw(key)} IN (${keys})`,
      postgres: () => sql`LATERAL (${keys}) AS found CROSS JOIN ${from} WHERE ${raw(key)} = found.id`,
    })} ORDER BY ${order(keyset)}`;
}
