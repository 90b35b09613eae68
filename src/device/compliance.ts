import { raw, type Sql, sql } from '../database/sql';

/**
 * Intune's verdict on the device `d` at an instant. The grace period is judged when it is read: what is stored as
 * non-compliant is in its grace period while that lasts, and the other way round.
 */
export function intuneCompliance(now: string): Sql {
  return sql`CASE WHEN d.compliance IN ('NONCOMPLIANT', 'IN_GRACE_PERIOD')
    THEN CASE WHEN d.grace_until > ${now} THEN 'IN_GRACE_PERIOD' ELSE 'NONCOMPLIANT' END
    ELSE d.compliance END`;
}

/** Whether the device `d` counts as not compliant. */
export function noncompliant(now: string): Sql {
  return sql`(d.compliance IN ('CONFLICT', 'ERROR')
    OR (d.compliance IN ('NONCOMPLIANT', 'IN_GRACE_PERIOD') AND NOT COALESCE(d.grace_until > ${now}, FALSE)))`;
}

/** Entra's record of the device's compliance, with the Entra device `e`, if there is one. */
export const ENTRA_COMPLIANCE = raw(`COALESCE(e.compliance, 'NOT_APPLICABLE')`);
