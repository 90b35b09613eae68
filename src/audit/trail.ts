import { createHmac } from 'node:crypto';
import { type Db, execute, firstRow, rows } from '../database/database';
import { raw, sql } from '../database/sql';
import type { AuditAction, AuditOutcome } from '../generated/graphql';

/*
 * The audit trail: append-only rows, each sealed with a keyed hash over itself and the seal of the row before. Who can
 * write to the database but does not have the key can change no row, and remove, insert or reorder none, unnoticed.
 */

/** Something that was done, or tried. Objects are named by id, never by name, so that erasing a person breaks nothing. */
export interface AuditEntry {
  readonly occurredAt: string;
  /** The operator; null for the command line. */
  readonly actorId: string | null;
  readonly action: AuditAction;
  readonly outcome: AuditOutcome;
  readonly subjectId: string | null;
  readonly before: unknown;
  readonly after: unknown;
  readonly requestId: string | null;
}

/** The last link of the chain. */
export interface AuditHead {
  readonly seq: number;
  readonly hash: string;
}

interface StoredEvent {
  readonly seq: number;
  readonly occurredAt: string;
  readonly actorId: string | null;
  readonly action: string;
  readonly outcome: string;
  readonly subjectId: string | null;
  readonly before: string | null;
  readonly after: string | null;
  readonly requestId: string | null;
  readonly previousHash: string;
  readonly hash: string;
}

const START: AuditHead = { seq: 0, hash: '' };

function seal(key: string, event: Omit<StoredEvent, 'hash'>): string {
  const { seq, occurredAt, actorId, action, outcome, subjectId, before, after, requestId, previousHash } = event;
  return createHmac('sha256', key)
    .update(
      JSON.stringify([previousHash, seq, occurredAt, actorId, action, outcome, subjectId, before, after, requestId]),
    )
    .digest('hex');
}

const head = async (db: Db): Promise<AuditHead> =>
  (await firstRow<AuditHead>(db, sql`SELECT seq, hash FROM audit_head`)) ?? START;

const toJson = (value: unknown): string | null =>
  value === null || value === undefined ? null : JSON.stringify(value);

/**
 * Adds an event, in the transaction of what it tells of.
 * @returns the new head, for the log
 */
export async function appendAudit(trx: Db, key: string, entry: AuditEntry): Promise<AuditHead> {
  const last = await head(trx);
  const event = {
    ...entry,
    seq: last.seq + 1,
    before: toJson(entry.before),
    after: toJson(entry.after),
    previousHash: last.hash,
  };
  const hash = seal(key, event);
  await execute(
    trx,
    sql`INSERT INTO audit_events
      (seq, occurred_at, actor_id, action, outcome, subject_id, before, after, request_id, previous_hash, hash)
    VALUES (${event.seq}, ${event.occurredAt}, ${event.actorId}, ${event.action}, ${event.outcome}, ${event.subjectId},
      ${event.before}, ${event.after}, ${event.requestId}, ${event.previousHash}, ${hash})`,
  );
  await execute(
    trx,
    sql`INSERT INTO audit_head (singleton, seq, hash) VALUES (1, ${event.seq}, ${hash})
    ON CONFLICT (singleton) DO UPDATE SET seq = excluded.seq, hash = excluded.hash`,
  );
  return { seq: event.seq, hash };
}

/** What is wrong with a trail, and where it begins. */
export interface AuditFault {
  readonly seq: number;
  readonly problem: string;
}

const PAGE = 1_000;

/**
 * Checks the whole trail.
 * @returns the first fault, or null; and how many events were read
 */
export async function verifyAudit(db: Db, key: string): Promise<{ events: number; fault: AuditFault | null }> {
  let last = START;
  let events = 0;
  for (;;) {
    const page = await rows<StoredEvent>(
      db,
      sql`SELECT seq, occurred_at AS "occurredAt", actor_id AS "actorId", action, outcome, subject_id AS "subjectId",
        before, after, request_id AS "requestId", previous_hash AS "previousHash", hash
      FROM audit_events WHERE ${events === 0 ? raw('TRUE') : sql`seq > ${last.seq}`} ORDER BY seq LIMIT ${PAGE}`,
    );
    for (const event of page) {
      if (event.seq > last.seq + 1) return { events, fault: { seq: last.seq + 1, problem: 'the event is missing' } };
      if (event.seq <= last.seq)
        return { events, fault: { seq: event.seq, problem: 'the event was put before the first' } };
      if (event.previousHash !== last.hash) {
        return { events, fault: { seq: event.seq, problem: 'the event does not follow the one before it' } };
      }
      if (seal(key, event) !== event.hash) {
        return { events, fault: { seq: event.seq, problem: 'the event is not as it was written' } };
      }
      last = event;
      events++;
    }
    if (page.length < PAGE) break;
  }
  const { seq, hash } = await head(db);
  if (seq !== last.seq || hash !== last.hash) {
    return { events, fault: { seq: last.seq + 1, problem: 'the trail does not end where it should' } };
  }
  return { events, fault: null };
}
