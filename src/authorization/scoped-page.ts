import { type Db, rows } from '../database/database';
import { type Keyset, type Page, pageOf, upTo } from '../database/keyset';
import { type Sql, sql } from '../database/sql';

/** The two forms of what a scope or a group asks of a row: see Scope. */
export type Form = 'one' | 'among';

interface ScopedListing {
  readonly columns: Sql;
  readonly from: Sql;
  /** The table that the order is of, in the alias that it has in `from`. */
  readonly table: Sql;
  readonly where: (form: Form) => Sql;
  /** Whether nothing is collected: a search finds few, and what nothing leaves out comes at once. */
  readonly oneByOne: boolean;
  readonly keyset: Keyset;
  readonly page: Page;
}

// To look at so many one by one takes some milliseconds.
const NEAR = 1_000;

/**
 * A page of a list of which a scope leaves out who knows how much. Where what is in scope comes soon in the order, it is
 * found there; where it comes late, or hardly at all, everything in scope is collected first. So a page takes as long as
 * a scope is large, and never as long as the tenant is.
 */
export async function scopedPage<Row>(db: Db, { table, where, oneByOne, ...listing }: ScopedListing): Promise<Row[]> {
  if (oneByOne) return rows(db, pageOf({ ...listing, where: where('one') }));
  const { keyset, page } = listing;
  const near = sql`${upTo(keyset, page, table, NEAR)} AND ${where('one')}`;
  const found = await rows<Row>(db, pageOf({ ...listing, where: near }));
  return found.length > page.first ? found : rows(db, pageOf({ ...listing, where: where('among') }));
}
