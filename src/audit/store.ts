import { countOfList, type Db, rows } from '../database/database';
import { type Keyset, type Page, pageOf } from '../database/keyset';
import { all, list, raw, type Sql, sql } from '../database/sql';
import type { AuditAction, AuditOutcome } from '../generated/graphql';

export interface AuditEventRow {
  seq: number;
  occurredAt: string;
  actor: string | null;
  action: AuditAction;
  outcome: AuditOutcome;
  subject: string | null;
  before: string | null;
  after: string | null;
  requestId: string | null;
}

export interface AuditQuery {
  readonly actorId: string | null;
  readonly subjectId: string | null;
  readonly actions: readonly string[] | null;
  readonly since: string | null;
  readonly before: string | null;
}

const COLUMNS = raw(`v.seq, v.occurred_at AS "occurredAt", v.actor_id AS actor, v.action, v.outcome,
  v.subject_id AS subject, v.before, v.after, v.request_id AS "requestId"`);

export const EVENTS_NEWEST_FIRST: Keyset = {
  name: 'audit events',
  columns: ['v.seq'],
  types: ['number'],
  direction: 'DESC',
};

/** The audit events with these sequence numbers, as decimal text. */
export function auditEventsBySeq(db: Db, seqs: readonly string[]): Promise<AuditEventRow[]> {
  return rows(db, sql`SELECT ${COLUMNS} FROM audit_events v WHERE CAST(v.seq AS TEXT) IN ${list(seqs)}`);
}

function selected(query: AuditQuery): Sql {
  return all([
    ...(query.actorId === null ? [] : [sql`v.actor_id = ${query.actorId}`]),
    ...(query.subjectId === null ? [] : [sql`v.subject_id = ${query.subjectId}`]),
    ...(query.actions === null ? [] : [sql`v.action IN ${list(query.actions)}`]),
    ...(query.since === null ? [] : [sql`v.occurred_at >= ${query.since}`]),
    ...(query.before === null ? [] : [sql`v.occurred_at < ${query.before}`]),
  ]);
}

/** A page of the audit events that match a query, newest first. */
export function auditPage(db: Db, query: AuditQuery, page: Page): Promise<AuditEventRow[]> {
  return rows(
    db,
    pageOf({
      columns: COLUMNS,
      from: raw('audit_events v'),
      where: selected(query),
      keyset: EVENTS_NEWEST_FIRST,
      page,
    }),
  );
}

/** The number of audit events that match a query. */
export function auditCount(db: Db, query: AuditQuery): Promise<number> {
  return countOfList(db, sql`audit_events v WHERE ${selected(query)}`);
}
