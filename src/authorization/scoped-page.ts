import { countOfList, type Db, rows } from '../database/database';
import { type Keyset, type Page, pageByKeys, pageOf, unindexed, upTo } from '../database/keyset';
import { type Sql, sql } from '../database/sql';

/**
 * The form of the conditions of a list: `one` tests each row that the order gives; `among` joins sets that are computed
 * once (see Scope); `few` tests the rows of a search that finds few.
 */
export type Form = 'one' | 'among' | 'few';

/** Rows, and the condition under which they are in the list. Only both together keep the scope. */
export interface ScopedRows {
  /** A table with the keyset's columns, or the rows of it that are in scope. */
  readonly from: Sql;
  readonly where: Sql;
}

/** A list that is filtered by scope. */
export interface ScopedListing {
  readonly source: (form: Form) => ScopedRows;
  /** Whether a search or another condition leaves few rows. */
  readonly isFew: boolean;
  /** The rows that are tested in order before few ones are sorted; none if left out. */
  readonly near?: number;
  /** Whether testing row by row is always good, because nearly every row passes. */
  readonly isOneByOne: boolean;
  /** Whether all rows are in scope, so that a test of a row is cheap. */
  readonly isWhole: boolean;
}

interface ScopedPage extends ScopedListing {
  readonly columns: Sql;
  /** The table joined with what the columns need, for the forms `one` and `few`. */
  readonly rowsFrom: Sql;
  /** The column of the primary key. */
  readonly key: Sql;
  readonly keyset: Keyset;
  readonly page: Page;
}

// Testing this many rows one by one takes some milliseconds.
const NEAR = 1_000;
// Without a scope a test takes less time. The matches can be far away, because devices of one platform follow one another.
const FAR = 10_000;

interface PageAhead {
  readonly columns: Sql;
  readonly from: Sql;
  readonly rowsFrom: Sql;
  readonly where: Sql;
  readonly keyset: Keyset;
  readonly page: Page;
}

/** Reads a page from the next rows in the order; null if so many do not fill it. */
export async function pageAhead<Row>(
  db: Db,
  { from, rowsFrom, where, ...list }: PageAhead,
  rowsAhead = NEAR,
): Promise<Row[] | null> {
  const near = sql`${upTo(list.keyset, list.page, from, rowsAhead)} AND ${where}`;
  const found = await rows<Row>(db, pageOf({ ...list, from: rowsFrom, where: near }));
  return found.length > list.page.first ? found : null;
}

/**
 * Reads one page of a list filtered by scope. It first tests the next rows in order: 1,000, or 10,000 if all are in scope, or
 * fewer if a search finds few. If they do not fill the page, it computes the sets of the scope and of the other conditions. So
 * the cost is bounded by the sizes of these sets, never by the size of the tenant.
 */
export async function scopedPage<Row>(
  db: Db,
  { source, rowsFrom, key, isFew, near = 0, isOneByOne, isWhole, ...list }: ScopedPage,
): Promise<Row[]> {
  const pageWhere = (condition: Sql, keyset = list.keyset) =>
    rows<Row>(db, pageOf({ ...list, keyset, from: rowsFrom, where: condition }));
  if (isOneByOne && !isFew) return pageWhere(source('one').where);
  const ahead = isFew ? near : isWhole ? FAR : NEAR;
  if (ahead > 0) {
    const found = await pageAhead<Row>(db, { ...list, ...source('one'), rowsFrom }, ahead);
    if (found !== null) return found;
  }
  if (isFew) return pageWhere(source('few').where, unindexed(list.keyset));
  // The keys are sorted alone, because a row is wide.
  return rows(db, pageByKeys({ ...list, ...source('among'), rowsFrom, key }));
}

/** The number of rows of a list filtered by scope, as {@link countOfList} counts them. */
export function scopedCount(db: Db, { source, isFew, isOneByOne }: ScopedListing): Promise<number> {
  const { from, where } = source(isFew ? 'few' : isOneByOne ? 'one' : 'among');
  return countOfList(db, sql`${from} WHERE ${where}`);
}
