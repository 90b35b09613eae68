import { countOfList, type Db, firstRow, rows, withFlags } from '../database/database';
import { type Keyset, type Page, pageOf } from '../database/keyset';
import { list, raw, type Sql, sql } from '../database/sql';
import type { ConnectorKind, FindingRule } from '../generated/graphql';

export interface KnownIssueRow {
  id: string;
  rule: FindingRule;
  appId: string | null;
  policyId: string | null;
  connectorKind: ConnectorKind | null;
  text: string;
  ticket: string | null;
  recordedAt: string;
  endsAt: string;
  endedAt: string | null;
  /** Whether findings fold under it now. */
  open: boolean;
  version: number;
}

const isOpen = (now: string): Sql => sql`k.ended_at IS NULL AND k.ends_at > ${now}`;

const columns = (now: string): Sql => sql`k.id, k.rule, k.app_id AS "appId", k.policy_id AS "policyId",
  k.connector_kind AS "connectorKind", k.text, k.ticket, k.recorded_at AS "recordedAt", k.ends_at AS "endsAt",
  k.ended_at AS "endedAt", CASE WHEN ${isOpen(now)} THEN 1 ELSE 0 END AS open, k.version`;

const asIssues = <Row extends KnownIssueRow>(found: Row[]): Row[] => withFlags(found, 'open');

export const ISSUES_NEWEST_FIRST: Keyset = {
  name: 'known issues',
  columns: ['k.recorded_at', 'k.id'],
  types: ['string', 'string'],
  direction: 'DESC',
};

/** @returns the known issues that exist, in any order */
export async function knownIssuesById(db: Db, now: string, ids: readonly string[]): Promise<KnownIssueRow[]> {
  return asIssues(await rows(db, sql`SELECT ${columns(now)} FROM known_issues k WHERE k.id IN ${list(ids)}`));
}

/** The known issues under which findings fold now, oldest first. */
export async function openKnownIssues(db: Db, now: string): Promise<KnownIssueRow[]> {
  return asIssues(
    await rows(db, sql`SELECT ${columns(now)} FROM known_issues k WHERE ${isOpen(now)} ORDER BY k.recorded_at, k.id`),
  );
}

const selected = (now: string, open: boolean | null): Sql =>
  open === null ? raw('TRUE') : open ? isOpen(now) : sql`NOT (${isOpen(now)})`;

/** A page of the known issues, newest first. @param open only open ones, or only others; null for all */
export async function knownIssuePage(db: Db, now: string, open: boolean | null, page: Page): Promise<KnownIssueRow[]> {
  const query = { columns: columns(now), from: raw('known_issues k'), where: selected(now, open) };
  return asIssues(await rows(db, pageOf({ ...query, keyset: ISSUES_NEWEST_FIRST, page })));
}

/** The number of known issues. @param open only open ones, or only others; null for all */
export function knownIssueCount(db: Db, now: string, open: boolean | null): Promise<number> {
  return countOfList(db, sql`known_issues k WHERE ${selected(now, open)}`);
}

/** Whether an app or a policy exists. */
export async function hasSubject(db: Db, table: 'apps' | 'policies', id: string): Promise<boolean> {
  return (await firstRow(db, sql`SELECT 1 FROM ${raw(table)} s WHERE s.id = ${id}`)) !== null;
}
