import { type Db, rows } from '../database/database';
import { type Keyset, type Page, pageOf, upTo } from '../database/keyset';
import { type Sql, sql } from '../database/sql';

/** The form of a scope condition: `one` tests a row with EXISTS, `among` joins a set computed once (see Scope). */
export type Form = 'one' | 'among';

interface ScopedListing {
  readonly columns: Sql;
  readonly from: Sql;
  /** The table with the keyset's columns, by its alias in `from`. */
  readonly table: Sql;
  readonly where: (form: Form) => Sql;
  /** Skip the set form, because a search matches few rows and an unrestricted scope filters none. */
  readonly oneByOne: boolean;
  readonly keyset: Keyset;
  readonly page: Page;
}

// Testing this many rows one by one takes some milliseconds.
const NEAR = 1_000;

/**
 * Reads one page of a list filtered by scope. It first tests the next 1,000 rows in order against the scope. If they do
 * not fill the page, it runs the set form, which computes the scope first. So the cost is bounded by the size of the
 * scope, never by the size of the tenant.
 */
export async function scopedPage<Row>(db: Db, { table, where, oneByOne, ...listing }: ScopedListing): Promise<Row[]> {
  if (oneByOne) return rows(db, pageOf({ ...listing, where: where('one') }));
  const { keyset, page } = listing;
  const near = sql`${upTo(keyset, page, table, NEAR)} AND ${where('one')}`;
  const found = await rows<Row>(db, pageOf({ ...listing, where: near }));
  return found.length > page.first ? found : rows(db, pageOf({ ...listing, where: where('among') }));
}
