import { raw } from '../database/sql';
import type { Ineffective } from './ineffective';

/*
 * Whether an assignment `a` of a role `r` grants anything. It does not if the assignment or its role has a reason against
 * it, or if every group of its scope is gone.
 */
const HAS_SCOPE = `(a.all_users = 1 OR a.all_devices = 1
  OR EXISTS (SELECT 1 FROM assignment_scopes es WHERE es.assignment_id = a.id))`;

/** SQL: the assignment `a` of the role `r` grants something. */
export const IS_EFFECTIVE = raw(`(a.ineffective_reason IS NULL AND r.ineffective_reason IS NULL AND ${HAS_SCOPE})`);

/** Why the assignment grants nothing; null if it is effective. */
export const INEFFECTIVE_REASON = raw(`COALESCE(a.ineffective_reason, r.ineffective_reason,
  CASE WHEN NOT ${HAS_SCOPE} THEN '${'EMPTY_SCOPE' satisfies Ineffective}' END)`);
