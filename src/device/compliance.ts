import { raw, type Sql, sql } from '../database/sql';

/**
 * SQL: Intune's compliance state of the device `d` at an instant. The grace period is evaluated at read time: a device
 * stored as non-compliant is in its grace period until that ends, and the reverse.
 */
export function intuneCompliance(now: string): Sql {
  return sql`CASE WHEN d.compliance IN ('NONCOMPLIANT', 'IN_GRACE_PERIOD')
    THEN CASE WHEN d.grace_until > ${now} THEN 'IN_GRACE_PERIOD' ELSE 'NONCOMPLIANT' END
    ELSE d.compliance END`;
}

/** SQL: the device `d` counts as not compliant. */
export function noncompliant(now: string): Sql {
  return sql`(d.compliance IN ('CONFLICT', 'ERROR')
    OR (d.compliance IN ('NONCOMPLIANT', 'IN_GRACE_PERIOD') AND NOT COALESCE(d.grace_until > ${now}, FALSE)))`;
}

/** SQL: Entra's compliance state, from the Entra device `e` if there is one. */
export const ENTRA_COMPLIANCE = raw(`COALESCE(e.compliance, 'NOT_APPLICABLE')`);
