import { createHmac } from 'node:crypto';
import { type Db, execute, firstRow, rows, type Trx } from '../database/database';
import { raw, sql } from '../database/sql';
import type { AuditAction, AuditOutcome } from '../generated/graphql';

/*
 * The audit trail: append-only rows, each with a keyed hash over itself and the hash of the row before. The head names
 * the last row and is sealed with the same key. An attacker who can write to the database but does not have the key
 * cannot change, remove, insert or reorder a row unnoticed. The only gap is an older state of the whole trail. So the
 * log has every head, and `verifyAudit` can compare with one of them.
 */

/** An action or a refused attempt. It contains ids but no names, so that erasing a person does not break the chain. */
interface AuditEntry {
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
// Replaces the previous hash if the head has no valid seal. So the break stays in the chain.
const UNSEALED = 'unsealed';

const keyedHash = (key: string, ...values: readonly unknown[]): string =>
  createHmac('sha256', key).update(JSON.stringify(values)).digest('hex');

function hashOf(key: string, event: Omit<StoredEvent, 'hash'>): string {
  const { seq, occurredAt, actorId, action, outcome, subjectId, before, after, requestId, previousHash } = event;
  return keyedHash(key, previousHash, seq, occurredAt, actorId, action, outcome, subjectId, before, after, requestId);
}

const sealOf = (key: string, { seq, hash }: AuditHead): string => keyedHash(key, 'head', seq, hash);

/** The head as it is stored; null before the first event. */
const storedHead = (db: Db): Promise<(AuditHead & { readonly seal: string }) | null> =>
  firstRow(db, sql`SELECT seq, hash, seal FROM audit_head`);

async function putHead(trx: Trx, key: string, { seq, hash }: AuditHead): Promise<void> {
  await trx('audit_head')
    .insert({ singleton: 1, seq, hash, seal: sealOf(key, { seq, hash }) })
    .onConflict('singleton')
    .merge();
}

/**
 * Serialises changes of rights. Each of them writes the head of the trail, so this one waits for running changes, and
 * those that start in the meantime conflict and retry.
 */
export async function claimHead(trx: Trx): Promise<void> {
  await execute(trx, sql`UPDATE audit_head SET seq = seq`);
}

const toJson = (value: unknown): string | null =>
  value === null || value === undefined ? null : JSON.stringify(value);

/**
 * Appends an event, in the transaction of the change that it records.
 * @returns the new head, for the log
 */
export async function appendAudit(trx: Trx, key: string, entry: AuditEntry): Promise<AuditHead> {
  const stored = await storedHead(trx);
  const last = stored ?? START;
  const event = {
    ...entry,
    seq: last.seq + 1,
    before: toJson(entry.before),
    after: toJson(entry.after),
    previousHash: stored === null || stored.seal === sealOf(key, stored) ? last.hash : UNSEALED,
  };
  const hash = hashOf(key, event);
  await trx('audit_events').insert({
    seq: event.seq,
    occurred_at: event.occurredAt,
    actor_id: event.actorId,
    action: event.action,
    outcome: event.outcome,
    subject_id: event.subjectId,
    before: event.before,
    after: event.after,
    request_id: event.requestId,
    previous_hash: event.previousHash,
    hash,
  });
  await putHead(trx, key, { seq: event.seq, hash });
  return { seq: event.seq, hash };
}

/** The first fault of a trail, with the number of its event. */
interface AuditFault {
  readonly seq: number;
  readonly problem: string;
}

/** The verdict on a trail: the number of intact events, and the first fault, or null. */
export interface AuditVerdict {
  readonly events: number;
  readonly fault: AuditFault | null;
}

const PAGE = 1_000;
const NOT_SEALED = 'the trail was cut, or its head was written by a version before 0.2 (see audit seal)';

async function* events(db: Db): AsyncIterable<StoredEvent> {
  for (let after: number | null = null; ; ) {
    const page: StoredEvent[] = await rows<StoredEvent>(
      db,
      sql`SELECT seq, occurred_at AS "occurredAt", actor_id AS "actorId", action, outcome, subject_id AS "subjectId",
        before, after, request_id AS "requestId", previous_hash AS "previousHash", hash
      FROM audit_events WHERE ${after === null ? raw('TRUE') : sql`seq > ${after}`} ORDER BY seq LIMIT ${PAGE}`,
    );
    yield* page;
    if (page.length < PAGE) return;
    after = (page.at(-1) as StoredEvent).seq;
  }
}

function faultOf(key: string, event: StoredEvent, last: AuditHead): AuditFault | null {
  const at = (seq: number, problem: string): AuditFault => ({ seq, problem });
  if (event.seq > last.seq + 1) return at(last.seq + 1, 'the event is missing');
  if (event.seq <= last.seq) return at(event.seq, 'the event was inserted before the first one');
  const isWritten = hashOf(key, event) === event.hash;
  if (event.previousHash === UNSEALED && isWritten) {
    return at(event.seq, 'the trail before it was changed: its head was not sealed when the event was written');
  }
  if (event.previousHash !== last.hash) return at(event.seq, 'the event does not follow the one before it');
  return isWritten ? null : at(event.seq, 'the event was changed');
}

/** Whether the database contains local changes, which must have left an event. */
async function hasChanges(db: Db): Promise<boolean> {
  const found = await firstRow(
    db,
    sql`SELECT 1 FROM role_assignments WHERE origin = 'LOCAL' UNION ALL SELECT 1 FROM roles WHERE origin = 'LOCAL'
      UNION ALL SELECT 1 FROM groups WHERE origin = 'LOCAL' UNION ALL SELECT 1 FROM known_issues UNION ALL SELECT 1 FROM reported_findings UNION ALL SELECT 1 FROM client_mutations LIMIT 1`,
  );
  return found !== null;
}

/**
 * Verifies the whole trail.
 * @param logged a head from the log. The trail must contain that event. Without it, an older state of the whole trail
 * goes unnoticed.
 */
export async function verifyAudit(db: Db, key: string, logged: AuditHead | null = null): Promise<AuditVerdict> {
  let last = START;
  let count = 0;
  for await (const event of events(db)) {
    const fault = faultOf(key, event, last);
    if (fault !== null) return { events: count, fault };
    if (event.seq === logged?.seq && event.hash !== logged.hash) {
      return { events: count, fault: { seq: event.seq, problem: 'the event differs from the one in the log' } };
    }
    last = event;
    count++;
  }
  const ends = (problem: string): AuditVerdict => ({ events: count, fault: { seq: last.seq + 1, problem } });
  const stored = await storedHead(db);
  const { seq, hash } = stored ?? START;
  if (seq !== last.seq || hash !== last.hash) return ends('the trail does not end at its head');
  if (stored !== null && stored.seal !== sealOf(key, stored)) return ends(NOT_SEALED);
  if (logged !== null && logged.seq > last.seq) return ends('the log has later events');
  if (count === 0 && (await hasChanges(db))) return ends('the trail is empty, but changes were made here');
  return { events: count, fault: null };
}

/**
 * Seals the head of a trail from a version that did not seal heads, if the trail has no other fault.
 * @returns the verdict after sealing
 */
export async function sealAudit(trx: Trx, key: string, logged: AuditHead | null = null): Promise<AuditVerdict> {
  const found = await verifyAudit(trx, key, logged);
  const stored = await storedHead(trx);
  if (stored === null || found.fault?.problem !== NOT_SEALED) return found;
  await putHead(trx, key, { seq: stored.seq, hash: stored.hash });
  return verifyAudit(trx, key, logged);
}
