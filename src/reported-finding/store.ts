import { countOfList, type Db, firstRow, rows, type Trx } from '../database/database';
import { type Keyset, type Page, pageOf } from '../database/keyset';
import { list, raw, type Sql, sql } from '../database/sql';
import type { FindingRule, FindingSeverity } from '../generated/graphql';
import { daysBefore } from '../resolving/days';

/** Older reports do not count, and the next one deletes them, because the rule may have changed since. */
const KEPT_DAYS = 180;

export interface ReportedFindingRow {
  id: string;
  rule: FindingRule;
  severity: FindingSeverity;
  /** The user on whose page it was; null for a device and for the tenant. */
  userId: string | null;
  deviceId: string | null;
  operatorId: string;
  reason: string;
  reportedAt: string;
}

const COLUMNS = raw(`f.id, f.rule, f.severity, f.user_id AS "userId", f.device_id AS "deviceId",
  f.operator_id AS "operatorId", f.reason, f.reported_at AS "reportedAt"`);

export const REPORTED_NEWEST_FIRST: Keyset = {
  name: 'reported findings',
  columns: ['f.reported_at', 'f.id'],
  types: ['string', 'string'],
  direction: 'DESC',
};

const isKept = (now: string): Sql => sql`f.reported_at >= ${daysBefore(KEPT_DAYS, now)}`;
const ofRule = (rule: string | null, now: string): Sql =>
  rule === null ? isKept(now) : sql`f.rule = ${rule} AND ${isKept(now)}`;

/** A page of the reported findings, newest first. @param rule only those of this rule; null for all */
export function reportedFindingPage(
  db: Db,
  now: string,
  rule: string | null,
  page: Page,
): Promise<ReportedFindingRow[]> {
  const query = { columns: COLUMNS, from: raw('reported_findings f'), where: ofRule(rule, now) };
  return rows(db, pageOf({ ...query, keyset: REPORTED_NEWEST_FIRST, page }));
}

/** The number of reported findings. @param rule only those of this rule; null for all */
export function reportedFindingCount(db: Db, now: string, rule: string | null): Promise<number> {
  return countOfList(db, sql`reported_findings f WHERE ${ofRule(rule, now)}`);
}

/** The number of reported findings of each rule that has some. */
export function reportedCountsByRule(
  db: Db,
  now: string,
  rules: readonly string[],
): Promise<{ parent: string; count: number }[]> {
  return rows(
    db,
    sql`SELECT f.rule AS parent, COUNT(*) AS count FROM reported_findings f
    WHERE f.rule IN ${list(rules)} AND ${isKept(now)} GROUP BY f.rule`,
  );
}

/** When an operator reported the first of the last `count` findings; null if there were fewer since an instant. */
export async function firstOfReports(db: Db, operatorId: string, since: string, count: number): Promise<string | null> {
  const found = await firstRow<{ at: string }>(
    db,
    sql`SELECT f.reported_at AS at FROM reported_findings f WHERE f.operator_id = ${operatorId} AND f.reported_at > ${since}
      ORDER BY f.reported_at DESC LIMIT 1 OFFSET ${count - 1}`,
  );
  return found?.at ?? null;
}

/** Keeps a report, and deletes reports that are too old to count. */
export async function keepReport(trx: Trx, report: ReportedFindingRow): Promise<void> {
  const { id, rule, severity, reason } = report;
  await trx('reported_findings').where('reported_at', '<', daysBefore(KEPT_DAYS, report.reportedAt)).delete();
  await trx('reported_findings').insert({
    id,
    rule,
    severity,
    reason,
    user_id: report.userId,
    device_id: report.deviceId,
    operator_id: report.operatorId,
    reported_at: report.reportedAt,
  });
}
