import { createHash, createHmac } from 'node:crypto';
import { type Db, execute, firstRow, rows, type Trx } from '../database/database';
import { raw, sql } from '../database/sql';
import type { AuditAction, AuditOutcome } from '../generated/graphql';
import { ForeseenError, RETRY_SOON_S } from '../resolving/foreseen';

/*
 * The audit trail: append-only rows, each with a keyed hash over itself and the hash of the row before. The head names
 * the last row and is sealed with the same key. An attacker who can write to the database but does not have the key
 * cannot change, remove, insert or reorder a row unnoticed. The only gap is an older state of the whole trail. So the
 * log has every head, and `verifyAudit` can compare with one of them.
 *
 * A rotation of the key appends an event under the new key with a digest of all events before it. So the new key alone
 * verifies the whole trail, and a stolen former key can rewrite nothing.
 */

/** The key is not the one that sealed the trail, so an event would break it. */
class WrongAuditKey extends ForeseenError {
  readonly code = 'DATABASE_UNAVAILABLE';
  override readonly httpStatus = 503;
  override readonly retryAfter = RETRY_SOON_S;
  override readonly clientMessage = 'Nothing can be changed at the moment; try again.';
}

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

const FINGERPRINT_LENGTH = 16;

/** A short name of a key, from which the key cannot be found. */
const fingerprintOf = (key: string): string => keyedHash(key, 'fingerprint').slice(0, FINGERPRINT_LENGTH);

interface StoredHead extends AuditHead {
  readonly seal: string;
  /** The fingerprint of the key that sealed it; empty if an earlier version did. */
  readonly keyId: string;
}

/** The head as it is stored; null before the first event. */
const storedHead = (db: Db): Promise<StoredHead | null> =>
  firstRow(db, sql`SELECT seq, hash, seal, key_id AS "keyId" FROM audit_head`);

/** The number of the last event; 0 before the first one. */
export const auditHeadSeq = async (db: Db): Promise<number> => (await storedHead(db))?.seq ?? 0;

/** The message if another key sealed the trail; null if this key did, or if the key is unknown. */
function otherKeyOf(stored: StoredHead | null, key: string): string | null {
  if (stored === null || stored.keyId === '' || stored.keyId === fingerprintOf(key)) return null;
  return `AUDIT_KEY is another key (${fingerprintOf(key)}) than the one that sealed the trail (${stored.keyId})`;
}

/** Rejects if another key sealed the trail. @throws WrongAuditKey */
export async function checkAuditKey(db: Db, key: string): Promise<void> {
  const other = otherKeyOf(await storedHead(db), key);
  if (other !== null) throw new WrongAuditKey(`${other}.`);
}

async function putHead(trx: Trx, key: string, { seq, hash }: AuditHead): Promise<void> {
  await trx('audit_head')
    .insert({ singleton: 1, seq, hash, seal: sealOf(key, { seq, hash }), key_id: fingerprintOf(key) })
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
 * @throws WrongAuditKey if another key sealed the trail
 */
export async function appendAudit(trx: Trx, key: string, entry: AuditEntry): Promise<AuditHead> {
  const stored = await storedHead(trx);
  const other = otherKeyOf(stored, key);
  if (other !== null) throw new WrongAuditKey(`${other}.`);
  const isSealed = stored === null || stored.seal === sealOf(key, stored);
  return append(trx, key, entry, stored ?? START, isSealed);
}

async function append(
  trx: Trx,
  key: string,
  entry: AuditEntry,
  last: AuditHead,
  isSealed: boolean,
): Promise<AuditHead> {
  const event = {
    ...entry,
    seq: last.seq + 1,
    before: toJson(entry.before),
    after: toJson(entry.after),
    previousHash: isSealed ? last.hash : UNSEALED,
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

const ROTATION: AuditAction = 'ROTATE_AUDIT_KEY';
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

/** The fault of an event that does not have the number after the last one. */
function faultOfNumber({ seq }: StoredEvent, last: AuditHead): AuditFault | null {
  if (seq > last.seq + 1) return { seq: last.seq + 1, problem: 'the event is missing' };
  return seq <= last.seq ? { seq, problem: 'the event was inserted before the first one' } : null;
}

function faultOf(key: string, event: StoredEvent, last: AuditHead): AuditFault | null {
  const at = (seq: number, problem: string): AuditFault => ({ seq, problem });
  const misplaced = faultOfNumber(event, last);
  if (misplaced !== null) return misplaced;
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

/** The number of the event of the last rotation of the key; null without one. */
async function lastRotation(db: Db): Promise<number | null> {
  const found = await firstRow<{ seq: number | null }>(
    db,
    sql`SELECT MAX(seq) AS seq FROM audit_events WHERE action = ${ROTATION}`,
  );
  return found?.seq ?? null;
}

const digestOf = () => {
  const digest = createHash('sha256');
  return {
    add: (event: StoredEvent) => void digest.update(`${JSON.stringify(Object.values(event))}\n`),
    text: () => digest.copy().digest('hex'),
  };
};

/** The digest of the earlier events in the event of a rotation. */
const digestIn = ({ after }: StoredEvent): unknown => (JSON.parse(after ?? '{}') as { digest?: unknown }).digest;

/** The fault of an event under a former key. Its content is in the digest of the rotation. */
function faultOfFormer(event: StoredEvent, last: AuditHead): AuditFault | null {
  const misplaced = faultOfNumber(event, last);
  if (misplaced !== null || event.previousHash === last.hash) return misplaced;
  return { seq: event.seq, problem: 'the event does not follow the one before it' };
}

/**
 * Verifies the whole trail.
 * @param logged a head from the log. The trail must contain that event. Without it, an older state of the whole trail
 * goes unnoticed.
 */
export async function verifyAudit(db: Db, key: string, logged: AuditHead | null = null): Promise<AuditVerdict> {
  const other = otherKeyOf(await storedHead(db), key);
  if (other !== null) return { events: 0, fault: { seq: 1, problem: `${other}, so nothing was verified` } };
  const rotation = await lastRotation(db);
  const digest = digestOf();
  let last = START;
  let count = 0;
  for await (const event of events(db)) {
    const isFormer = rotation !== null && event.seq < rotation;
    const fault = isFormer ? faultOfFormer(event, last) : faultOf(key, event, last);
    if (fault !== null) return { events: count, fault };
    if (event.seq === rotation && digestIn(event) !== digest.text()) {
      return {
        events: 0,
        fault: { seq: 1, problem: `an event before the rotation of the key (${rotation}) was changed` },
      };
    }
    if (isFormer) digest.add(event);
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

/**
 * Replaces the key of the trail, if the trail has no fault.
 * @returns the verdict under the present key, and the new head; null if nothing was changed
 */
export async function rotateAuditKey(
  trx: Trx,
  keys: { readonly present: string; readonly next: string },
  occurredAt: string,
): Promise<{ readonly verdict: AuditVerdict; readonly head: AuditHead | null }> {
  const verdict = await verifyAudit(trx, keys.present);
  if (verdict.fault !== null) return { verdict, head: null };
  const digest = digestOf();
  for await (const event of events(trx)) digest.add(event);
  const entry: AuditEntry = {
    occurredAt,
    actorId: null,
    action: ROTATION,
    outcome: 'DONE',
    subjectId: null,
    requestId: null,
    before: { key: fingerprintOf(keys.present) },
    after: { key: fingerprintOf(keys.next), digest: digest.text() },
  };
  const head = await append(trx, keys.next, entry, (await storedHead(trx)) ?? START, true);
  return { verdict, head };
}
