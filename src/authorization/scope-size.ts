import { countOf, type Db } from '../database/database';
import { sql } from '../database/sql';
import { membershipsIn } from './scope';

/** Whether these groups, with all groups nested in them, have more users and devices than a number. */
export async function haveMoreThan(db: Db, groups: readonly string[], members: number): Promise<boolean> {
  return (await countOf(db, sql`(${membershipsIn(groups)} LIMIT ${members + 1}) AS counted`)) > members;
}
