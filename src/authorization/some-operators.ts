import { type Db, rows } from '../database/database';
import { sql } from '../database/sql';
import { IS_EFFECTIVE } from './effective';
import { isActive, OPERATORS_OF_ASSIGNMENTS } from './grants';

/**
 * The ids of operators, an active one for each of the first effective assignments that have one.
 * @param licenseNeeded whether an operator needs an Intune plan
 * @param most how many assignments are looked at
 */
export async function someOperators(db: Db, licenseNeeded: boolean, most: number): Promise<string[]> {
  const found = await rows<{ readonly id: string | null }>(
    db,
    sql`SELECT (SELECT m.member_id ${OPERATORS_OF_ASSIGNMENTS} AND am.assignment_id = a.id
        AND EXISTS (SELECT 1 FROM users u WHERE u.id = m.member_id AND ${isActive(licenseNeeded)}) LIMIT 1) AS id
      FROM role_assignments a JOIN roles r ON r.id = a.role_id WHERE ${IS_EFFECTIVE} ORDER BY a.id LIMIT ${most}`,
  );
  return [...new Set(found.flatMap(({ id }) => id ?? []))];
}
