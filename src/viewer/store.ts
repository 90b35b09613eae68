import { type Db, rows } from '../database/database';
import { list, sql } from '../database/sql';

/** The names of groups. Only for scope groups of the viewer's own assignments. */
export function groupNames(db: Db, ids: readonly string[]): Promise<{ id: string; displayName: string | null }[]> {
  return rows(db, sql`SELECT g.id, g.display_name AS "displayName" FROM groups g WHERE g.id IN ${list(ids)}`);
}

/** The names of assignments and of their roles. Only for the viewer's own assignments. */
export function assignmentNames(db: Db, ids: readonly string[]) {
  return rows<{ id: string; displayName: string; roleDisplayName: string }>(
    db,
    sql`SELECT a.id, a.display_name AS "displayName", r.display_name AS "roleDisplayName"
    FROM role_assignments a JOIN roles r ON r.id = a.role_id WHERE a.id IN ${list(ids)} ORDER BY a.name_key, a.id`,
  );
}
